// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * From results to a picture: a kind's data, its script, gnuplot.
 */
#include <errno.h>
#include <string.h>

#include "analysis/message.h"
#include "analysis/way_list.h"
#include "plot.h"
#include "results/cleanup.h"

enum exit_code plot_no_memory(void)
{
	message_error("%s", strerror(ENOMEM));
	return EXIT_TOOL_FAILURE;
}

enum exit_code plot_one_way(const struct result_list *results, bool published,
			    const struct way **way)
{
	enum exit_code code = result_list_check_costs(results);
	struct way_list ways = { 0 };
	_cleanup_free_ char *text = NULL;
	int error = 0;

	if (code != EXIT_DONE)
		return code;
	for (size_t i = 0; i < results->count && !error; i++)
		error = way_list_add(&ways, results->items[i]);
	text = error ? NULL : way_list_text(&ways);
	if (!text)
		code = plot_no_memory();
	else if (ways.count > 1)
		message_error("the cells were taken in %zu ways, and a plot shows one; "
			      "choose with --pattern, --context, --gfp and the others of "
			      "--help; there is: %s",
			      ways.count, text);
	else if (published && !way_is_published(ways.items[0]))
		message_error("nothing was published of %s, only of GFP_KERNEL, task "
			      "context, pair pattern; leave out --published",
			      text);
	else
		*way = ways.items[0];
	if (text && (ways.count > 1 || (published && !way_is_published(ways.items[0]))))
		code = EXIT_USAGE;
	way_list_free(&ways);
	return code;
}

static int write_data(struct plot_file *file, struct drawing *drawing)
{
	FILE *stream = drawing_data(drawing);
	int error;

	if (!stream)
		return -EIO;
	error = plot_file_write(file, stream);
	if (fclose(stream) && !error)
		error = -errno;
	return error;
}

static int draw(const struct plot_kind *kind, const struct plot_options *options,
		struct plot_file *file, struct drawing *drawing)
{
	struct canvas canvas = options->canvas;
	char own[64];
	const char *scripts[] = { "plots/style.gp", "plots/frame.gp", own, NULL, NULL };
	int error;

	snprintf(own, sizeof(own), "plots/%s.gp", kind->name);
	if (kind->by_size) {
		scripts[2] = "plots/sizes.gp";
		scripts[3] = own;
	}
	error = drawing_begin(drawing, scripts);
	if (!error)
		error = write_data(file, drawing);
	if (!error && options->keep)
		error = drawing_keep(drawing, options->output);
	if (error)
		return error;
	if (file->height && !canvas.has_size)
		canvas.height = file->height;
	if (options->picture_fd)
		return drawing_picture(drawing, &canvas, options->picture_fd);
	return drawing_finish(drawing, &canvas, options->output);
}

static enum exit_code draw_file(const struct plot_kind *kind,
				const struct plot_options *options,
				struct plot_file *file)
{
	struct drawing drawing;
	int error;

	if (file->hidden_count)
		message_warning(
			"costs at or below 0 are not drawn, an empty call costs as "
			"much: %zu",
			file->hidden_count);
	/* Of a picture among others nothing is said: it is left out. */
	if (!file->point_count && options->picture_fd)
		return EXIT_DONE;
	if (!file->point_count) {
		message_error("nothing to draw: no file has a cost above 0");
		return EXIT_TOOL_FAILURE;
	}
	error = draw(kind, options, file, &drawing);
	if (error)
		message_error("%s", drawing.message ? drawing.message : strerror(-error));
	drawing_end(&drawing);
	return error ? EXIT_TOOL_FAILURE : EXIT_DONE;
}

enum exit_code plot_draw_results(const struct plot_kind *kind,
				 const struct result_list *results,
				 const struct plot_options *options)
{
	struct plot_file file;
	enum exit_code code =
		plot_file_begin(&file, &options->canvas) ? plot_no_memory() : EXIT_DONE;

	if (code == EXIT_DONE)
		code = kind->write(results, options, &file);
	if (code == EXIT_DONE)
		code = draw_file(kind, options, &file);
	plot_file_free(&file);
	return code;
}

enum exit_code plot_draw_comparison(const struct plot_kind *kind,
				    const struct comparison *comparison,
				    const struct plot_options *options)
{
	struct plot_file file;
	enum exit_code code =
		plot_file_begin(&file, &options->canvas) ? plot_no_memory() : EXIT_DONE;

	if (code == EXIT_DONE && comparison->differences) {
		message_error("not comparable: %s", comparison->differences);
		code = EXIT_NOT_COMPARABLE;
	}
	if (code == EXIT_DONE)
		code = kind->write_comparison(comparison, &file);
	if (code == EXIT_DONE)
		code = draw_file(kind, options, &file);
	plot_file_free(&file);
	return code;
}
