/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of a comparison's cells, one for each way in which they were taken.
 */
#ifndef ANALYSIS_COMPARE_TABLE_H
#define ANALYSIS_COMPARE_TABLE_H

#include "analysis/page.h"
#include "comparison.h"

/**
 * compare_table_print() - print the cells of a comparison
 * @only_changed: leave out those that are the same
 *
 * Return: 0 or -ENOMEM.
 */
int compare_table_print(const struct comparison *comparison, bool only_changed,
			struct page *page);

/**
 * compare_table_put_verdict() - the last cell of a row: "slower", "shifted up, expected"
 * @boots_needed: of an inconclusive one, 0 where that is not known
 */
void compare_table_put_verdict(struct text_table *table, const struct judged *judged,
			       size_t boots_needed);

#endif
