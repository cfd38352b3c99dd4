/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Comparisons as a page for people.
 */
#ifndef ANALYSIS_COMPARE_PAGE_H
#define ANALYSIS_COMPARE_PAGE_H

#include "analysis/page.h"
#include "final_verdict.h"

/**
 * compare_page_print() - tables of cells and largest blocks, notes, and the verdict's
 * line
 * @only_changed: leave out cells that are the same
 *
 * Return: 0 or -ENOMEM.
 */
int compare_page_print(const struct final_verdict *verdict, bool only_changed,
		       struct page *page);

#endif
