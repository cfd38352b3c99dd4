/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which kernels a command line wants compared, and how.
 */
#ifndef ANALYSIS_COMPARISON_REQUEST_H
#define ANALYSIS_COMPARISON_REQUEST_H

#include <argp.h>

#include "final_verdict.h"
#include "groups.h"

/**
 * struct comparison_request - what the options of comparison_argp say
 * @groups:   the files; its labels are by --label
 * @is_asked: any of the options was given
 *
 * Begins as COMPARISON_REQUEST_DEFAULT.
 */
struct comparison_request {
	struct comparison_options options;
	struct groups groups;
	bool is_asked;
};

#define COMPARISON_REQUEST_DEFAULT { .options.margin = -1 }

/* A child parser; its input is a struct comparison_request. */
extern const struct argp comparison_argp;

void comparison_request_free(struct comparison_request *request);

/**
 * struct judged_kernels - the kernels that were asked for, and what was found
 */
struct judged_kernels {
	struct kernel_list kernels;
	struct final_verdict verdict;
};

/**
 * judged_kernels_load() - load all files and compare the kernels
 * @judged: free with judged_kernels_free(), after an error too
 *
 * Says on standard error what is wrong.
 *
 * Return: as kernel_list_load().
 */
enum exit_code judged_kernels_load(struct comparison_request *request,
				   const struct filter *filter,
				   struct judged_kernels *judged);

void judged_kernels_free(struct judged_kernels *judged);

#endif
