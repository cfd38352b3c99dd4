/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be said above and below a history, so that its numbers can be judged.
 */
#ifndef ANALYSIS_HISTORY_FACTS_H
#define ANALYSIS_HISTORY_FACTS_H

#include "history_rows.h"
#include "page.h"

/* All of these return 0 or -ENOMEM. */

/**
 * history_facts_print_title() - the heading of a line, its machine and its kernels
 */
int history_facts_print_title(const struct history_line *line,
			      const struct statistic *statistic, struct page *page);

/**
 * history_facts_print_notes() - what a change is, and how far boots of one kernel differ
 */
int history_facts_print_notes(const struct history_line *line,
			      const struct history_rows *rows, struct page *page);

/**
 * history_facts_print_single() - the kernels that are alone in their line, and so no
 * history
 */
int history_facts_print_single(const struct history *history, struct page *page);

#endif
