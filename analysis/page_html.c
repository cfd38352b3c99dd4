// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages as HTML that needs nothing besides: no script, no file, no network. How it looks
 * is in report/style.css, which page_begin() copies in.
 */
#include <errno.h>
#include <string.h>

#include "data_file.h"
#include "escape.h"
#include "output_file.h"
#include "page_style.h"
#include "results/cleanup.h"

/* Columns besides the keys that a sheet of A4 has room for. */
#define PART_COLUMNS 12

static const char *const tones[TONE_COUNT] = {
	[TONE_BAD] = "bad",
	[TONE_GOOD] = "good",
	[TONE_UNSURE] = "unsure",
};

static int begin(struct page *page, const char *title)
{
	_cleanup_free_ char *path = NULL;
	int error = data_file_find("report/style.css", &path);

	if (error)
		return error;
	fprintf(page->stream,
		"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		"img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">\n"
		"<meta name=\"viewport\" content=\"width=device-width, "
		"initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
		"<title>%s</title>\n<style>\n",
		title);
	error = output_file_append(path, page->stream);
	fputs("</style>\n</head>\n<body>\n<main>\n", page->stream);
	return error;
}

static void end(struct page *page)
{
	fputs("</main>\n</body>\n</html>\n", page->stream);
}

static void leave(struct page *page, enum page_part part)
{
	if (part == PAGE_FACT)
		fputs("</dl>\n", page->stream);
	if (part == PAGE_NOTE)
		fputs("</ul>\n", page->stream);
}

static void put_heading(struct page *page, const char *text)
{
	const char *level = page->is_within ? "h3" : "h2";

	fprintf(page->stream, "<%s>%s</%s>\n", level, text, level);
}

static void put_fact(struct page *page, const char *name, const char *text)
{
	if (page->last != PAGE_FACT)
		fputs("<dl>\n", page->stream);
	fprintf(page->stream, "<dt>%s</dt><dd>%s</dd>\n", name, text);
}

static void put_note(struct page *page, const char *text)
{
	if (page->last != PAGE_NOTE)
		fputs("<ul class=\"notes\">\n", page->stream);
	fprintf(page->stream, "<li>%s</li>\n", text);
}

static void put_line(struct page *page, const char *text)
{
	fprintf(page->stream, "<p class=\"line\">%s</p>\n", text);
}

static const char *class_of(const struct text_table *table, size_t column,
			    enum text_table_tone tone, char text[static 32])
{
	const char *side = table->columns[column].side == SIDE_RIGHT ? "n" : "";
	const char *named = tones[tone] ? tones[tone] : "";

	if (!*side && !*named)
		return "";
	snprintf(text, 32, " class=\"%s%s%s\"", side, *side && *named ? " " : "", named);
	return text;
}

/* A heading, or one above a group of @span columns. */
static int put_head(const struct text_table *table, size_t column, const char *text,
		    const char *scope, size_t span, size_t rows, FILE *stream)
{
	_cleanup_free_ char *harmless = escape_xml(text);
	char class[32], size[48] = "";

	if (!harmless)
		return -ENOMEM;
	if (span > 1)
		snprintf(size, sizeof(size), " colspan=\"%zu\"", span);
	if (rows > 1)
		snprintf(size, sizeof(size), " rowspan=\"%zu\"", rows);
	fprintf(stream, "<th scope=\"%s\"%s%s>%s</th>", scope, size,
		span > 1 ? "" : class_of(table, column, TONE_PLAIN, class), harmless);
	return 0;
}

/**
 * struct part - the columns of a table that stand side by side
 * @first, @end: those besides the keys, which stand in front of each part
 */
struct part {
	const struct text_table *table;
	size_t first;
	size_t end;
};

static size_t first_column(const struct part *part)
{
	return part->table->key_count ? 0 : part->first;
}

static size_t next_column(const struct part *part, size_t column)
{
	return column + 1 == part->table->key_count ? part->first : column + 1;
}

/* Whole groups, as many as paper is wide; of one that is wider its columns. */
static size_t part_end(const struct text_table *table, size_t first)
{
	size_t limit = first + PART_COLUMNS, end = first;

	while (end < table->column_count) {
		size_t next = text_table_group_end(table, end);

		if (next > limit)
			return end > first ? end : limit;
		end = next;
	}
	return end;
}

static int put_groups(const struct part *part, FILE *stream)
{
	const struct text_table *table = part->table;
	int error = 0;

	fputs("<tr>", stream);
	for (size_t i = first_column(part); i < part->end && !error;) {
		const struct text_table_column *column = &table->columns[i];
		size_t end = text_table_group_end(table, i);

		if (!column->group) {
			error = put_head(table, i, column->heading, "col", 1, 2, stream);
			i = next_column(part, i);
			continue;
		}
		end = end < part->end ? end : part->end;
		error = put_head(table, i, column->group, "colgroup", end - i, 1, stream);
		i = end;
	}
	fputs("</tr>\n", stream);
	return error;
}

static int put_heads(const struct part *part, FILE *stream)
{
	const struct text_table *table = part->table;
	bool has_groups = text_table_has_groups(table);
	int error = has_groups ? put_groups(part, stream) : 0;

	fputs("<tr>", stream);
	for (size_t i = first_column(part); i < part->end && !error;
	     i = next_column(part, i))
		if (!has_groups || table->columns[i].group)
			error = put_head(table, i, table->columns[i].heading, "col", 1, 1,
					 stream);
	fputs("</tr>\n", stream);
	return error;
}

static int put_cell(const struct text_table *table, size_t row, size_t column,
		    FILE *stream)
{
	const struct text_table_cell *cell =
		&table->cells[row * table->column_count + column];
	_cleanup_free_ char *text = escape_xml(cell->text);
	bool is_key = column < table->key_count;
	char class[32];

	if (!text)
		return -ENOMEM;
	fprintf(stream, "<%s%s>%s</%s>", is_key ? "th scope=\"row\"" : "td",
		class_of(table, column, cell->tone, class), text, is_key ? "th" : "td");
	return 0;
}

static int put_part(const struct part *part, const char *caption, FILE *stream)
{
	const struct text_table *table = part->table;
	size_t row_count = table->cell_count / table->column_count;
	int error;

	fprintf(stream,
		"<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"%s\">\n"
		"<table>\n<caption>%s</caption>\n<thead>\n",
		caption, caption);
	error = put_heads(part, stream);
	fputs("</thead>\n<tbody>\n", stream);
	for (size_t row = 0; row < row_count && !error; row++) {
		fputs("<tr>", stream);
		for (size_t i = first_column(part); i < part->end && !error;
		     i = next_column(part, i))
			error = put_cell(table, row, i, stream);
		fputs("</tr>\n", stream);
	}
	fputs("</tbody>\n</table>\n</div>\n", stream);
	return error;
}

static int put_table(struct page *page, const struct text_table *table)
{
	const char *caption = page->heading ? page->heading : "";
	int error = 0;

	for (size_t first = table->key_count, end; !error; first = end) {
		end = part_end(table, first);
		error = put_part(&(struct part){ table, first, end }, caption,
				 page->stream);
		if (end == table->column_count)
			break;
	}
	return error;
}

const struct page_style page_html = {
	.name = "html",
	.escape = escape_xml,
	.begin = begin,
	.end = end,
	.leave = leave,
	.heading = put_heading,
	.fact = put_fact,
	.note = put_note,
	.line = put_line,
	.table = put_table,
};
