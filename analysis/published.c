// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The published tables: what they say. How their files are read is in published_read.c.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "data_file.h"
#include "published.h"
#include "results/cleanup.h"

/*
 * The book's program asked __get_free_pages for an order one too high, as book_pages does
 * (the erratum in cycle-cost.csv); the right order has no published counterpart.
 */
static const struct published_column {
	const char *allocator;
	const char *column;
} cost_columns[] = {
	{ "kmalloc",    "kmalloc" },
	{ "book_pages", "__get_free_pages" },
	{ "vmalloc",    "vmalloc" },
};

int published_load(const char *name, struct published *published, char **message)
{
	_cleanup_free_ char *file = NULL;
	_cleanup_free_ char *path = NULL;
	int error;

	*published = (struct published){ 0 };
	*message = NULL;
	if (asprintf(&file, "published/%s", name) < 0) {
		file = NULL;
		return -ENOMEM;
	}
	error = data_file_find(file, &path);
	if (!error)
		return published_read(path, published, message);
	if (error == -ENOENT &&
	    asprintf(message,
		     "%s: the published table cannot be read; set ALLOCBENCH_DATA to the "
		     "directory that has it, or leave out --published",
		     path) < 0)
		*message = NULL;
	return error;
}

const char *published_value(const struct published *published, size_t row,
			    const char *column)
{
	for (size_t i = 0; i < published->column_count; i++)
		if (!strcmp(published->columns[i], column))
			return published->values[row * published->column_count + i];
	return NULL;
}

uint64_t published_size(const struct published *published, size_t row)
{
	const char *text = published_value(published, row, "size");

	return text ? strtoull(text, NULL, 10) : 0;
}

static bool is_like(const struct published *published, size_t row, const char *arch,
		    uint64_t ram_kb)
{
	const char *its_arch = published_value(published, row, "arch");
	const char *its_ram = published_value(published, row, "ram_kb");

	if (!its_arch || !its_ram || strcmp(its_arch, arch) != 0)
		return false;
	uint64_t its_kb = strtoull(its_ram, NULL, 10);
	uint64_t apart = its_kb > ram_kb ? its_kb - ram_kb : ram_kb - its_kb;
	return apart <= its_kb / 100;
}

bool published_machine(const struct published *published, const char *arch,
		       uint64_t ram_kb, size_t *row)
{
	for (*row = 0; *row < published->row_count; ++*row)
		if (is_like(published, *row, arch, ram_kb))
			return true;
	return false;
}

static const char *column_of(const char *allocator)
{
	for (size_t i = 0; i < sizeof(cost_columns) / sizeof(cost_columns[0]); i++)
		if (!strcmp(cost_columns[i].allocator, allocator))
			return cost_columns[i].column;
	return NULL;
}

bool published_cost(const struct published *published, const char *allocator,
		    uint64_t size, uint64_t *cycles)
{
	const char *column = column_of(allocator);

	for (size_t row = 0; column && row < published->row_count; row++) {
		const char *text = published_value(published, row, column);
		char *end;

		if (published_size(published, row) != size || !text)
			continue;
		*cycles = strtoull(text, &end, 10);
		return end != text && !*end;
	}
	return false;
}

char *published_marked(const struct published *published)
{
	char *list = NULL;
	size_t length;
	FILE *stream = open_memstream(&list, &length);
	const char *separator = "";

	if (!stream)
		return NULL;
	for (size_t row = 0; row < published->row_count; row++) {
		const char *mark = published_value(published, row, "not_page_multiple");

		if (!mark || strcmp(mark, "1"))
			continue;
		fprintf(stream, "%s%s", separator,
			published_value(published, row, "size"));
		separator = ", ";
	}
	if (!fclose(stream))
		return list;
	free(list);
	return NULL;
}
