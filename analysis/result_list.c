// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The result files that a command was given: all loaded, or one said why not.
 */
#include <errno.h>
#include <stdlib.h>

#include "message.h"
#include "results/cleanup.h"
#include "result_files.h"
#include "result_list.h"
#include "way_list.h"

static void warn(const struct result *result)
{
	if (result->truncation)
		message_warning("%s; the %zu records read are used", result->truncation,
				result->record_count);
	else if (result->interrupted)
		message_warning("%s: its run was interrupted; what was measured is used",
				result->path);
}

enum exit_code result_check_clock(const struct result *result)
{
	if (clock_is_meaningful(result->clock))
		return EXIT_DONE;
	message_error(
		"%s: its clock is '%s', a TSC under plain emulation: the numbers mean "
		"nothing, so no table, plot or comparison takes them; measure on hardware, "
		"or in a VM that counts instructions (allocvm run --clock icount)",
		result->path, clock_name(result->clock));
	return EXIT_NOT_TRUSTWORTHY;
}

static enum exit_code take(struct result_file *file, struct result **result)
{
	if (file->error) {
		message_error("%s", file->message ? file->message : "out of memory");
		return EXIT_TOOL_FAILURE;
	}
	*result = file->result;
	file->result = NULL;
	warn(*result);
	return result_check_clock(*result);
}

enum exit_code result_list_load(char **paths, size_t count, struct result_list *list)
{
	struct result_file *files = result_files_load(paths, count);
	enum exit_code code = EXIT_DONE;

	list->count = 0;
	list->items = calloc(count ? count : 1, sizeof(*list->items));
	if (!files || !list->items) {
		message_error("out of memory");
		code = EXIT_TOOL_FAILURE;
	}
	while (list->count < count && code == EXIT_DONE) {
		code = take(&files[list->count], &list->items[list->count]);
		list->count++;
	}
	result_files_free(files, count);
	return code;
}

static enum exit_code check_clocks(const struct result_list *list)
{
	const struct result *first = list->items[0];

	for (size_t i = 1; i < list->count; i++) {
		const struct result *other = list->items[i];

		if (clock_may_compare(first->clock, other->clock))
			continue;
		message_error(
			"%s counts %s, %s counts %s: their numbers cannot stand side "
			"by side; give files of one clock",
			first->path, clock_unit(first->clock), other->path,
			clock_unit(other->clock));
		return EXIT_NOT_COMPARABLE;
	}
	return EXIT_DONE;
}

static bool is_calibrated(const struct result *result, const struct way *way)
{
	const struct times *none = result_none(result, way);

	return none && none->alloc.total && none->free.total;
}

static enum exit_code check_calibration(const struct result *result,
					const struct way *way)
{
	_cleanup_free_ char *text = NULL;

	if (is_calibrated(result, way))
		return EXIT_DONE;
	text = way_text(way);
	message_error(
		"%s: no undisturbed calibration of 'none' for its cells of %s, so the "
		"clock's own cost is not known; measure again",
		result->path, text ? text : "one way");
	return EXIT_TOOL_FAILURE;
}

enum exit_code result_check_calibrations(const struct result *result)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < result->cell_count && code == EXIT_DONE; i++)
		code = check_calibration(result, &result->cells[i].way);
	return code;
}

enum exit_code result_list_check_cells(const struct result_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i]->cell_count)
			continue;
		message_error("%s: no cell in it; measure with allocbench run",
			      list->items[i]->path);
		return EXIT_TOOL_FAILURE;
	}
	return EXIT_DONE;
}

enum exit_code result_list_check_costs(const struct result_list *list)
{
	enum exit_code code = check_clocks(list);

	if (code == EXIT_DONE)
		code = result_list_check_cells(list);
	for (size_t i = 0; i < list->count && code == EXIT_DONE; i++)
		code = result_check_calibrations(list->items[i]);
	return code;
}

static enum exit_code select_cells(struct result *result, const struct filter *filter)
{
	struct way_list ways = { 0 };
	_cleanup_free_ char *text = NULL;
	bool had_none = result->cell_count == 0;

	if (!way_list_add(&ways, result))
		text = way_list_text(&ways);
	way_list_free(&ways);
	result_select(result, filter);
	if (result->cell_count || had_none)
		return EXIT_DONE;
	message_error("%s: no cell is of those asked for; cells were taken with: %s",
		      result->path, text ? text : "no memory to say what");
	return EXIT_TOOL_FAILURE;
}

enum exit_code result_list_select(const struct result_list *list,
				  const struct filter *filter)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < list->count && code == EXIT_DONE; i++)
		code = select_cells(list->items[i], filter);
	return code;
}

static size_t count_cells(const struct result_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < list->count; i++)
		count += list->items[i]->cell_count;
	return count;
}

enum exit_code result_list_select_any(const struct result_list *list,
				      const struct filter *filter)
{
	if (!count_cells(list))
		return result_list_check_cells(list);
	for (size_t i = 0; i < list->count; i++)
		result_select(list->items[i], filter);
	if (count_cells(list))
		return EXIT_DONE;
	message_error("no cell of those asked for is in any of the files; see what is: "
		      "allocstat table cost");
	return EXIT_TOOL_FAILURE;
}

/* The cells are copies of what belongs to the result. */
static struct result *view_of(const struct result *result, const struct filter *filter)
{
	struct result *view = malloc(sizeof(*view));

	if (!view)
		return NULL;
	*view = *result;
	view->cell_count = 0;
	view->cells = calloc(result->cell_count + 1, sizeof(*view->cells));
	if (!view->cells) {
		free(view);
		return NULL;
	}
	for (size_t i = 0; i < result->cell_count; i++) {
		const struct cell *cell = &result->cells[i];

		if (filter_takes(filter, cell->allocator, cell->size, &cell->way))
			view->cells[view->cell_count++] = *cell;
	}
	return view;
}

static void view_free(struct result *view)
{
	free(view->cells);
	free(view);
}

int result_list_view(const struct result_list *list, const struct filter *filter,
		     struct result_list *view)
{
	*view = (struct result_list){ 0 };
	view->items = calloc(list->count + 1, sizeof(*view->items));
	if (!view->items)
		return -ENOMEM;
	for (size_t i = 0; i < list->count; i++) {
		struct result *result = view_of(list->items[i], filter);

		if (!result)
			return -ENOMEM;
		if (result->cell_count)
			view->items[view->count++] = result;
		else
			view_free(result);
	}
	return 0;
}

void result_list_view_free(struct result_list *view)
{
	for (size_t i = 0; i < view->count; i++)
		view_free(view->items[i]);
	free(view->items);
	*view = (struct result_list){ 0 };
}

void result_list_free(struct result_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		result_free(list->items[i]);
	free(list->items);
	*list = (struct result_list){ 0 };
}
