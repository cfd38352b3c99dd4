// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Writes the file of data of a plot: all text in it is made harmless here.
 */
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/cell_grid.h"
#include "analysis/escape.h"
#include "analysis/wrap.h"
#include "plot_file.h"
#include "results/cleanup.h"

/* More files than this share one line of the foot. */
#define FILE_LIMIT 4
/* A longer text would leave any plot. */
#define LINE_LIMIT 400
/* How wide a character of the foot is, of the font's size. */
#define FOOT_CHARACTER 0.52
/* Of a number, so that thousands of rows stay small. */
#define DIGITS 7

static int text_begin(struct plot_text *text)
{
	text->stream = open_memstream(&text->bytes, &text->length);
	return text->stream ? 0 : -ENOMEM;
}

static void text_end(struct plot_text *text)
{
	if (text->stream)
		fclose(text->stream);
	free(text->bytes);
	*text = (struct plot_text){ 0 };
}

int plot_file_begin(struct plot_file *file, const struct canvas *canvas)
{
	int error;

	*file = (struct plot_file){
		.line_limit =
			(size_t)(canvas->width / (canvas->font_size * FOOT_CHARACTER)),
	};
	error = text_begin(&file->head);
	if (!error)
		error = text_begin(&file->panels);
	if (!error)
		error = text_begin(&file->foot);
	return error ? error : text_begin(&file->series);
}

/* One field: harmless, and never empty. */
static void put_field(FILE *stream, const char *text)
{
	_cleanup_free_ char *harmless = escape_terminal(text);
	size_t columns = 0;

	if (!harmless || !*harmless)
		fputc('-', stream);
	for (const char *at = harmless; at && *at; at++) {
		columns += (*at & 0xc0) != 0x80;
		if (columns > LINE_LIMIT) {
			fputs("...", stream);
			return;
		}
		/* gnuplot takes a double quote for the start of a quoted field. */
		fputc(*at == '"' ? '\'' : *at, stream);
	}
}

static void put_line(FILE *stream, const char *text)
{
	put_field(stream, text);
	fputc('\n', stream);
}

static void put_formatted(FILE *stream, const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;

	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	put_field(stream, text ? text : "");
}

void plot_file_title(struct plot_file *file, const char *title, const char *x,
		     const char *y)
{
	put_line(file->head.stream, title);
	put_line(file->head.stream, x);
	put_line(file->head.stream, y);
}

void plot_file_panel(struct plot_file *file, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	put_formatted(file->panels.stream, format, arguments);
	va_end(arguments);
	fputc('\n', file->panels.stream);
	file->panel_count++;
}

void plot_file_foot(struct plot_file *file, const char *format, ...)
{
	_cleanup_free_ char *text = NULL, *harmless = NULL, *lines = NULL;
	char *next, *line;
	va_list arguments;

	va_start(arguments, format);
	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	va_end(arguments);
	if (text)
		harmless = escape_terminal(text);
	if (harmless)
		lines = wrap(harmless, file->line_limit, file->line_limit);
	next = lines;
	while ((line = strsep(&next, "\n"))) {
		put_line(file->foot.stream, line);
		file->foot_count++;
	}
}

static const char *file_name(const struct result *result)
{
	const char *slash = strrchr(result->path, '/');

	return slash ? slash + 1 : result->path;
}

void plot_file_sources(struct plot_file *file, const struct result_list *results)
{
	for (size_t i = 0; i < results->count && i < FILE_LIMIT; i++) {
		const struct result *result = results->items[i];
		_cleanup_free_ char *release = result_fact(result, "kernel.release");
		_cleanup_free_ char *arch = result_fact(result, "kernel.arch");
		_cleanup_free_ char *on_alloc =
			result_fact(result, "allocator.init_on_alloc");
		_cleanup_free_ char *on_free =
			result_fact(result, "allocator.init_on_free");

		if (release && arch && on_alloc && on_free)
			plot_file_foot(
				file,
				"%s: Linux %s, %s, init_on_alloc=%s init_on_free=%s",
				file_name(result), release, arch, on_alloc, on_free);
	}
	if (results->count > FILE_LIMIT)
		plot_file_foot(file, "and %zu more %s", results->count - FILE_LIMIT,
			       results->count - FILE_LIMIT > 1 ? "files" : "file");
}

void plot_file_series(struct plot_file *file, const struct plot_look *look,
		      const char *format, ...)
{
	size_t length;
	va_list arguments;

	free(file->next);
	file->next = NULL;

	FILE *stream = open_memstream(&file->next, &length);

	if (!stream) {
		file->error = -ENOMEM;
		return;
	}
	fputs("\n\n", stream);
	va_start(arguments, format);
	put_formatted(stream, format, arguments);
	va_end(arguments);
	fprintf(stream, "\t%zu\t%zu\t%zu\n", look->colour, look->dash, look->panel);
	if (fclose(stream))
		file->error = -ENOMEM;
}

/* With its first row a series is there. */
static void begin_series(struct plot_file *file)
{
	if (!file->next)
		return;
	fputs(file->next, file->series.stream);
	file->series_count++;
	free(file->next);
	file->next = NULL;
}

static void put_values(struct plot_file *file, const double *values, size_t count)
{
	begin_series(file);
	for (size_t i = 0; i < count; i++) {
		const char *separator = i ? "\t" : "";

		if (isfinite(values[i]))
			fprintf(file->series.stream, "%s%.*g", separator, DIGITS,
				values[i]);
		else
			fprintf(file->series.stream, "%sNaN", separator);
	}
	file->point_count++;
}

void plot_file_row(struct plot_file *file, const double *values, size_t count)
{
	put_values(file, values, count);
	fputc('\n', file->series.stream);
}

void plot_file_named_row(struct plot_file *file, const double *values, size_t count,
			 const char *name)
{
	put_values(file, values, count);
	fputc('\t', file->series.stream);
	put_line(file->series.stream, name);
}

/* Closes it: bytes and length are whole then. */
static int text_finish(struct plot_text *text)
{
	int error = ferror(text->stream) ? -ENOMEM : 0;

	if (fclose(text->stream) && !error)
		error = -ENOMEM;
	text->stream = NULL;
	return error;
}

int plot_file_write(struct plot_file *file, FILE *stream)
{
	int error = file->error;

	if (file->hidden_count)
		plot_file_foot(
			file,
			"Not drawn: costs at or below 0, an empty call costs as much "
			"(%zu).",
			file->hidden_count);
	if (!error)
		error = text_finish(&file->head);
	if (!error)
		error = text_finish(&file->panels);
	if (!error)
		error = text_finish(&file->foot);
	if (!error)
		error = text_finish(&file->series);
	if (error)
		return error;
	fprintf(stream, "%s%zu\n%zu\n%s%zu\n%s", file->head.bytes, file->series_count,
		file->panel_count, file->panels.bytes, file->foot_count,
		file->foot.bytes);
	fwrite(file->series.bytes, 1, file->series.length, stream);
	return ferror(stream) ? -EIO : 0;
}

void plot_file_free(struct plot_file *file)
{
	text_end(&file->head);
	text_end(&file->panels);
	text_end(&file->foot);
	text_end(&file->series);
	free(file->next);
}

size_t plot_colour(struct plot_colours *colours, const char *allocator)
{
	static const size_t book_count = 4;
	size_t rank = allocator_rank(allocator);
	size_t index = 0;

	if (rank < book_count)
		return rank + 1;
	while (index < colours->other_count && strcmp(colours->others[index], allocator))
		index++;
	if (index == colours->other_count && colours->other_count < PLOT_COLOUR_COUNT)
		colours->others[colours->other_count++] = allocator;
	return book_count + index % (PLOT_COLOUR_COUNT - book_count) + 1;
}

char *plot_source(const struct result_list *results, size_t file)
{
	char *release = result_fact(results->items[file], "kernel.release");

	for (size_t i = 0; release && i < results->count; i++) {
		_cleanup_free_ char *other =
			result_fact(results->items[i], "kernel.release");

		if (i == file || !other || strcmp(release, other))
			continue;
		free(release);
		return strdup(file_name(results->items[file]));
	}
	return release;
}
