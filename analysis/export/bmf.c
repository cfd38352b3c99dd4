// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Bencher Metric Format: an object of benchmarks, each an object of measures; the value
 * is the median over the boots, its bounds their range.
 */
#include <errno.h>

#include "export.h"
#include "results/cleanup.h"
#include "results/json_text.h"

static json_t *metric_of(const struct measure *measure)
{
	return json_pack("{s:f, s:f, s:f}", "value", measure->median, "lower_value",
			 measure->least, "upper_value", measure->most);
}

/* Bencher's measures are slugs. */
static void slug_of(const struct result *result, char slug[static 32])
{
	snprintf(slug, 32, "%s", result_unit(result));
	for (char *at = slug; *at; at++)
		*at = *at == ' ' ? '-' : (char)(*at | 0x20);
}

static int write_bmf(const struct result_list *results, FILE *stream)
{
	_cleanup_json_ json_t *root = json_object();
	struct measure_list list;
	char slug[32];
	int error = measures_of(results, &list);

	slug_of(results->items[0], slug);
	for (size_t i = 0; i < list.count && !error; i++) {
		_cleanup_free_ char *name = measure_name(&list.items[i]);
		json_t *object = json_pack("{s:o}", slug, metric_of(&list.items[i]));

		if (!name || !object || json_object_set_new(root, name, object))
			error = -ENOMEM;
	}
	measures_free(&list);
	if (error)
		return error;
	return json_text_print(root, stream, JSON_INDENT(1));
}

const struct export_format export_bmf = {
	.name = "bmf",
	.write = write_bmf,
};
