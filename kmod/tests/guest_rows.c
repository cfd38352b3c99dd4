// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads the module's file "allocators".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"
#include "guest_rows.h"

/* The first of those that only the test build has: they are faults. */
#define FIRST_TEST_ROW "timer_in_window"

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
