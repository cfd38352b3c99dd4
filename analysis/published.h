/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The published tables: comma-separated values under a heading, with their source and
 * erratum as comments.
 */
#ifndef ANALYSIS_PUBLISHED_H
#define ANALYSIS_PUBLISHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * struct published - one table
 * @notes:   its comment lines, without the "# "
 * @columns: the heading
 * @values:  @row_count * @column_count texts, row by row
 */
struct published {
	char *path;
	char **notes;
	size_t note_count;
	char **columns;
	size_t column_count;
	char **values;
	size_t row_count;
};

/**
 * published_load() - read a table
 * @name:    "max-block.csv" or "cycle-cost.csv", looked for by data_file_find()
 * @message: after an error: what was wrong and what to do; free with free()
 *
 * Return: 0, -ENOENT, -EBADMSG (a row of another length than the heading), -ENOMEM or
 * another -errno of reading.
 */
int published_load(const char *name, struct published *published, char **message);

/**
 * published_read() - read a table from a path; as published_load()
 */
int published_read(const char *path, struct published *published, char **message);

/**
 * published_marked() - the sizes with footnote 1: "5, 1000, 262000"
 *
 * Return: a new string, or NULL without memory.
 */
char *published_marked(const struct published *published);

void published_free(struct published *published);

/**
 * published_value() - the text in a row's column, or NULL without such a column
 */
const char *published_value(const struct published *published, size_t row,
			    const char *column);

/**
 * published_cost() - the cycles of an allocator for a size
 * @published: cycle-cost.csv
 * @allocator: as in a result; "book_pages" is the published column __get_free_pages,
 *             which was measured with an order one too high
 *
 * Return: whether it was published.
 */
bool published_cost(const struct published *published, const char *allocator,
		    uint64_t size, uint64_t *cycles);

/**
 * published_machine() - the published machine that another is like
 * @published: max-block.csv
 * @arch:      as uname(2) has it
 * @ram_kb:    MemTotal; one within 1 % of the published is alike
 * @row:       the first such one
 *
 * Return: whether there is one.
 */
bool published_machine(const struct published *published, const char *arch,
		       uint64_t ram_kb, size_t *row);

/**
 * published_size() - the size of a row of cycle-cost.csv
 */
uint64_t published_size(const struct published *published, size_t row);

#endif
