// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Some tables, as some are narrower than one.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>

#include "list_table.h"
#include "results/cleanup.h"
#include "text_table.h"

/* The words joined by commas; the caller frees it. */
static char *words_text(const struct words *words)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < words->count; i++)
		fprintf(stream, "%s%s", i ? "," : "", words->words[i]);
	fclose(stream);
	return text;
}

static const char *yes_or_no(bool answer)
{
	return answer ? "yes" : "no";
}

static int add_sizes(struct text_table *table, const struct allocator_row *row)
{
	if (row->absent)
		return 0;
	return text_table_add(table, "%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s\t%s\t%s",
			      row->name, size_means_name(row->size_means), row->smallest,
			      row->largest, yes_or_no(row->probe), yes_or_no(row->bulk),
			      yes_or_no(row->node));
}

static int add_words(struct text_table *table, const char *name, const char *kind,
		     const struct words *words)
{
	_cleanup_free_ char *text = words_text(words);

	if (!text)
		return -ENOMEM;
	return words->count ? text_table_add(table, "%s\t%s\t%s", name, kind, text) : 0;
}

static int add_lists(struct text_table *table, const struct allocator_row *row)
{
	int error = add_words(table, row->name, "contexts", &row->contexts);

	if (!error)
		error = add_words(table, row->name, "patterns", &row->patterns);
	return error ? error : add_words(table, row->name, "flags", &row->flags);
}

static int add_absence(struct text_table *table, const struct allocator_row *row)
{
	return row->absent ? text_table_add(table, "%s\t%s", row->name, row->absent) : 0;
}

static int add_unreality(struct text_table *table, const struct allocator_row *row)
{
	return row->unreal ? text_table_add(table, "%s\t%s", row->name, row->unreal) : 0;
}

static const struct {
	const char *heading;
	int (*add)(struct text_table *table, const struct allocator_row *row);
	bool wraps;
} tables[] = {
	{ "allocator\tsize is\tsmallest\tlargest\tmaximum\tbulk\tnode", add_sizes, false },
	{ "allocator\ttakes\tnames", add_lists, true },
	{ "allocator\tabsent from this kernel", add_absence, true },
	{ "allocator\tnot meaningful in this kernel", add_unreality, true },
};

/* A table without a row under its heading is left out. */
static int print_one(size_t number, const struct allocators *allocators, size_t width,
		     FILE *stream)
{
	struct text_table table = { .wraps = tables[number].wraps };
	int error = text_table_add(&table, "%s", tables[number].heading);

	for (size_t i = 0; i < allocators->count && !error; i++)
		error = tables[number].add(&table, &allocators->rows[i]);
	if (!error && table.row_count > 1) {
		if (number)
			fputc('\n', stream);
		text_table_print(&table, width, stream);
	}
	text_table_free(&table);
	return error;
}

int list_table_print(const struct allocators *allocators, size_t width, FILE *stream)
{
	int error = 0;

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]) && !error; i++)
		error = print_one(i, allocators, width, stream);
	return error;
}
