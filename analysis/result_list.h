/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The result files that a command was given: all loaded, or one said why not.
 */
#ifndef ANALYSIS_RESULT_LIST_H
#define ANALYSIS_RESULT_LIST_H

#include "filter.h"
#include "result.h"
#include "results/verdict.h"

/**
 * struct result_list - results in the order of the command line
 */
struct result_list {
	struct result **items;
	size_t count;
};

/**
 * result_list_load() - load files whose numbers may stand in a table
 * @list: free with result_list_free(), after an error too
 *
 * Says on standard error what is wrong with a file, and warns of truncated and of
 * interrupted ones.
 *
 * Return: EXIT_DONE, EXIT_TOOL_FAILURE or, for a clock that means nothing,
 * EXIT_NOT_TRUSTWORTHY.
 */
enum exit_code result_list_load(char **paths, size_t count, struct result_list *list);

/**
 * result_check_clock() - do the numbers of a result mean anything?
 *
 * Return: EXIT_DONE, or EXIT_NOT_TRUSTWORTHY after saying why not.
 */
enum exit_code result_check_clock(const struct result *result);

/**
 * result_check_calibrations() - is the clock's own cost known for each cell?
 *
 * Return: EXIT_DONE, or EXIT_TOOL_FAILURE after saying for which not.
 */
enum exit_code result_check_calibrations(const struct result *result);

/**
 * result_list_check_cells() - has each file a cell?
 *
 * Return: EXIT_DONE, or EXIT_TOOL_FAILURE after saying which has none.
 */
enum exit_code result_list_check_cells(const struct result_list *list);

/**
 * result_list_check_costs() - may their costs stand side by side?
 *
 * Return: EXIT_DONE or, after saying why, EXIT_NOT_COMPARABLE for clocks that differ,
 * EXIT_TOOL_FAILURE for a file without cells, or for one in which the clock's own cost is
 * missing for a way in which cells were taken.
 */
enum exit_code result_list_check_costs(const struct result_list *list);

/**
 * result_list_select() - keep the cells that a filter takes
 *
 * Return: EXIT_DONE, or EXIT_TOOL_FAILURE after saying of which file none is left, and
 * what it has.
 */
enum exit_code result_list_select(const struct result_list *list,
				  const struct filter *filter);

/**
 * result_list_select_any() - likewise, but a file may be left without cells
 *
 * Return: EXIT_DONE, or EXIT_TOOL_FAILURE after saying that no file has any.
 */
enum exit_code result_list_select_any(const struct result_list *list,
				      const struct filter *filter);

/**
 * result_list_view() - the same results with the cells that a filter takes
 * @view: lives as long as @list; free with result_list_view_free(), after an error too
 *
 * Files without such cells are left out.
 *
 * Return: 0 or -ENOMEM.
 */
int result_list_view(const struct result_list *list, const struct filter *filter,
		     struct result_list *view);

void result_list_view_free(struct result_list *view);

void result_list_free(struct result_list *list);

#endif
