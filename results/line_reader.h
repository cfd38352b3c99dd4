/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Lines of a file, plain or compressed by gzip, with a limit on their length.
 */
#ifndef RESULTS_LINE_READER_H
#define RESULTS_LINE_READER_H

#include <stdbool.h>
#include <stddef.h>

/* The longest line that is read; FORMAT.md names it. */
#define LINE_LIMIT ((size_t)64 << 20)

struct line_reader;

/**
 * line_reader_open() - begin to read a file
 * @path: "-" is standard input
 *
 * Return: 0 or -errno.
 */
int line_reader_open(const char *path, struct line_reader **lines);

void line_reader_free(struct line_reader *lines);

/**
 * line_read() - the next line
 * @line:     gets the line with its newline; valid until the next call
 * @length:   gets its length, the newline counted
 * @is_whole: gets false where the file ends without a newline
 *
 * Return: 1, 0 at the end, -EMSGSIZE (beyond LINE_LIMIT), -EILSEQ (the compressed data
 * are damaged), -ENODATA (they end too early) or another -errno of reading.
 */
int line_read(struct line_reader *lines, const char **line, size_t *length,
	      bool *is_whole);

#endif
