/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page of a report, section by section.
 */
#ifndef ANALYSIS_REPORT_PAGE_H
#define ANALYSIS_REPORT_PAGE_H

#include <stdio.h>

#include "analysis/compare/final_verdict.h"
#include "analysis/result_list.h"

/* Kernels whose tables and plots a reader can take in. */
#define REPORT_SHOWN_LIMIT 6

/**
 * struct report_kernel - the boots of one kernel
 * @first: the boot that tables and plots show; NULL where none gave a result
 */
struct report_kernel {
	char *label;
	struct result *first;
	size_t boots;
};

/**
 * struct report - what the page is made of
 * @results: of all boots; the results are not the report's own
 * @kernels: @kernel_count, in the order of their first files
 * @shown:   the first boots of the first REPORT_SHOWN_LIMIT kernels that gave a result
 * @verdict: of a comparison; NULL where there is none
 */
struct report {
	struct result_list results;
	struct report_kernel *kernels;
	size_t kernel_count;
	struct result_list shown;
	const struct final_verdict *verdict;
};

/**
 * report_page_write() - write the whole page
 *
 * Return: EXIT_DONE, or another code after saying why; errors of writing stay in @stream.
 */
enum exit_code report_page_write(const struct report *report, FILE *stream);

#endif
