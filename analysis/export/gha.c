// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * github-action-benchmark's "customSmallerIsBetter": an array of numbers with name, unit,
 * and the range over the boots.
 */
#include <errno.h>

#include "export.h"
#include "results/cleanup.h"
#include "results/json_text.h"

static json_t *entry_of(const struct measure *measure, const char *unit,
			const char *extra)
{
	_cleanup_free_ char *name = measure_name(measure);
	char range[64];

	snprintf(range, sizeof(range), "± %.10g", (measure->most - measure->least) / 2);
	return name ? json_pack("{s:s, s:s, s:f, s:s, s:s}", "name", name, "unit", unit,
				"value", measure->median, "range", range, "extra", extra)
		    : NULL;
}

static int write_gha(const struct result_list *results, FILE *stream)
{
	const struct result *first = results->items[0];
	_cleanup_json_ json_t *root = json_array();
	_cleanup_free_ char *release = result_fact(first, "kernel.release");
	_cleanup_free_ char *extra = NULL;
	struct measure_list list;
	int error = measures_of(results, &list);

	if (!release || asprintf(&extra, "kernel %s, clock %s, boots: %zu", release,
				 clock_name(first->clock), results->count) < 0) {
		extra = NULL;
		error = -ENOMEM;
	}
	for (size_t i = 0; i < list.count && !error; i++)
		if (json_array_append_new(
			    root, entry_of(&list.items[i], result_unit(first), extra)))
			error = -ENOMEM;
	measures_free(&list);
	if (error)
		return error;
	return json_text_print(root, stream, JSON_INDENT(1) | JSON_ENSURE_ASCII);
}

const struct export_format export_gha = {
	.name = "gha",
	.write = write_gha,
};
