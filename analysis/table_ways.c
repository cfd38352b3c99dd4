// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Prints the frame of a table, and its parts.
 */
#include <string.h>

#include "cost_facts.h"
#include "message.h"
#include "table_ways.h"
#include "way_list.h"

static int print_result(const struct table_parts *parts, const struct result *result,
			bool with_path, const struct table_job *job)
{
	struct way_list ways = { 0 };
	int error = way_list_add(&ways, result);

	if (!error)
		error = parts->print_title(result, job);
	if (!error)
		error = cost_facts_print_result(result, with_path, job->page);
	for (size_t i = 0; i < ways.count && !error; i++)
		error = parts->print_way(result, ways.items[i], job);
	way_list_free(&ways);
	if (!error && parts->print_end)
		error = parts->print_end(result, job);
	return error ? error
		     : cost_notes_print_result(result, &job->published, job->page);
}

enum exit_code table_ways_print(const struct table_parts *parts,
				const struct result_list *results,
				const struct table_job *job)
{
	int error = 0;

	for (size_t i = 0; i < results->count && !error; i++)
		error = print_result(parts, results->items[i], results->count > 1, job);
	if (!error)
		return EXIT_DONE;
	message_error("%s", strerror(-error));
	return EXIT_TOOL_FAILURE;
}
