/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What only the host knows of a run, put into the result's first two records.
 */
#ifndef CI_HOST_FACTS_H
#define CI_HOST_FACTS_H

#include <stddef.h>

#include "vm.h"

/**
 * host_facts_fill() - a record with the host's facts in it
 * @line: one line of a result, without its newline
 * @filled: for a header (run_id, started) or an environment (vm, boot_seed) the new line,
 *          to be freed; NULL for every other line, which stays as it is
 *
 * Return: 0 or -errno.
 */
int host_facts_fill(const struct vm *vm, const char *line, size_t length, char **filled);

#endif
