/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How reading a whole result went; and temporary files to read.
 */
#ifndef RESULTS_TESTS_OUTCOME_H
#define RESULTS_TESTS_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct outcome - what a reader said at the end
 * @error:    0 or -errno
 * @records:  how many were read before
 * @line:     the last line's number
 * @complete: did the reader say so?
 * @histograms: CRC-32 of those that the reader gave
 * @message:  the reader's, or ""
 */
struct outcome {
	int error;
	size_t records;
	size_t line;
	bool complete;
	uint32_t histograms;
	char message[1024];
};

/* Read a file to its end or first error. */
struct outcome outcome_of(const char *path);

/* The same for bytes, through the temporary file of this program. */
struct outcome outcome_of_bytes(const void *bytes, size_t length);

/* The same for bytes compressed by gzip. */
struct outcome outcome_of_packed(const void *bytes, size_t length);

/* Does a reader that leaves large arrays out of records say and give the same? */
bool outcome_is_that_without_rows(const struct outcome *outcome, const char *path);

/* Does the temporary file, compressed by gzip, hold just this text? */
bool scratch_unpacks_to(const char *text, size_t length);

/* All bytes of a file of the corpus and a NUL; exits without it. Free them. */
char *corpus_bytes(const char *name, size_t *length);

/* Its path, valid until the next call. */
const char *corpus_path(const char *name);

/* This program's temporary file. */
const char *scratch_path(void);

#endif
