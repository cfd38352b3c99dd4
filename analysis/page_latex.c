// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Pages as LaTeX, to be read by a document that has \usepackage{booktabs}.
 */
#include <errno.h>
#include <string.h>

#include "escape.h"
#include "page_style.h"
#include "results/cleanup.h"

static int begin(struct page *page, const char *title)
{
	fprintf(page->stream,
		"%% %s\n%% For a document with \\usepackage[T1]{fontenc} and "
		"\\usepackage{booktabs}.\n",
		title);
	return 0;
}

static void put_heading(struct page *page, const char *text)
{
	fprintf(page->stream, "\n\\paragraph{%s}\n", text);
}

/* A list needs a beginning. */
static void enter_list(struct page *page, enum page_part part)
{
	if (page->last != part)
		fputs("\\begin{itemize}\n", page->stream);
}

static void leave(struct page *page, enum page_part part)
{
	if (part == PAGE_FACT || part == PAGE_NOTE)
		fputs("\\end{itemize}\n", page->stream);
}

static void put_fact(struct page *page, const char *name, const char *text)
{
	enter_list(page, PAGE_FACT);
	fprintf(page->stream, "  \\item %s: %s\n", name, text);
}

static void put_note(struct page *page, const char *text)
{
	enter_list(page, PAGE_NOTE);
	fprintf(page->stream, "  \\item %s\n", text);
}

static void put_line(struct page *page, const char *text)
{
	fprintf(page->stream, "\n%s\n", text);
}

static void put_columns(const struct text_table *table, FILE *stream)
{
	fputs("\\begin{tabular}{", stream);
	for (size_t i = 0; i < table->column_count; i++)
		fputc(table->columns[i].side == SIDE_RIGHT ? 'r' : 'l', stream);
	fputs("}\n\\toprule\n", stream);
}

static int put_group(const struct text_table *table, size_t first, size_t end,
		     FILE *stream)
{
	const char *text = table->columns[first].group;
	_cleanup_free_ char *group = escape_latex(text ? text : "");

	if (!group)
		return -ENOMEM;
	if (text)
		fprintf(stream, "\\multicolumn{%zu}{c}{%s}", end - first, group);
	fputs(end == table->column_count ? " \\\\\n" : " & ", stream);
	return 0;
}

static int put_groups(const struct text_table *table, FILE *stream)
{
	int error = 0;

	for (size_t first = 0, end; first < table->column_count && !error; first = end) {
		end = text_table_group_end(table, first);
		error = put_group(table, first, end, stream);
	}
	for (size_t first = 0, end; first < table->column_count && !error; first = end) {
		end = text_table_group_end(table, first);
		if (table->columns[first].group)
			fprintf(stream, "\\cmidrule(lr){%zu-%zu}", first + 1, end);
	}
	fputc('\n', stream);
	return error;
}

static int put_cell(const struct text_table *table, const char *text, size_t index,
		    FILE *stream)
{
	_cleanup_free_ char *harmless = escape_latex(text);
	bool is_last = (index + 1) % table->column_count == 0;

	if (!harmless)
		return -ENOMEM;
	fprintf(stream, "%s%s", harmless, is_last ? " \\\\\n" : " & ");
	return 0;
}

static int put_table(struct page *page, const struct text_table *table)
{
	FILE *stream = page->stream;
	int error = 0;

	fputs("\n\\noindent\n", stream);
	put_columns(table, stream);
	if (text_table_has_groups(table))
		error = put_groups(table, stream);
	for (size_t i = 0; i < table->column_count && !error; i++)
		error = put_cell(table, table->columns[i].heading, i, stream);
	fputs("\\midrule\n", stream);
	for (size_t i = 0; i < table->cell_count && !error; i++)
		error = put_cell(table, table->cells[i].text, i, stream);
	fputs("\\bottomrule\n\\end{tabular}\n", stream);
	return error;
}

const struct page_style page_latex = {
	.name = "latex",
	.escape = escape_latex,
	.begin = begin,
	.leave = leave,
	.heading = put_heading,
	.fact = put_fact,
	.note = put_note,
	.line = put_line,
	.table = put_table,
};
