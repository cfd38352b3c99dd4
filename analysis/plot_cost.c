// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot cost: what one allocation costs by size, a line an allocator.
 */
#include <errno.h>
#include <string.h>

#include "drawing.h"
#include "message.h"
#include "plot.h"
#include "plot_data.h"
#include "results/cleanup.h"

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

static int write_data(struct drawing *drawing, const struct result_list *results,
		      const struct published *published, struct plot_count *count)
{
	FILE *stream = drawing_data(drawing);
	int error;

	if (!stream)
		return -EIO;
	error = plot_data_write(results, published, stream, count);
	if (fclose(stream) && !error)
		error = -errno;
	return error;
}

static int draw(struct drawing *drawing, const struct result_list *results,
		const struct published *published, const struct plot_options *options)
{
	struct plot_count count;
	int error = drawing_begin(drawing, "plots/cost.gp");

	if (!error)
		error = write_data(drawing, results, published, &count);
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

enum exit_code plot_cost(const struct result_list *results,
			 const struct plot_options *options)
{
	enum exit_code code = result_list_check_costs(results);
	struct published published = { 0 };
	struct drawing drawing = { 0 };
	_cleanup_free_ char *message = NULL;
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	if (options->published)
		error = published_load("cycle-cost.csv", &published, &message);
	if (!error)
		error = draw(&drawing, results, &published, options);
	if (error && !message && drawing.message)
		message = strdup(drawing.message);
	drawing_end(&drawing);
	published_free(&published);
	if (!error)
		return EXIT_DONE;
	message_error("%s", message ? message : strerror(-error));
	return EXIT_TOOL_FAILURE;
}
