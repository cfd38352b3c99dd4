// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts of the memory: how much, and how it is handed out.
 */
#include <stdlib.h>
#include <string.h>

#include "environment.h"
#include "proc_file.h"
#include "results/cleanup.h"

#define NODES_ONLINE "/sys/devices/system/node/online"
#define THP_ENABLED "/sys/kernel/mm/transparent_hugepage/enabled"

static json_t *find_budget(const struct environment_source *source, const char *argument,
			   char reason[static FACT_REASON_LENGTH])
{
	return json_integer(source->budget);
}

/* How many a list such as "0-1,3" names. */
static long count_listed(const char *list)
{
	long count = 0;

	while (*list) {
		char *end;
		long first = strtol(list, &end, 10);
		long last = *end == '-' ? strtol(end + 1, &end, 10) : first;

		count += last - first + 1;
		list = *end == ',' ? end + 1 : end + strlen(end);
	}
	return count;
}

static json_t *find_numa_nodes(const struct environment_source *source,
			       const char *argument,
			       char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *list = NULL;
	int error = proc_file_read(NODES_ONLINE, &list);

	if (error)
		return environment_missing(reason, NODES_ONLINE ": %s", strerror(-error));
	return json_integer(count_listed(list));
}

/* "always [madvise] never": the word in brackets. */
static json_t *find_hugepage(const struct environment_source *source,
			     const char *argument, char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *text = NULL;
	int error = proc_file_read(THP_ENABLED, &text);
	const char *open, *close;

	if (error)
		return environment_missing(reason, THP_ENABLED ": %s", strerror(-error));
	open = strchr(text, '[');
	close = open ? strchr(open, ']') : NULL;
	if (!close)
		return environment_missing(reason, THP_ENABLED ": no word in brackets");
	return json_stringn(open + 1, close - open - 1);
}

static const struct environment_row rows[] = {
	{ "memory.total_bytes",          environment_info_number, "total_bytes" },
	{ "memory.available_bytes",      environment_info_number, "available_bytes" },
	{ "memory.budget_bytes",         find_budget,             NULL },
	{ "memory.page_size",            environment_info_number, "page_size" },
	{ "memory.numa_nodes",           find_numa_nodes,         NULL },
	{ "memory.transparent_hugepage", find_hugepage,           NULL },
};

const struct environment_theme environment_memory = ENVIRONMENT_THEME(rows);
