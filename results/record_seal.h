/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a result ends: a checksum of every byte before it.
 */
#ifndef RESULTS_RECORD_SEAL_H
#define RESULTS_RECORD_SEAL_H

#include <stdbool.h>
#include <stddef.h>

/* Of 8 hexadecimal digits; the end of a footer, and of the file. */
#define RECORD_SEAL_FORMAT ",\"sent_crc32\":\"%08x\"}\n"

/**
 * record_is_sealed() - are these the bytes that record_write() wrote, up to the footer?
 *
 * Return: false too where there is no seal.
 */
bool record_is_sealed(const char *bytes, size_t length);

#endif
