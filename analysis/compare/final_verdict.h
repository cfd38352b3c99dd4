/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * All comparisons of one call, and the one line that sums them up.
 */
#ifndef ANALYSIS_FINAL_VERDICT_H
#define ANALYSIS_FINAL_VERDICT_H

#include "comparison.h"

/**
 * struct final_verdict - what `allocstat compare` found
 * @base:        NULL where not even the files could be loaded
 * @comparisons: one for each new kernel
 * @code:        the worst of theirs
 * @summary:     "regression: debian:trixie: 3 slower (worst kmalloc 64 alloc +12.30 %),
 * 45 same"
 */
struct final_verdict {
	const struct kernel_boots *base;
	const struct comparison_options *options;
	struct comparison *comparisons;
	size_t count;
	enum exit_code code;
	char *summary;
};

/**
 * final_verdict_make() - compare each new kernel with the base
 * @verdict: free with final_verdict_free(), after an error too
 *
 * Return: 0 or -ENOMEM.
 */
int final_verdict_make(const struct kernel_boots *base, const struct kernel_boots *news,
		       size_t count, struct comparison_options *options,
		       struct final_verdict *verdict);

void final_verdict_free(struct final_verdict *verdict);

#endif
