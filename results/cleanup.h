/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Variables that clean up after themselves when their scope ends:
 * `_cleanup_free_ char *line = NULL;`
 */
#ifndef RESULTS_CLEANUP_H
#define RESULTS_CLEANUP_H

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_free(void *pointer)
{
	free(*(void **)pointer);
}

/* Keeps errno, so that a failed call's reason survives the end of the scope. */
static inline void cleanup_close(int *fd)
{
	int saved = errno;

	if (*fd >= 0)
		close(*fd);
	errno = saved;
}

static inline void cleanup_fclose(FILE **stream)
{
	int saved = errno;

	if (*stream)
		fclose(*stream);
	errno = saved;
}

static inline void cleanup_json(json_t **value)
{
	json_decref(*value);
}

/* free(3) at the end of the scope */
#define _cleanup_free_ __attribute__((cleanup(cleanup_free)))
/* close(2) at the end of the scope, unless negative */
#define _cleanup_close_ __attribute__((cleanup(cleanup_close)))
/* fclose(3) at the end of the scope: for reading; who writes must look at its result */
#define _cleanup_fclose_ __attribute__((cleanup(cleanup_fclose)))
/* json_decref() at the end of the scope */
#define _cleanup_json_ __attribute__((cleanup(cleanup_json)))

#endif
