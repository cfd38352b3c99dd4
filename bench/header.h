/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The header record.
 */
#ifndef BENCH_HEADER_H
#define BENCH_HEADER_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "info.h"

/**
 * header_record() - who measured, when, and asked for what
 * @command: "run", "max", "selftest", "list"
 * @is_guest: run_id and started are the host's to fill in
 *
 * Return: a new reference, or NULL without memory.
 */
json_t *header_record(const struct info *info, const char *command, int argc, char **argv,
		      uint64_t seed, bool is_guest);

#endif
