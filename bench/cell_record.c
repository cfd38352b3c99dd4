// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts cells into the shape that results/FORMAT.md describes.
 */
#include <errno.h>
#include <string.h>

#include "cell_record.h"
#include "fact.h"
#include "results/cleanup.h"

/* The place of the cause in a row of cell.marked. */
#define CAUSE_COLUMN 2

static struct record_series rows_series(const char *name, const struct number_rows *rows)
{
	return (struct record_series){
		.name = name,
		.width = rows->width,
		.count = rows->count,
		.values = rows->values,
	};
}

static struct record_series marked_series(const struct cell *cell)
{
	struct record_series series = rows_series("marked", &cell->marked);

	series.text = cell_cause;
	series.text_column = CAUSE_COLUMN;
	return series;
}

int calibration_record_write(struct output *output, const struct point *point,
			     const struct cell *cell, const struct counters *counters,
			     struct problem *problem)
{
	const struct record_series series[] = {
		record_series_of("alloc", &cell->alloc),
		record_series_of("free", &cell->free),
		marked_series(cell),
	};
	_cleanup_json_ json_t *record =
		json_pack("{s: s, s: s, s: I, s: s, s: s, s: I, s: s, s: I}", "type",
			  "calibration", "allocator", point->row->name, "size",
			  (json_int_t)point->size, "pattern", point->pattern, "context",
			  point->context, "set_size", (json_int_t)point->set_size, "cpus",
			  point->cpus, "samples", (json_int_t)cell->samples);

	if (!record || counters_put(record, counters, point))
		return problem_no_memory(problem);
	return output_write(output, record, series, 3, problem);
}

static json_t *point_object(const struct point *point)
{
	return json_pack("{s: s, s: s, s: I, s: s, s: s, s: s, s: I, s: I, s: s, s: I}",
			 "type", "cell", "allocator", point->row->name, "size",
			 (json_int_t)point->size, "gfp", point->gfp, "pattern",
			 point->pattern, "context", point->context, "set_size",
			 (json_int_t)point->set_size, "bulk_count",
			 (json_int_t)point->bulk_count, "cpus", point->cpus, "seed",
			 (json_int_t)point->seed);
}

static int add_node(json_t *record, const struct point *point)
{
	if (point->node == NODE_NONE)
		return fact_unknown(record, "node", "the CPU's own");
	return fact_set(record, "node", json_integer(point->node));
}

static int add_counts(json_t *record, const struct measured *measured, uint64_t boot)
{
	const struct allocbench_reply *reply = &measured->reply;
	_cleanup_json_ json_t *counts = json_pack(
		"{s: I, s: I, s: I, s: I, s: I, s: I, s: I, s: s, s: o}", "cpu",
		(json_int_t)reply->cpu, "boot", (json_int_t)boot, "warmup",
		(json_int_t)measured->warmup, "samples",
		(json_int_t)measured->cell.samples, "failures",
		(json_int_t)measured->cell.failures, "elapsed",
		(json_int_t)reply->elapsed_ticks, "start_skew",
		(json_int_t)(measured->cell.thread_count ? reply->start_skew : 0), "stop",
		measured->stop, "eighths", eighths_array(&measured->cell.eighths));

	return counts && !json_object_update(record, counts) ? 0 : -ENOMEM;
}

static json_t *histogram_array(const struct histogram *histogram)
{
	json_t *array = json_array();

	for (size_t i = 0; i < histogram->bin_count; i++) {
		const struct value_count *bin = &histogram->bins[i];

		if (json_array_append_new(array,
					  json_pack("[I, I]", (json_int_t)bin->value,
						    (json_int_t)bin->count))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static int add_threads(json_t *record, const struct cell *cell)
{
	json_t *threads = json_array();

	for (size_t i = 0; i < cell->thread_count; i++) {
		const struct cell_thread *thread = &cell->threads[i];

		if (json_array_append_new(
			    threads,
			    json_pack("{s: i, s: I, s: I, s: o, s: o}", "cpu",
				      thread->cpu, "samples", (json_int_t)thread->samples,
				      "failures", (json_int_t)thread->failures, "alloc",
				      histogram_array(&thread->alloc), "free",
				      histogram_array(&thread->free)))) {
			json_decref(threads);
			return -ENOMEM;
		}
	}
	return fact_set(record, "threads", threads);
}

/* Of a cell that was taken at once there are none. */
static int add_parts(json_t *record, const struct cell *cell)
{
	json_t *parts = cell->part_count ? json_array() : NULL;

	for (size_t i = 0; i < cell->part_count; i++) {
		const struct cell_part *part = &cell->parts[i];
		json_t *object =
			json_pack("{s: f, s: f}", "alloc", part->alloc, "free", part->free);

		if (json_array_append_new(parts, object) ||
		    (cell->has_touch &&
		     json_object_set_new(object, "touch", json_real(part->touch)))) {
			json_decref(parts);
			return -ENOMEM;
		}
	}
	return parts ? fact_set(record, "parts", parts) : 0;
}

/* The module asks a block of its own, which may fail as the others did. */
static const char *no_usable_size(const struct measured *measured)
{
	if (measured->reply.flags & ALLOCBENCH_INTERRUPTED)
		return "interrupted before it was asked";
	if (measured->cell.failures == measured->cell.samples)
		return "no allocation worked that could be asked";
	if (measured->cell.failures)
		return "the allocator cannot tell, or the allocation to be asked failed";
	return "the allocator cannot tell";
}

static int add_usable_size(json_t *record, const struct measured *measured)
{
	uint64_t usable_size = measured->reply.usable_size;

	if (usable_size)
		return fact_set(record, "usable_size", json_integer(usable_size));
	return fact_unknown(record, "usable_size", no_usable_size(measured));
}

/* What the module says of its row. */
static int add_unreal(json_t *record, const struct allocator_row *row)
{
	return row->unreal ? fact_set(record, "unreal", json_string(row->unreal)) : 0;
}

static int add_smi_count(json_t *record, const struct allocbench_reply *reply,
			 const char *smi_counter)
{
	if (reply->flags & ALLOCBENCH_SMI_COUNTED)
		return fact_set(record, "smi_count", json_integer(reply->smi_count));
	return fact_unknown(record, "smi_count",
			    strcmp(smi_counter, "yes") ? smi_counter
						       : "the CPU changed meanwhile");
}

int cell_record_write(struct output *output, const struct point *point,
		      const struct measured *measured, uint64_t boot,
		      const char *smi_counter, struct problem *problem)
{
	const struct allocbench_reply *reply = &measured->reply;
	const struct cell *cell = &measured->cell;
	const struct record_series series[] = {
		record_series_of("alloc", &cell->alloc),
		record_series_of("free", &cell->free),
		record_series_of("touch", &cell->touch),
		record_series_of("failed", &cell->failed),
		marked_series(cell),
		rows_series("trace", &cell->trace),
	};
	_cleanup_json_ json_t *record = point_object(point);

	if (!record || add_node(record, point) || add_counts(record, measured, boot) ||
	    add_threads(record, cell) || add_parts(record, cell) ||
	    add_usable_size(record, measured) || add_unreal(record, point->row) ||
	    add_smi_count(record, reply, smi_counter) ||
	    counters_put(record, &measured->counters, point))
		return problem_no_memory(problem);
	return output_write(output, record, series, sizeof(series) / sizeof(series[0]),
			    problem);
}
