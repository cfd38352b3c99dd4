// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Names, writes and removes the files of a batch's boots.
 */
#include "batch_files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "results/cleanup.h"

static const char *const suffixes[] = {
	BATCH_OUTCOME_SUFFIX,	    BATCH_RESULT_SUFFIX,   BATCH_PARTIAL_SUFFIX,
	BATCH_RESULT_SUFFIX ".log", BATCH_MESSAGES_SUFFIX, BATCH_RESULT_SUFFIX ".new",
};

void batch_name(const struct batch *batch, const struct batch_boot *boot, char *name)
{
	snprintf(name, BATCH_NAME_SIZE, "%s/boot-%u", batch->sides[boot->side].directory,
		 boot->number);
}

static const char *path_of(const struct batch *batch, const char *name,
			   const char *suffix, char *path)
{
	snprintf(path, PATH_MAX, "%s/%s%s", batch->directory, name, suffix);
	return path;
}

const char *batch_path(const struct batch *batch, const struct batch_boot *boot,
		       const char *suffix, char *path)
{
	char name[BATCH_NAME_SIZE];

	batch_name(batch, boot, name);
	return path_of(batch, name, suffix, path);
}

void batch_files_remove(const struct batch *batch, const char *name)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(suffixes) / sizeof(suffixes[0]); i++)
		unlink(path_of(batch, name, suffixes[i], path));
	path_of(batch, name, "", path);
	*strrchr(path, '/') = '\0';
	rmdir(path);
}

/* A guest that died before its first record leaves no file of its own. */
static int ensure_partial(const struct batch *batch, const struct batch_boot *boot)
{
	char path[PATH_MAX];

	if (batch_end_of(boot->exit_code) == BATCH_RESULT)
		return 0;
	_cleanup_close_ int fd = open(batch_path(batch, boot, BATCH_PARTIAL_SUFFIX, path),
				      O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
	return fd < 0 ? -errno : 0;
}

int batch_outcome_write(const struct batch *batch, const struct batch_boot *boot)
{
	char path[PATH_MAX];
	int error = ensure_partial(batch, boot);

	if (error)
		return error;
	FILE *file = fopen(batch_path(batch, boot, BATCH_OUTCOME_SUFFIX, path), "we");
	if (!file)
		return -errno;
	fprintf(file, "%d %s %.2f\n", boot->exit_code, exit_code_name(boot->exit_code),
		boot->seconds);
	return fclose(file) ? -errno : 0;
}

bool batch_outcome_read(const struct batch *batch, struct batch_boot *boot)
{
	char path[PATH_MAX];
	_cleanup_fclose_ FILE *file =
		fopen(batch_path(batch, boot, BATCH_OUTCOME_SUFFIX, path), "re");

	if (!file || fscanf(file, "%d %*s %lf", &boot->exit_code, &boot->seconds) != 2)
		return false;
	const enum batch_end end = batch_end_of(boot->exit_code);
	const char *suffix =
		end == BATCH_RESULT ? BATCH_RESULT_SUFFIX : BATCH_PARTIAL_SUFFIX;
	return end != BATCH_FAILURE &&
	       !access(batch_path(batch, boot, suffix, path), R_OK);
}
