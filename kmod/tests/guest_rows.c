// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the module's file "allocators".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "guest.h"
#include "guest_rows.h"

/* The first of those that only the test build has: they are faults. */
#define FIRST_TEST_ROW "timer_in_window"

#define SAMPLES 4
#define SET 4
#define BULK 4

static bool split_row(char *line, char **row)
{
	int count = 0;

	for (; line && count < COLUMN_COUNT; count++)
		row[count] = strsep(&line, "\t\n");
	return count == COLUMN_COUNT;
}

void each_row(void (*visit)(char *const *row))
{
	FILE *file = fopen(ALLOCBENCH_DIRECTORY "allocators", "re");
	char line[2048];
	char *row[COLUMN_COUNT];
	int visited = 0;

	while (file && fgets(line, sizeof(line), file)) {
		if (!split_row(line, row) || !strcmp(row[NAME], "name"))
			continue;
		if (!strcmp(row[NAME], FIRST_TEST_ROW))
			break;
		visit(row);
		visited++;
	}
	if (file)
		fclose(file);
	fact(visited > 0, "%d rows are listed", visited);
}

bool list_has(const char *list, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = list; (at = strstr(at, word)); at += length) {
		if ((at == list || at[-1] == ',') && (!at[length] || at[length] == ','))
			return true;
	}
	return false;
}

uint64_t row_size(char *const *row)
{
	uint64_t smallest = strtoull(row[SMALLEST], NULL, 10);
	uint64_t largest = strtoull(row[LARGEST], NULL, 10);
	uint64_t size = strcmp(row[SIZE_MEANS], "adds") ? 64 : 100;

	if (size < smallest)
		size = smallest;
	return size > largest ? largest : size;
}

struct allocbench_request row_request(char *const *row, const char *pattern,
				      const char *context, const char *gfp)
{
	struct allocbench_request request = { .version = ALLOCBENCH_VERSION,
					      .operation = ALLOCBENCH_SAMPLE,
					      .size = row_size(row),
					      .sample_count = SAMPLES,
					      .node = -1,
					      .seed = 1 };

	strncpy(request.allocator, row[NAME], sizeof(request.allocator) - 1);
	strncpy(request.gfp, gfp, sizeof(request.gfp) - 1);
	strncpy(request.pattern, pattern, sizeof(request.pattern) - 1);
	strncpy(request.context, context, sizeof(request.context) - 1);
	if (strcmp(row[TAKES_BULK], "yes") == 0)
		request.bulk_count = BULK;
	if (list_has(info_text("pattern_set"), pattern))
		request.set_size = SET;
	if (!strcmp(pattern, "remote"))
		strcpy(request.cpus, "1");
	else if (list_has(info_text("pattern_cpus"), pattern))
		sprintf(request.cpus, "0-%ld", sysconf(_SC_NPROCESSORS_ONLN) - 1);
	return request;
}
