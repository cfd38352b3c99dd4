// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How records become the calibrations, cells and maxima of a loaded result.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "filter.h"
#include "result_cells.h"
#include "results/record.h"

static char *copy_text(const json_t *record, const char *field)
{
	const char *text = json_string_value(json_object_get(record, field));

	return strdup(text ? text : "");
}

static uint64_t number_of(const json_t *record, const char *field)
{
	return (uint64_t)json_integer_value(json_object_get(record, field));
}

int result_take_calibration(struct result *result, json_t *record,
			    struct record_reader *reader)
{
	const char *allocator = json_string_value(json_object_get(record, "allocator"));
	struct none *nones, *none;

	if (!allocator || strcmp(allocator, "none"))
		return 0;
	nones = reallocarray(result->nones, result->none_count + 1, sizeof(*nones));
	if (!nones)
		return -ENOMEM;
	result->nones = nones;
	none = &nones[result->none_count++];
	*none = (struct none){ .counted = counted_of(record) };
	times_take(reader, &none->times);
	return way_of(record, &none->way);
}

static int take_threads(struct cell *cell, const json_t *rows)
{
	size_t i;
	json_t *row;
	int error = 0;

	if (!json_array_size(rows))
		return 0;
	cell->threads = calloc(json_array_size(rows), sizeof(*cell->threads));
	if (!cell->threads)
		return -ENOMEM;
	json_array_foreach (rows, i, row) {
		struct thread *thread = &cell->threads[cell->thread_count++];

		thread->cpu = number_of(row, "cpu");
		thread->sample_count = number_of(row, "samples");
		thread->failure_count = number_of(row, "failures");
		error = times_of(row, &thread->times);
		if (error)
			break;
	}
	return error;
}

static int take_usable_size(struct cell *cell, const json_t *record)
{
	cell->usable_size = number_of(record, "usable_size");
	if (!json_is_null(json_object_get(record, "usable_size")))
		return 0;
	cell->usable_unknown =
		copy_text(json_object_get(record, "unknown"), "usable_size");
	return cell->usable_unknown ? 0 : -ENOMEM;
}

/* Each side has its own moment: another one may be disturbed while this is not. */
static void take_parts(struct cell *cell, const json_t *parts)
{
	size_t i;
	json_t *part;

	cell->part_count = json_array_size(parts);
	json_array_foreach (parts, i, part) {
		for (size_t side = 0; side < SIDE_LIMIT; side++) {
			double *quietest = &cell->quietest[side];
			double ticks = json_number_value(
				json_object_get(part, side_at(side)->name));

			if (ticks > 0 && (!*quietest || ticks < *quietest))
				*quietest = ticks;
		}
	}
}

static int take_unreal(struct cell *cell, const json_t *record)
{
	if (!json_object_get(record, "unreal"))
		return 0;
	cell->unreal = copy_text(record, "unreal");
	return cell->unreal ? 0 : -ENOMEM;
}

int result_take_cell(struct result *result, json_t *record, struct record_reader *reader)
{
	struct cell *cells =
		reallocarray(result->cells, result->cell_count + 1, sizeof(*cells));
	struct cell *cell;
	int error;

	if (!cells)
		return -ENOMEM;
	result->cells = cells;
	cell = &cells[result->cell_count++];
	*cell = (struct cell){
		.allocator = copy_text(record, "allocator"),
		.size = number_of(record, "size"),
		.sample_count = number_of(record, "samples"),
		.marked_count = json_array_size(json_object_get(record, "marked")),
		.failure_count = number_of(record, "failures"),
		.start_skew = number_of(record, "start_skew"),
		.has_failed = json_object_get(record, "failed") != NULL,
		.failed = record_reader_histogram(reader, "failed"),
		.counted = counted_of(record),
	};
	times_take(reader, &cell->times);
	take_parts(cell, json_object_get(record, "parts"));
	error = cell->allocator ? way_of(record, &cell->way) : -ENOMEM;
	if (!error)
		error = take_usable_size(cell, record);
	if (!error)
		error = take_unreal(cell, record);
	return error ? error : take_threads(cell, json_object_get(record, "threads"));
}

int result_take_maximum(struct result *result, json_t *record,
			struct record_reader *reader)
{
	struct maximum *maxima =
		reallocarray(result->maxima, result->maximum_count + 1, sizeof(*maxima));
	struct maximum *maximum;

	if (!maxima)
		return -ENOMEM;
	result->maxima = maxima;
	maximum = &maxima[result->maximum_count++];
	*maximum = (struct maximum){
		.allocator = copy_text(record, "allocator"),
		.limit = copy_text(record, "limit"),
		.doubling = number_of(record, "doubling"),
		.exact = number_of(record, "exact"),
		.resolution = number_of(record, "resolution"),
	};
	return maximum->allocator && maximum->limit ? 0 : -ENOMEM;
}

void none_free(struct none *none)
{
	way_free(&none->way);
	times_free(&none->times);
	counted_free(&none->counted);
}

void cell_free(struct cell *cell)
{
	free(cell->allocator);
	free(cell->usable_unknown);
	free(cell->unreal);
	histogram_free(&cell->failed);
	way_free(&cell->way);
	times_free(&cell->times);
	counted_free(&cell->counted);
	for (size_t i = 0; i < cell->thread_count; i++)
		times_free(&cell->threads[i].times);
	free(cell->threads);
}

static const struct none *find_none(const struct result *result, const struct way *way)
{
	const struct none *found = NULL;

	for (size_t i = 0; i < result->none_count; i++)
		if (way_is_calibrated_by(way, &result->nones[i].way))
			found = &result->nones[i];
	return found;
}

const struct times *result_none(const struct result *result, const struct way *way)
{
	const struct none *none = find_none(result, way);

	return none ? &none->times : NULL;
}

const struct counted *result_none_counted(const struct result *result,
					  const struct way *way)
{
	const struct none *none = find_none(result, way);

	return none ? &none->counted : NULL;
}

void result_select(struct result *result, const struct filter *filter)
{
	size_t kept = 0;

	for (size_t i = 0; i < result->cell_count; i++) {
		struct cell *cell = &result->cells[i];

		if (filter_takes(filter, cell->allocator, cell->size, &cell->way))
			result->cells[kept++] = *cell;
		else
			cell_free(cell);
	}
	result->cell_count = kept;
}
