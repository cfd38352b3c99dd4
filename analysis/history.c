// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Results sorted into lines of kernels that follow one another.
 */
#include "history.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "compare/comparable.h"
#include "kernel_release.h"
#include "message.h"
#include "results/cleanup.h"

/**
 * struct place - where a result belongs
 * @line:    clock and architecture
 * @flavour: of the line, as it is shown
 * @release, @version: of the kernel
 * @index:   among the results, so that boots stay in the order in which they were given
 */
struct place {
	const struct result *result;
	char *line;
	char *flavour;
	char *release;
	char *version;
	size_t index;
};

static void place_free(struct place *place)
{
	free(place->line);
	free(place->flavour);
	free(place->release);
	free(place->version);
}

static int place_of(const struct result *result, size_t index, struct place *place)
{
	_cleanup_free_ char *arch = result_fact(result, "kernel.arch");
	const char *append = "";

	json_unpack(result->environment, "{s:{s:s}}", "vm", "append", &append);
	*place = (struct place){
		.result = result,
		.release = result_fact(result, "kernel.release"),
		.version = result_fact(result, "kernel.version"),
		.index = index,
	};
	if (!arch || !place->release || !place->version)
		return -ENOMEM;
	if (asprintf(&place->line, "%s %s", clock_name(result->clock), arch) < 0) {
		place->line = NULL;
		return -ENOMEM;
	}
	if (asprintf(&place->flavour, "%s%s%s", kernel_release_flavour(place->release),
		     *append ? ", append=" : "", append) < 0) {
		place->flavour = NULL;
		return -ENOMEM;
	}
	return 0;
}

static int compare_lines(const struct place *one, const struct place *other)
{
	int order = strcmp(one->line, other->line);

	return order ? order : strcmp(one->flavour, other->flavour);
}

static int compare_kernels(const struct place *one, const struct place *other)
{
	int order = compare_lines(one, other);

	if (!order)
		order = strverscmp(one->release, other->release);
	return order ? order : strverscmp(one->version, other->version);
}

static int compare_places(const void *one, const void *other)
{
	const struct place *a = one, *b = other;
	int order = compare_kernels(a, b);

	return order ? order : (a->index > b->index) - (a->index < b->index);
}

static int add_line(struct history *history, const struct place *place, size_t room)
{
	struct history_line *line = &history->lines[history->line_count++];

	line->flavour = strdup(place->flavour);
	line->kernels = calloc(room, sizeof(*line->kernels));
	return line->flavour && line->kernels ? 0 : -ENOMEM;
}

static int add_kernel(struct history_line *line, const struct place *place,
		      const struct result **boots)
{
	struct history_kernel *kernel = &line->kernels[line->kernel_count++];

	kernel->boots = boots;
	kernel->heading = kernel_release_series(place->release);
	return kernel->heading ? 0 : -ENOMEM;
}

/* Places are sorted: a line's kernels are neighbours, and so are a kernel's boots. */
static int cut(const struct place *places, size_t count, struct history *history)
{
	struct history_line *line = NULL;
	int error = 0;

	for (size_t i = 0; i < count && !error; i++) {
		bool is_new_line = !i || compare_lines(&places[i - 1], &places[i]);

		history->boots[i] = places[i].result;
		if (is_new_line)
			error = add_line(history, &places[i], count);
		if (error)
			break;
		line = &history->lines[history->line_count - 1];
		if (is_new_line || compare_kernels(&places[i - 1], &places[i]))
			error = add_kernel(line, &places[i], &history->boots[i]);
		line->kernels[line->kernel_count - 1].boot_count++;
	}
	return error;
}

static bool is_alone(const struct history_line *line, size_t kernel)
{
	for (size_t i = 0; i < line->kernel_count; i++)
		if (i != kernel &&
		    !strcmp(line->kernels[i].heading, line->kernels[kernel].heading))
			return false;
	return true;
}

/* From the last to the first, so that each is seen beside those of its series. */
static int tell_apart(struct history_line *line)
{
	_cleanup_free_ bool *alone = calloc(line->kernel_count + 1, sizeof(*alone));

	if (!alone)
		return -ENOMEM;
	for (size_t i = 0; i < line->kernel_count; i++)
		alone[i] = is_alone(line, i);
	for (size_t i = 0; i < line->kernel_count; i++) {
		struct history_kernel *kernel = &line->kernels[i];

		if (alone[i])
			continue;
		free(kernel->heading);
		kernel->heading = result_fact(kernel->boots[0], "kernel.release");
		if (!kernel->heading)
			return -ENOMEM;
	}
	return 0;
}

static int make(struct place *places, size_t count, struct history *history)
{
	int error;

	history->boots = calloc(count + 1, sizeof(*history->boots));
	history->lines = calloc(count + 1, sizeof(*history->lines));
	if (!history->boots || !history->lines)
		return -ENOMEM;
	qsort(places, count, sizeof(*places), compare_places);
	error = cut(places, count, history);
	for (size_t i = 0; i < history->line_count && !error; i++)
		error = tell_apart(&history->lines[i]);
	return error;
}

int history_of(const struct result_list *results, struct history *history)
{
	_cleanup_free_ struct place *places = calloc(results->count + 1, sizeof(*places));
	int error = places ? 0 : -ENOMEM;

	*history = (struct history){ 0 };
	for (size_t i = 0; i < results->count && !error; i++)
		error = place_of(results->items[i], i, &places[i]);
	if (!error)
		error = make(places, results->count, history);
	for (size_t i = 0; places && i < results->count; i++)
		place_free(&places[i]);
	return error;
}

static void line_free(struct history_line *line)
{
	for (size_t i = 0; i < line->kernel_count; i++)
		free(line->kernels[i].heading);
	free(line->kernels);
	free(line->flavour);
}

void history_free(struct history *history)
{
	for (size_t i = 0; i < history->line_count; i++)
		line_free(&history->lines[i]);
	free(history->lines);
	free(history->boots);
	*history = (struct history){ 0 };
}

/* What may differ: more cells in one boot than in another, and a later tool. */
static comparable_set may_differ(void)
{
	comparable_set vary = 0;

	comparable_parse("plan", &vary);
	comparable_parse("tool", &vary);
	comparable_parse("module", &vary);
	return vary;
}

static enum exit_code check(const struct result *first, const struct result *other)
{
	_cleanup_free_ char *text = NULL;
	comparable_set varied = 0;

	if (comparable_differences(first, other, may_differ(), &varied, &text)) {
		message_error("%s", strerror(ENOMEM));
		return EXIT_TOOL_FAILURE;
	}
	if (!text)
		return EXIT_DONE;
	message_error("not the same on all kernels: %s; give files where it is", text);
	return EXIT_NOT_COMPARABLE;
}

enum exit_code history_line_check(const struct history_line *line)
{
	enum exit_code code = EXIT_DONE;

	for (size_t i = 0; i < line->kernel_count; i++)
		for (size_t j = 0; j < line->kernels[i].boot_count; j++)
			if (code == EXIT_DONE)
				code = check(line->kernels[0].boots[0],
					     line->kernels[i].boots[j]);
	return code;
}
