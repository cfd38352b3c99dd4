// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a table of text looks on a terminal: columns by libsmartcols, and above them a line
 * with the headings of the groups; in parts where it is too wide. The only file that knows
 * libsmartcols.
 */
#include <errno.h>
#include <libsmartcols.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"
#include "text_table_look.h"
#include "wrap.h"

#define SEPARATOR "  "

/*
 * A column that is too wide for a page is broken, to no less than this; one of words to no
 * less than that, or it stands below.
 */
#define LEAST_WRAPPED 12
#define LEAST_WORDS 20

static const char *const colours[TONE_COUNT] = {
	[TONE_BAD] = "red",
	[TONE_GOOD] = "green",
	[TONE_UNSURE] = "brown",
};

/**
 * struct part - the columns that are printed side by side
 * @columns: indices into the table's
 * @widths:  theirs
 */
struct part {
	size_t *columns;
	size_t *widths;
	size_t count;
};

static void cleanup_table(struct libscols_table **table)
{
	scols_unref_table(*table);
}

static bool same_group(const struct look *look, const struct part *part, size_t one,
		       size_t other)
{
	const char *group = look->groups[part->columns[one]];

	return group && other < part->count && look->groups[part->columns[other]] &&
	       !strcmp(group, look->groups[part->columns[other]]);
}

static size_t group_end(const struct look *look, const struct part *part, size_t first)
{
	size_t end = first + 1;

	while (same_group(look, part, first, end))
		end++;
	return end;
}

static size_t group_width(const struct part *part, size_t first, size_t end)
{
	size_t width = (end - first - 1) * strlen(SEPARATOR);

	for (size_t i = first; i < end; i++)
		width += part->widths[i];
	return width;
}

/* A group's first column takes what its heading needs beyond its columns. */
static void widen(const struct look *look, struct part *part)
{
	for (size_t first = 0, end; first < part->count; first = end) {
		const char *group = look->groups[part->columns[first]];
		size_t wanted, have;

		end = group_end(look, part, first);
		if (!group)
			continue;
		wanted = width_of(group);
		have = group_width(part, first, end);
		if (wanted > have)
			part->widths[first] += wanted - have;
	}
}

/* By so much, but to no less than may be. */
static size_t narrowed(size_t width, size_t beyond)
{
	return width > beyond + LEAST_WRAPPED ? width - beyond : LEAST_WRAPPED;
}

static void part_add(const struct look *look, struct part *part, size_t column)
{
	part->columns[part->count] = column;
	part->widths[part->count] = look->widths[column];
	part->count++;
}

/* Keys that take more of a page leave no room: the text of the widest is broken. */
static size_t most_keys(const struct look *look)
{
	return look->page_width * 5 / 8;
}

static size_t *widest(const struct part *part)
{
	size_t *width = part->widths;

	for (size_t i = 1; i < part->count; i++)
		if (part->widths[i] > *width)
			width = &part->widths[i];
	return width;
}

static void narrow_keys(const struct look *look, struct part *part)
{
	size_t all;

	if (!look->page_width || !part->count)
		return;
	while ((all = group_width(part, 0, part->count)) > most_keys(look)) {
		size_t *width = widest(part);

		if (*width <= LEAST_WRAPPED)
			return;
		*width = narrowed(*width, all - most_keys(look));
	}
}

/* The keys, and columns from @first to @end. */
static void part_make(const struct look *look, struct part *part, size_t first,
		      size_t end)
{
	part->count = 0;
	for (size_t i = 0; i < look->table->key_count; i++)
		part_add(look, part, i);
	narrow_keys(look, part);
	for (size_t i = first; i < end; i++)
		part_add(look, part, i);
	widen(look, part);
}

static bool part_fits(const struct look *look, const struct part *part)
{
	return !look->page_width || group_width(part, 0, part->count) <= look->page_width;
}

/* The table's last column, if it is of words, may be broken to stand with the others. */
static bool may_wrap(const struct look *look, const struct part *part)
{
	size_t last = part->count - 1, all = group_width(part, 0, part->count);

	return part->columns[last] + 1 == look->table->column_count &&
	       look->table->columns[part->columns[last]].side == SIDE_LEFT &&
	       all - part->widths[last] + LEAST_WORDS <= look->page_width;
}

/* Whole groups, as many as fit; of one that does not its columns, one at least. */
static size_t part_end(const struct look *look, struct part *part, size_t first)
{
	const struct text_table *table = look->table;
	size_t end = first;

	while (end < table->column_count) {
		size_t next = text_table_group_end(table, end);

		part_make(look, part, first, next);
		if (!part_fits(look, part) && !may_wrap(look, part))
			break;
		end = next;
	}
	if (end > first || first == table->column_count)
		return end;
	for (end = first + 1; end < text_table_group_end(table, first); end++) {
		part_make(look, part, first, end + 1);
		if (!part_fits(look, part))
			break;
	}
	return end;
}

static void put_rule(FILE *stream, const char *heading, size_t width)
{
	size_t used = width_of(heading);

	fputs(heading, stream);
	if (used < width) {
		fputc(' ', stream);
		used++;
	}
	for (; used < width; used++)
		fputc('-', stream);
}

static void put_groups(const struct look *look, const struct part *part, FILE *stream)
{
	size_t pending = 0;

	for (size_t first = 0, end; first < part->count; first = end) {
		const char *group = look->groups[part->columns[first]];
		size_t width;

		end = group_end(look, part, first);
		width = group_width(part, first, end);
		if (group) {
			fprintf(stream, "%*s", (int)pending, "");
			put_rule(stream, group, width);
			pending = strlen(SEPARATOR);
		} else {
			pending += width + strlen(SEPARATOR);
		}
	}
	fputc('\n', stream);
}

static bool has_groups(const struct look *look, const struct part *part)
{
	for (size_t i = 0; i < part->count; i++)
		if (look->groups[part->columns[i]])
			return true;
	return false;
}

static int add_column(struct libscols_table *scols, const struct look *look,
		      size_t column, size_t width)
{
	bool is_right = look->table->columns[column].side == SIDE_RIGHT;
	int padding = (int)width - (int)width_of(look->headings[column]);
	_cleanup_free_ char *heading = NULL;
	struct libscols_column *added;

	/* libsmartcols has no least width of a column: its heading gives it. */
	if (asprintf(&heading, "%*s%s", is_right && padding > 0 ? padding : 0, "",
		     look->headings[column]) < 0) {
		heading = NULL;
		return -ENOMEM;
	}
	added = scols_table_new_column(scols, heading, 0, is_right ? SCOLS_FL_RIGHT : 0);
	if (!added)
		return -ENOMEM;
	if (width >= look->widths[column])
		return 0;
	return scols_column_set_flags(added, SCOLS_FL_WRAP) ||
			       scols_column_set_safechars(added, "\n") ||
			       scols_column_set_wrapfunc(added, scols_wrapnl_chunksize,
							 scols_wrapnl_nextchunk, NULL)
		       ? -ENOMEM
		       : 0;
}

/* @width: of the column, where the text must be broken to fit; else 0 */
static int add_cell(struct libscols_line *line, const struct look *look, size_t index,
		    size_t place, size_t width)
{
	const char *colour = colours[look->table->cells[index].tone];
	_cleanup_free_ char *text = wrap(look->cells[index], width, width);

	if (!text || scols_line_set_data(line, place, text))
		return -ENOMEM;
	if (look->has_colour && colour &&
	    scols_cell_set_color(scols_line_get_cell(line, place), colour))
		return -ENOMEM;
	return 0;
}

static int add_row(struct libscols_table *scols, const struct look *look,
		   const struct part *part, size_t row)
{
	struct libscols_line *line = scols_table_new_line(scols, NULL);
	int error = line ? 0 : -ENOMEM;

	for (size_t i = 0; i < part->count && !error; i++) {
		size_t column = part->columns[i];
		bool is_narrowed = part->widths[i] < look->widths[column];

		error = add_cell(line, look, row * look->table->column_count + column, i,
				 is_narrowed ? part->widths[i] : 0);
	}
	return error;
}

/* Without the blanks that fill up what a broken text leaves of its lines. */
static void put_lines(char *text, FILE *stream)
{
	char *line;

	while ((line = strsep(&text, "\n"))) {
		size_t length = strlen(line);

		while (length && line[length - 1] == ' ')
			length--;
		fprintf(stream, "%.*s\n", (int)length, line);
	}
}

static int print_part(const struct look *look, const struct part *part, FILE *stream)
{
	const size_t rows = look->table->cell_count / look->table->column_count;
	__attribute__((cleanup(cleanup_table))) struct libscols_table *scols =
		scols_new_table();
	_cleanup_free_ char *text = NULL;
	int error = 0;

	if (!scols || scols_table_set_column_separator(scols, SEPARATOR))
		return -ENOMEM;
	scols_table_set_termforce(scols, SCOLS_TERMFORCE_NEVER);
	scols_table_enable_colors(scols, look->has_colour);
	/* The cells are harmless already; encoded again, they would not stay in line. */
	scols_table_enable_noencoding(scols, 1);
	for (size_t i = 0; i < part->count && !error; i++)
		error = add_column(scols, look, part->columns[i], part->widths[i]);
	for (size_t row = 0; row < rows && !error; row++)
		error = add_row(scols, look, part, row);
	if (!error)
		error = scols_print_table_to_string(scols, &text);
	if (error)
		return error;
	if (has_groups(look, part))
		put_groups(look, part, stream);
	put_lines(text, stream);
	return 0;
}

/* The last column of a part that still is too wide: its text is broken. */
static void narrow(const struct look *look, struct part *part)
{
	size_t all = group_width(part, 0, part->count);
	size_t *last = &part->widths[part->count - 1];

	if (look->page_width && all > look->page_width)
		*last = narrowed(*last, all - look->page_width);
}

static int print_parts(const struct look *look, struct part *part, FILE *stream)
{
	size_t first = look->table->key_count;
	int error = 0;

	do {
		size_t end = part_end(look, part, first);

		part_make(look, part, first, end);
		narrow(look, part);
		if (first != look->table->key_count)
			fputc('\n', stream);
		error = print_part(look, part, stream);
		first = end;
	} while (first < look->table->column_count && !error);
	return error;
}

int text_table_print(const struct text_table *table, size_t width, bool colour,
		     FILE *stream)
{
	_cleanup_free_ size_t *columns = NULL;
	_cleanup_free_ size_t *widths = NULL;
	struct look look = { .table = table, .page_width = width, .has_colour = colour };
	struct part part;
	int error = text_table_check(table);

	if (error)
		return error;
	columns = calloc(table->column_count, sizeof(*columns));
	widths = calloc(table->column_count, sizeof(*widths));
	part = (struct part){ .columns = columns, .widths = widths };
	error = columns && widths ? look_take(&look) : -ENOMEM;
	if (!error)
		error = print_parts(&look, &part, stream);
	look_free(&look);
	return error;
}
