// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat explain: the largest blocks, beside what the rules of largest_block.c make of
 * the machine.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/published.h"
#include "explain.h"
#include "largest_block.h"
#include "results/cleanup.h"

static const char *const allocators[] = { "kmalloc", "__get_free_pages", "vmalloc" };

#define ALLOCATOR_COUNT (sizeof(allocators) / sizeof(allocators[0]))

static bool is_64bit(const char *arch)
{
	return strstr(arch, "64") != NULL;
}

static int facts_of(const struct result *result, struct machine_facts *facts)
{
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");

	if (!release || !arch)
		return -ENOMEM;
	*facts = (struct machine_facts){
		.version = kernel_version(release),
		.is_64bit = is_64bit(arch),
	};
	result_number(result, "memory.total_bytes", &facts->ram);
	result_number(result, "memory.page_size", &facts->page_size);
	result_number(result, "memory.available_bytes", &facts->free);
	result_number(result, "memory.budget_bytes", &facts->budget);
	result_number(result, "allocator.kmalloc_max_size", &facts->kmalloc_max_size);
	facts->has_order =
		result_number(result, "allocator.largest_order", &facts->largest_order);
	result_number(result, "allocator.vmalloc_bytes", &facts->vmalloc_space);
	return 0;
}

static void put_columns(struct text_table *table)
{
	text_table_key(table, "allocator", SIDE_LEFT);
	text_table_column(table, "by doubling", "predicted", SIDE_RIGHT);
	text_table_column(table, "by doubling", "measured", SIDE_RIGHT);
	text_table_column(table, "exact", "predicted", SIDE_RIGHT);
	text_table_column(table, "exact", "measured", SIDE_RIGHT);
	text_table_column(table, NULL, "what limits it", SIDE_LEFT);
}

static void put_match(struct text_table *table, uint64_t predicted, uint64_t measured)
{
	text_table_cell(table, "%" PRIu64, predicted);
	text_table_cell(table, "%" PRIu64, measured);
	text_table_tone(table, predicted == measured ? TONE_GOOD : TONE_UNSURE);
}

static void put_maximum(struct text_table *table, const struct machine_facts *facts,
			const struct maximum *maximum)
{
	struct prediction prediction;

	if (!largest_block(facts, maximum->allocator, &prediction))
		return;
	text_table_cell(table, "%s", maximum->allocator);
	put_match(table, prediction.doubling, maximum->doubling);
	put_match(table, prediction.exact, maximum->exact);
	text_table_cell(table, "%s", prediction.rule->words);
}

static void put_known(struct page *page, const struct machine_facts *facts, int *error)
{
	char text[256];
	int length = snprintf(text, sizeof(text), "%d bits", facts->is_64bit ? 64 : 32);
	const struct {
		const char *name;
		uint64_t value;
	} known[] = {
		{ "MemTotal", facts->ram },
		{ "MemAvailable", facts->free },
		{ "budget", facts->budget },
		{ "KMALLOC_MAX_SIZE", facts->kmalloc_max_size },
		{ "largest order", facts->largest_order },
		{ "vmalloc's addresses", facts->vmalloc_space },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (known[i].value)
			length +=
				snprintf(text + length, sizeof(text) - (size_t)length,
					 ", %s %" PRIu64, known[i].name, known[i].value);
	*error = page_fact(page, "from", "%s", text);
}

int explain_blocks(const struct result *result, struct page *page)
{
	struct text_table table = { 0 };
	struct machine_facts facts;
	int error = facts_of(result, &facts);

	if (error)
		return error;
	put_columns(&table);
	for (size_t i = 0; i < result->maximum_count; i++)
		put_maximum(&table, &facts, &result->maxima[i]);
	if (table.cell_count) {
		error = page_heading(page,
				     "Why the largest blocks are what they are, bytes");
		if (!error)
			put_known(page, &facts, &error);
		if (!error)
			error = page_table(page, &table);
	}
	text_table_free(&table);
	return error;
}

static const char *word(const struct published *published, size_t row, const char *column)
{
	const char *text = published_value(published, row, column);

	return text ? text : "";
}

static void put_published(struct text_table *table, const struct published *published,
			  size_t row)
{
	const struct machine_facts facts = {
		.version = kernel_version(word(published, row, "kernel")),
		.is_64bit = is_64bit(word(published, row, "arch")),
		.ram = strtoull(word(published, row, "ram_kb"), NULL, 10) * 1024,
	};

	for (size_t i = 0; i < ALLOCATOR_COUNT; i++) {
		uint64_t measured =
			strtoull(word(published, row, allocators[i]), NULL, 10);
		struct prediction prediction;

		if (!largest_block(&facts, allocators[i], &prediction))
			continue;
		text_table_cell(table, "%s", word(published, row, "kernel"));
		text_table_cell(table, "%s", allocators[i]);
		put_match(table, prediction.doubling, measured);
		text_table_cell(table, "%s", prediction.rule->words);
	}
}

int explain_published(struct page *page, char **message)
{
	struct text_table table = { 0 };
	struct published published;
	int error = published_load("max-block.csv", &published, message);

	text_table_key(&table, "kernel", SIDE_LEFT);
	text_table_key(&table, "allocator", SIDE_LEFT);
	text_table_column(&table, "by doubling", "predicted", SIDE_RIGHT);
	text_table_column(&table, "by doubling", "published", SIDE_RIGHT);
	text_table_column(&table, NULL, "what limits it", SIDE_LEFT);
	for (size_t row = 0; !error && row < published.row_count; row++)
		put_published(&table, &published, row);
	if (!error)
		error = page_heading(page,
				     "The published machines, from CPU, memory, kernel "
				     "and architecture alone");
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	published_free(&published);
	return error;
}
