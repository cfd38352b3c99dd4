/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The files of one boot of a batch: DIRECTORY/SIDE/boot-NUMBER and a suffix.
 */
#ifndef CI_BATCH_FILES_H
#define CI_BATCH_FILES_H

#include "batch.h"

#define BATCH_RESULT_SUFFIX ".jsonl"	      /* and what output.h makes beside it */
#define BATCH_PARTIAL_SUFFIX ".jsonl.partial" /* after a death: never absent */
#define BATCH_MESSAGES_SUFFIX ".messages"     /* what `allocvm run` would have said */
#define BATCH_OUTCOME_SUFFIX ".outcome" /* EXIT-CODE WORD SECONDS; the last of all */

#define BATCH_NAME_SIZE (NAME_MAX + 32)

/**
 * batch_name() - SIDE/boot-NUMBER
 * @name: BATCH_NAME_SIZE bytes
 */
void batch_name(const struct batch *batch, const struct batch_boot *boot, char *name);

/**
 * batch_path() - DIRECTORY/SIDE/boot-NUMBER and a suffix
 * @path: PATH_MAX bytes
 *
 * Return: @path.
 */
const char *batch_path(const struct batch *batch, const struct batch_boot *boot,
		       const char *suffix, char *path);

/**
 * batch_files_remove() - of a boot, with its side's directory if it was the last in it
 * @name: SIDE/boot-NUMBER
 */
void batch_files_remove(const struct batch *batch, const char *name);

/**
 * batch_outcome_write() - keep how a boot ended, and see that a death has a file
 *
 * Return: 0 or -errno.
 */
int batch_outcome_write(const struct batch *batch, const struct batch_boot *boot);

/**
 * batch_outcome_read() - set @exit_code and @seconds
 *
 * Return: is the boot over, with the files that belong to its exit code?
 */
bool batch_outcome_read(const struct batch *batch, struct batch_boot *boot);

#endif
