// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The columns of the module's file "allocators".
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "allocators.h"
#include "device.h"
#include "results/cleanup.h"

static const char *const size_meanings[] = {
	[SIZE_MEANS_NOTHING] = "nothing",
	[SIZE_MEANS_ADDS] = "adds",
	[SIZE_MEANS_BYTES] = "bytes",
};

#define SIZE_MEANING_COUNT (sizeof(size_meanings) / sizeof(size_meanings[0]))

const char *size_means_name(enum size_means means)
{
	return size_meanings[means];
}

static int parse_name(const char *text, void *field)
{
	if (!*text)
		return -EBADMSG;
	*(char **)field = strdup(text);
	return *(char **)field ? 0 : -ENOMEM;
}

/* "-" for nothing. */
static int parse_optional(const char *text, void *field)
{
	return strcmp(text, "-") ? parse_name(text, field) : 0;
}

static int parse_size_means(const char *text, void *field)
{
	for (size_t i = 0; i < SIZE_MEANING_COUNT; i++) {
		if (!strcmp(size_meanings[i], text)) {
			*(enum size_means *)field = i;
			return 0;
		}
	}
	return -EBADMSG;
}

static int parse_number(const char *text, void *field)
{
	char *end;

	if (!isdigit((unsigned char)*text))
		return -EBADMSG;
	errno = 0;
	*(uint64_t *)field = strtoull(text, &end, 10);
	return errno || *end ? -EBADMSG : 0;
}

static int parse_answer(const char *text, void *field)
{
	*(bool *)field = !strcmp(text, "yes");
	return !strcmp(text, "yes") || !strcmp(text, "no") ? 0 : -EBADMSG;
}

static int parse_words(const char *text, void *field)
{
	int error = words_split(text, ',', field);

	return error == -EINVAL ? -EBADMSG : error;
}

#define COLUMN(field, parse) { #field, parse, offsetof(struct allocator_row, field) }

static const struct column {
	const char *name;
	int (*parse)(const char *text, void *field);
	size_t offset;
} columns[] = {
	COLUMN(name,       parse_name),
	COLUMN(size_means, parse_size_means),
	COLUMN(smallest,   parse_number),
	COLUMN(largest,    parse_number),
	COLUMN(probe,      parse_answer),
	COLUMN(bulk,       parse_answer),
	COLUMN(node,       parse_answer),
	COLUMN(flags,      parse_words),
	COLUMN(contexts,   parse_words),
	COLUMN(patterns,   parse_words),
	COLUMN(slab,       parse_optional),
	COLUMN(slot_words, parse_number),
	COLUMN(absent,     parse_optional),
	COLUMN(unreal,     parse_optional),
};

#define COLUMN_COUNT (sizeof(columns) / sizeof(columns[0]))

static void row_free(struct allocator_row *row)
{
	free(row->name);
	words_free(&row->flags);
	words_free(&row->contexts);
	words_free(&row->patterns);
	free(row->slab);
	free(row->absent);
	free(row->unreal);
}

/* Columns beyond the last known one are a newer module's, and passed over. */
static int parse_row(char *line, struct allocator_row *row, struct problem *problem)
{
	for (size_t i = 0; i < COLUMN_COUNT; i++) {
		char *cell = strsep(&line, "\t");
		int error = cell ? columns[i].parse(cell,
						    (char *)row + columns[i].offset)
				 : -EBADMSG;

		if (error == -ENOMEM)
			return problem_no_memory(problem);
		if (error)
			return problem_set(
				problem, EXIT_TOOL_FAILURE, -EBADMSG,
				"the module's file allocators: \"%.40s\" in "
				"column %s of the row %.32s is not understood; "
				"build the module and the driver from one "
				"source",
				cell ? cell : "nothing", columns[i].name,
				row->name ? row->name : "without a name");
	}
	return 0;
}

static int append_row(struct allocators *allocators, char *line, struct problem *problem)
{
	struct allocator_row *grown;
	struct allocator_row row = { 0 };
	int error;

	grown = realloc(allocators->rows, (allocators->count + 1) * sizeof(*grown));
	if (!grown)
		return problem_no_memory(problem);
	allocators->rows = grown;
	error = parse_row(line, &row, problem);
	if (error) {
		row_free(&row);
		return error;
	}
	grown[allocators->count++] = row;
	return 0;
}

int allocators_parse(const char *text, struct allocators *allocators,
		     struct problem *problem)
{
	_cleanup_free_ char *copy = strdup(text);
	char *rest = copy;
	char *line;
	int error = 0;

	*allocators = (struct allocators){ 0 };
	if (!copy)
		return problem_no_memory(problem);
	/* The heading is for people. */
	strsep(&rest, "\n");
	while (!error && (line = strsep(&rest, "\n"))) {
		if (*line)
			error = append_row(allocators, line, problem);
	}
	if (!error && !allocators->count)
		error = problem_set(problem, EXIT_TOOL_FAILURE, -EBADMSG,
				    "the module's file allocators has no rows; build the "
				    "module and the driver from one source");
	if (error)
		allocators_free(allocators);
	return error;
}

int allocators_read(struct allocators *allocators, struct problem *problem)
{
	_cleanup_free_ char *text = NULL;
	int error;

	error = device_text("allocators", &text, problem);
	if (error)
		return error;
	return allocators_parse(text, allocators, problem);
}

const struct allocator_row *allocators_find(const struct allocators *allocators,
					    const char *name)
{
	for (size_t i = 0; i < allocators->count; i++) {
		if (!strcmp(allocators->rows[i].name, name))
			return &allocators->rows[i];
	}
	return NULL;
}

void allocators_free(struct allocators *allocators)
{
	for (size_t i = 0; i < allocators->count; i++)
		row_free(&allocators->rows[i]);
	free(allocators->rows);
	*allocators = (struct allocators){ 0 };
}
