// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot cost: what one allocation, free or touch costs by size, a line an
 * allocator.
 */
#include <errno.h>
#include <string.h>

#include "drawing.h"
#include "message.h"
#include "plot.h"
#include "plot_data.h"
#include "results/cleanup.h"
#include "way_list.h"

static const struct plot_terminal {
	const char *suffix;
	const char *terminal;
} terminals[] = {
	{ ".svg", "svg" },
	{ ".png", "png" },
};

const char *plot_terminal_of(const char *output)
{
	size_t length = strlen(output);

	for (size_t i = 0; i < sizeof(terminals) / sizeof(terminals[0]); i++) {
		size_t suffix_length = strlen(terminals[i].suffix);

		if (length > suffix_length &&
		    !strcmp(output + length - suffix_length, terminals[i].suffix))
			return terminals[i].terminal;
	}
	return NULL;
}

static int write_data(struct drawing *drawing, const struct plot_subject *subject,
		      struct plot_count *count)
{
	FILE *stream = drawing_data(drawing);
	int error;

	if (!stream)
		return -EIO;
	error = plot_data_write(subject, stream, count);
	if (fclose(stream) && !error)
		error = -errno;
	return error;
}

static int draw(struct drawing *drawing, const struct plot_subject *subject,
		const struct plot_options *options)
{
	struct plot_count count;
	int error = drawing_begin(drawing, "plots/cost.gp");

	if (!error)
		error = write_data(drawing, subject, &count);
	if (error)
		return error;
	if (count.hidden)
		message_warning("costs at or below 0 are not drawn, since a logarithmic "
				"axis has no place for them: %zu",
				count.hidden);
	if (!count.points) {
		drawing->message = strdup("nothing to draw: no file has a cost above 0");
		return -ENODATA;
	}
	if (options->keep)
		error = drawing_keep(drawing, options->output);
	if (error)
		return error;
	return drawing_finish(drawing, plot_terminal_of(options->output),
			      options->output);
}

static enum exit_code draw_way(const struct result_list *results, const struct way *way,
			       const struct plot_options *options)
{
	struct published published = { 0 };
	struct drawing drawing = { 0 };
	struct plot_subject subject = { results, way, options->side,
					options->statistics.items[0], &published };
	_cleanup_free_ char *message = NULL;
	int error = 0;

	if (options->published)
		error = published_load("cycle-cost.csv", &published, &message);
	if (!error)
		error = draw(&drawing, &subject, options);
	if (error && !message && drawing.message)
		message = strdup(drawing.message);
	drawing_end(&drawing);
	published_free(&published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}

/* Lines that were taken in several ways would be told apart by nobody. */
static enum exit_code check_ways(const struct way_list *ways,
				 const struct plot_options *options)
{
	_cleanup_free_ char *text = way_list_text(ways);

	if (ways->count > 1) {
		message_error("the cells were taken in %zu ways, and a plot shows one; "
			      "choose with --pattern, --context, --gfp and the others of "
			      "--help; there is: %s",
			      ways->count, text ? text : "no memory to say what");
		return EXIT_USAGE;
	}
	if (options->published && !way_is_published(ways->items[0])) {
		message_error("nothing was published of %s, only of GFP_KERNEL, task "
			      "context, pair pattern; leave out --published",
			      text ? text : "these cells");
		return EXIT_USAGE;
	}
	return EXIT_DONE;
}

enum exit_code plot_cost(const struct result_list *results,
			 const struct plot_options *options)
{
	enum exit_code code = result_list_check_costs(results);
	struct way_list ways = { 0 };
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	for (size_t i = 0; i < results->count && !error; i++)
		error = way_list_add(&ways, results->items[i]);
	if (error) {
		message_error("%s", strerror(-error));
		code = EXIT_TOOL_FAILURE;
	}
	if (code == EXIT_DONE)
		code = check_ways(&ways, options);
	if (code == EXIT_DONE)
		code = draw_way(results, ways.items[0], options);
	way_list_free(&ways);
	return code;
}
