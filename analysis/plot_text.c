// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The words of a plot of costs: labels of series, the axis, the foot with its sources.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "escape.h"
#include "plot_text.h"
#include "results/cleanup.h"

/* More files than this share one line of the foot. */
#define FILE_LIMIT 4
/* A longer line of the foot would leave the plot. */
#define LINE_LIMIT 130

void plot_text_put(FILE *stream, const char *text)
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

static const char *file_name(const struct result *result)
{
	const char *slash = strrchr(result->path, '/');

	return slash ? slash + 1 : result->path;
}

/* What tells one file from the others: its kernel where all differ, else its name. */
static char *distinction(const struct result_list *results, size_t file)
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

char *plot_text_label(const struct result_list *results, size_t file,
		      const char *allocator, bool is_unreal)
{
	_cleanup_free_ char *source = NULL;
	char *label;

	if (results->count > 1)
		source = distinction(results, file);
	if (asprintf(&label, "%s%s%s%s", allocator, is_unreal ? " (not meaningful)" : "",
		     source ? ", " : "", source ? source : "") < 0)
		return NULL;
	return label;
}

static int put_file(FILE *stream, const struct result *result)
{
	_cleanup_free_ char *release = result_fact(result, "kernel.release");
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");
	_cleanup_free_ char *on_alloc = result_fact(result, "allocator.init_on_alloc");
	_cleanup_free_ char *on_free = result_fact(result, "allocator.init_on_free");
	_cleanup_free_ char *text = NULL;

	if (!release || !arch || !on_alloc || !on_free)
		return -ENOMEM;
	if (asprintf(&text, "%s: Linux %s, %s, init_on_alloc=%s init_on_free=%s",
		     file_name(result), release, arch, on_alloc, on_free) < 0) {
		text = NULL;
		return -ENOMEM;
	}
	plot_text_put(stream, text);
	fputc('\n', stream);
	return 0;
}

static int put_sources(FILE *stream, const struct result_list *results)
{
	int error = 0;

	for (size_t i = 0; i < results->count && i < FILE_LIMIT && !error; i++)
		error = put_file(stream, results->items[i]);
	if (!error && results->count > FILE_LIMIT)
		fprintf(stream, "and %zu more files\n", results->count - FILE_LIMIT);
	return error;
}

static size_t foot_lines(const struct plot_subject *subject,
			 const struct plot_count *count)
{
	size_t files = subject->results->count;
	size_t sources = files > FILE_LIMIT ? FILE_LIMIT + 1 : files;

	return 2 + sources + (subject->published->row_count > 0) + (count->hidden > 0);
}

static int put_way(FILE *stream, const struct way *way)
{
	_cleanup_free_ char *text = way_text(way);

	if (!text)
		return -ENOMEM;
	plot_text_put(stream, text);
	fputc('\n', stream);
	return 0;
}

int plot_text_put_head(FILE *stream, const struct plot_subject *subject,
		       const struct plot_count *count)
{
	const struct result *first = subject->results->items[0];
	const char *what = subject->side->what;
	int error;

	fprintf(stream, "What %s costs, by size\ncost of %s, %s\n%zu\n%zu\n", what, what,
		result_unit(first), count->series, foot_lines(subject, count));
	error = put_way(stream, subject->way);
	fprintf(stream,
		"Clock: %s (%s). Each point: the %s less the median of an empty call.\n",
		clock_name(first->clock), result_unit(first),
		subject->statistic->meaning);
	if (!error)
		error = put_sources(stream, subject->results);
	if (subject->published->row_count)
		fputs("Published: TSC cycles, means, Linux 2.6.32, Core 2 1.66 GHz "
		      "(O. I. Tsilyurik, Kernel modules of Linux).\n",
		      stream);
	if (count->hidden)
		fprintf(stream,
			"Not drawn: costs at or below 0, for which a logarithmic "
			"axis has no place (%zu).\n",
			count->hidden);
	return error;
}
