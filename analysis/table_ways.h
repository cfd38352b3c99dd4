/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The frame of a table with a part for each way in which cells were taken: title, facts
 * of the file, the parts, notes.
 */
#ifndef ANALYSIS_TABLE_WAYS_H
#define ANALYSIS_TABLE_WAYS_H

#include "published.h"
#include "table.h"
#include "way.h"

/**
 * struct table_job - what all parts of a table need
 * @options:   of the command
 * @published: no rows where they are not wanted
 * @page:      where it goes
 */
struct table_job {
	const struct table_options *options;
	struct published published;
	struct page *page;
};

/**
 * struct table_parts - what one kind of table prints of a file; all give 0 or -ENOMEM
 * @print_title: the heading
 * @print_way:   the cells of one way
 * @print_end:   what must be known to read it; may be NULL
 */
struct table_parts {
	int (*print_title)(const struct result *result, const struct table_job *job);
	int (*print_way)(const struct result *result, const struct way *way,
			 const struct table_job *job);
	int (*print_end)(const struct result *result, const struct table_job *job);
};

/**
 * table_ways_print() - print a table of each file
 *
 * Return: EXIT_DONE, or EXIT_TOOL_FAILURE after saying why.
 */
enum exit_code table_ways_print(const struct table_parts *parts,
				const struct result_list *results,
				const struct table_job *job);

#endif
