/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `allocstat explain` says.
 */
#ifndef ANALYSIS_EXPLAIN_H
#define ANALYSIS_EXPLAIN_H

#include "analysis/page.h"
#include "analysis/result_list.h"
#include "analysis/side.h"

/* All of these return 0 or -ENOMEM. */

/**
 * explain_blocks() - why the largest blocks of a result are what they are
 */
int explain_blocks(const struct result *result, struct page *page);

/**
 * explain_published() - the same of the published machines, from their published facts
 * alone; 0, -ENOENT or another -errno of reading, with a message
 */
int explain_published(struct page *page, char **message);

/**
 * explain_costs() - what the costs of a result consist of: a table for each way
 * @sides: those that are wanted; empty for all that were timed
 */
int explain_costs(const struct result *result, const struct side_list *sides,
		  struct page *page);

#endif
