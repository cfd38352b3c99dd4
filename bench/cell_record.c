// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Puts cells into the shape that results/FORMAT.md describes.
 */
#include <errno.h>

#include "cell_record.h"
#include "fact.h"
#include "results/cleanup.h"

static json_int_t sample_count_of(const struct cell *cell)
{
	return cell->alloc.total + json_array_size(cell->marked) + cell->failures;
}

int calibration_record_write(struct output *output, const struct point *point,
			     const struct cell *cell, struct problem *problem)
{
	const struct record_series series[] = {
		record_series_of("alloc", &cell->alloc),
		record_series_of("free", &cell->free),
	};
	_cleanup_json_ json_t *record =
		json_pack("{s: s, s: s, s: I, s: I, s: O}", "type", "calibration",
			  "allocator", point->row->name, "size", (json_int_t)point->size,
			  "samples", sample_count_of(cell), "marked", cell->marked);

	return output_write(output, record, series, 2, problem);
}

static json_t *point_object(const struct point *point)
{
	return json_pack("{s: s, s: s, s: I, s: s, s: s, s: s}", "type", "cell",
			 "allocator", point->row->name, "size", (json_int_t)point->size,
			 "gfp", point->gfp, "pattern", point->pattern, "context",
			 point->context);
}

static int add_counts(json_t *record, const struct cell *cell,
		      const struct allocbench_reply *reply)
{
	const char *stop =
		reply->flags & ALLOCBENCH_INTERRUPTED ? "interrupted" : "count";
	_cleanup_json_ json_t *counts =
		json_pack("{s: I, s: I, s: I, s: I, s: I, s: s, s: O, s: O}", "cpu",
			  (json_int_t)reply->cpu, "boot", (json_int_t)1, "samples",
			  sample_count_of(cell), "failures", (json_int_t)cell->failures,
			  "elapsed", (json_int_t)reply->elapsed_ticks, "stop", stop,
			  "marked", cell->marked, "eighths", cell->eighths);

	return counts && !json_object_update(record, counts) ? 0 : -ENOMEM;
}

static int add_usable_size(json_t *record, const struct allocbench_reply *reply)
{
	if (reply->usable_size)
		return fact_set(record, "usable_size", json_integer(reply->usable_size));
	return fact_unknown(record, "usable_size",
			    reply->flags & ALLOCBENCH_INTERRUPTED
				    ? "interrupted before it was asked"
				    : "the allocator cannot tell");
}

static int add_smi_count(json_t *record, const struct allocbench_reply *reply,
			 const char *smi_unknown)
{
	if (reply->flags & ALLOCBENCH_SMI_COUNTED)
		return fact_set(record, "smi_count", json_integer(reply->smi_count));
	return fact_unknown(record, "smi_count", smi_unknown);
}

int cell_record_write(struct output *output, const struct point *point,
		      const struct cell *cell, const struct allocbench_reply *reply,
		      const char *smi_unknown, struct problem *problem)
{
	const struct record_series series[] = {
		record_series_of("alloc", &cell->alloc),
		record_series_of("free", &cell->free),
		{ "trace", 2, cell->trace_count, cell->trace },
	};
	_cleanup_json_ json_t *record = point_object(point);

	if (!record || add_counts(record, cell, reply) ||
	    add_usable_size(record, reply) || add_smi_count(record, reply, smi_unknown))
		return problem_no_memory(problem);
	return output_write(output, record, series, 3, problem);
}
