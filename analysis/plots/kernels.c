// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot kernels: what cells cost on one kernel after another, with the range of
 * the boots.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/history_rows.h"
#include "analysis/message.h"
#include "analysis/table.h"
#include "plot.h"
#include "results/cleanup.h"

/* Lines that a reader can tell apart. */
#define ROW_LIMIT 12

/* The longest line of kernels, or NULL where none has two. */
static const struct history_line *choose_line(const struct history *history)
{
	const struct history_line *line = NULL;

	for (size_t i = 0; i < history->line_count; i++)
		if (history->lines[i].kernel_count > 1 &&
		    (!line || history->lines[i].kernel_count > line->kernel_count))
			line = &history->lines[i];
	return line;
}

static void put_row(const struct history_line *line, const struct history_row *row,
		    size_t number, struct plot_colours *colours, bool with_side,
		    struct plot_file *file)
{
	const struct plot_look look = { plot_colour(colours, row->key->allocator),
					number % PLOT_DASH_COUNT + 1, 1 };

	plot_file_series(file, &look, "%s %llu%s%s", row->key->allocator,
			 (unsigned long long)row->key->size, with_side ? " " : "",
			 with_side ? row->side->name : "");
	for (size_t i = 0; i < line->kernel_count; i++) {
		const struct history_cost *cost = &row->costs[i];

		if (!cost->boots)
			continue;
		if (cost->median <= 0) {
			file->hidden_count++;
			continue;
		}
		plot_file_named_row(file,
				    (double[]){ (double)i + 1, cost->median, cost->least,
						cost->most },
				    4, line->kernels[i].heading);
	}
}

static int put_words(const struct history_line *line, const struct history_rows *rows,
		     const struct plot_options *options, struct plot_file *file)
{
	const struct result *first = line->kernels[0].boots[0];
	_cleanup_free_ char *way = way_text(&rows->items[0].key->way);
	char y[64];

	if (!way)
		return -ENOMEM;
	snprintf(y, sizeof(y), "cost, %s", result_unit(first));
	plot_file_title(file, "From kernel to kernel", "kernel", y);
	plot_file_panel(file, "%s", line->flavour);
	plot_file_foot(file, "%s; %s", way, line->flavour);
	plot_file_foot(file,
		       "Clock: %s (%s). Each point: median over the boots of the %s less "
		       "the median of an empty call; bars: the range of the boots.",
		       clock_name(first->clock), result_unit(first),
		       options->statistics.items[0]->meaning);
	return 0;
}

/* Of several ways the first, which was published. */
static void keep_one_way(struct history_rows *rows)
{
	size_t kept = 1;

	while (kept < rows->count &&
	       way_equal(&rows->items[0].key->way, &rows->items[kept].key->way))
		kept++;
	for (size_t i = kept; i < rows->count; i++)
		free(rows->items[i].costs);
	rows->count = kept;
}

static enum exit_code check_rows(const struct history_rows *rows)
{
	if (rows->count && rows->count <= ROW_LIMIT)
		return EXIT_DONE;
	message_error("%zu costs were measured, and a plot shows 1 to %d; choose with "
		      "--alloc, --sizes, --side, --pattern and the others of --help",
		      rows->count, ROW_LIMIT);
	return EXIT_USAGE;
}

static enum exit_code write_line(const struct history_line *line,
				 const struct plot_options *options, bool is_unasked,
				 struct plot_file *file)
{
	struct plot_colours colours = { 0 };
	struct history_rows rows = { 0 };
	enum exit_code code = EXIT_DONE;
	int error = history_rows_of(line, &options->sides, options->statistics.items[0],
				    &rows);

	if (!error && is_unasked)
		history_rows_keep(&rows, history_is_shown);
	if (!error && rows.count)
		keep_one_way(&rows);
	if (!error)
		code = check_rows(&rows);
	if (!error && code == EXIT_DONE)
		error = put_words(line, &rows, options, file);
	for (size_t i = 0; i < rows.count && !error && code == EXIT_DONE; i++)
		put_row(line, &rows.items[i], i, &colours, options->sides.count > 1,
			file);
	history_rows_free(&rows);
	return error ? plot_no_memory() : code;
}

static enum exit_code write_kernels(const struct result_list *results,
				    const struct plot_options *given,
				    struct plot_file *file)
{
	struct plot_options options = *given;
	const struct history_line *line;
	enum exit_code code = EXIT_DONE;
	struct history history;
	int error = history_of(results, &history);

	if (!options.sides.count)
		options.sides = (struct side_list){ { side_default }, 1 };
	if (!options.statistics.count)
		options.statistics = (struct statistic_list){ { statistic_default }, 1 };
	line = error ? NULL : choose_line(&history);
	for (size_t i = 0; i < results->count && code == EXIT_DONE && line; i++)
		code = result_check_calibrations(results->items[i]);
	if (line && code == EXIT_DONE)
		code = history_line_check(line);
	if (error) {
		code = plot_no_memory();
	} else if (!line) {
		message_error(
			"no two kernels of one clock, architecture, flavour and boot "
			"arguments are there; give files of several");
		code = EXIT_TOOL_FAILURE;
	} else if (code == EXIT_DONE) {
		code = write_line(line, &options, filter_is_empty(&given->filter), file);
	}
	history_free(&history);
	return code;
}

const struct plot_kind plot_kernels = {
	.name = "kernels",
	.write = write_kernels,
	.has_statistic = true,
	.most_sides = SIDE_LIMIT,
	.any_file = true,
};
