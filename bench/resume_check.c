// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Whether what would be added to a result belongs to it. Pure.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "resume.h"

/* The clock's cost may move by this part: cores change their frequency, TSCs do not. */
#define CALIBRATION_TOLERANCE 0.05

static bool is_text(const json_t *record, const char *field, const char *text)
{
	return !strcmp(json_string_value(json_object_get(record, field)), text);
}

static bool is_number(const json_t *record, const char *field, uint64_t number)
{
	return (uint64_t)json_integer_value(json_object_get(record, field)) == number;
}

static bool is_loop(const json_t *record, const struct point *point)
{
	return is_text(record, "allocator", point->row->name) &&
	       is_number(record, "size", point->size) &&
	       is_text(record, "pattern", point->pattern) &&
	       is_text(record, "context", point->context) &&
	       is_number(record, "set_size", point->set_size) &&
	       is_text(record, "cpus", point->cpus);
}

static bool is_node(const json_t *record, int node)
{
	const json_t *value = json_object_get(record, "node");

	return json_is_null(value) ? node == NODE_NONE
				   : json_integer_value(value) == node;
}

static bool is_cell(const json_t *record, const struct point *point)
{
	return is_loop(record, point) && is_text(record, "gfp", point->gfp) &&
	       is_number(record, "bulk_count", point->bulk_count) &&
	       is_node(record, point->node) && is_number(record, "seed", point->seed);
}

static bool is_search(const json_t *record, const struct point *point)
{
	return is_text(record, "allocator", point->row->name) &&
	       is_text(record, "gfp", point->gfp);
}

static int check_records(const struct resume *resume, const json_t *records,
			 const struct point *points, size_t point_count,
			 bool (*is_same)(const json_t *record, const struct point *point),
			 const char *kind, struct problem *problem)
{
	char planned[POINT_TEXT_LENGTH] = "nothing more";
	const json_t *record;
	size_t i;

	json_array_foreach (records, i, record) {
		if (i < point_count && is_same(record, &points[i]))
			continue;
		if (i < point_count)
			point_print(&points[i], planned);
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--resume: %s %zu of %s is of %s, and the plan has %s there; the "
			"options, the CPUs or what the module takes are not as they were: "
			"begin a new file",
			kind, i + 1, resume->path,
			json_string_value(json_object_get(record, "allocator")), planned);
	}
	return 0;
}

int resume_check_plan(const struct resume *resume, const struct plan *plan,
		      struct problem *problem)
{
	int error;

	error = check_records(resume, resume->cells, plan->points, plan->point_count,
			      is_cell, "cell", problem);
	return error ? error
		     : check_records(resume, resume->maxima, plan->searches,
				     plan->search_count, is_search, "max", problem);
}

/* "theme.field" or "field" */
static const json_t *value_at(const json_t *record, const char *path)
{
	const char *dot = strchr(path, '.');
	char theme[32] = "";

	if (!dot)
		return json_object_get(record, path);
	memcpy(theme, path, dot - path);
	return json_object_get(json_object_get(record, theme), dot + 1);
}

static const char *or_unknown(const json_t *value)
{
	return json_is_string(value) ? json_string_value(value) : "something else";
}

static int unknown_problem(const struct resume *resume, const char *path,
			   const json_t *now, struct problem *problem)
{
	const json_t *reason = json_object_get(json_object_get(now, "unknown"), path);

	return problem_set(
		problem, EXIT_TOOL_FAILURE, -ENODATA,
		"--resume: %s stands in %s, and is not known now: %s; what is measured "
		"now might not belong to it",
		path, resume->path, or_unknown(reason));
}

static int check_fields(const struct resume *resume, const json_t *before,
			const json_t *now, const char *const *paths, size_t path_count,
			struct problem *problem)
{
	for (size_t i = 0; i < path_count; i++) {
		const json_t *then = value_at(before, paths[i]);
		const json_t *value = value_at(now, paths[i]);

		if (then == value || json_equal(then, value))
			continue;
		if (json_is_null(value))
			return unknown_problem(resume, paths[i], now, problem);
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--resume: %s of %s is \"%.80s\", and now \"%.80s\"; what "
			"is measured now would not belong to it: begin a new file",
			paths[i], resume->path, or_unknown(then), or_unknown(value));
	}
	return 0;
}

int resume_check_machine(const struct resume *resume, const json_t *header,
			 const json_t *environment, struct problem *problem)
{
	static const char *const of_header[] = { "tool", "module.version",
						 "module.build" };
	static const char *const of_environment[] = {
		"kernel.release", "kernel.version", "kernel.command_line", "kernel.arch",
		"clock.kind",	  "cpu.model",	    "cpu.pinned",
	};
	int error;

	error = check_fields(resume, resume->header, header, of_header,
			     sizeof(of_header) / sizeof(of_header[0]), problem);
	return error ? error
		     : check_fields(resume, resume->environment, environment,
				    of_environment,
				    sizeof(of_environment) / sizeof(of_environment[0]),
				    problem);
}

static bool agrees(const struct histogram *then, const struct histogram *now)
{
	double median, before;

	if (!then->total || !now->total)
		return true;
	median = histogram_median(now);
	before = histogram_median(then);
	return (median >= histogram_quantile(then, 0.05) &&
		median <= histogram_quantile(then, 0.95)) ||
	       (median >= before * (1 - CALIBRATION_TOLERANCE) &&
		median <= before * (1 + CALIBRATION_TOLERANCE));
}

static int check_side(const struct resume *resume, const json_t *record, const char *side,
		      const struct histogram *now, struct problem *problem)
{
	struct histogram then;
	double before;
	bool is_same;

	if (record_histogram(record, side, &then))
		return problem_no_memory(problem);
	is_same = agrees(&then, now);
	before = then.total ? histogram_median(&then) : 0;
	histogram_free(&then);
	if (is_same)
		return 0;
	return problem_set(
		problem, EXIT_USAGE, -EINVAL,
		"--resume: %s of the row %s, %s, %s cost %.10g ticks in %s, and "
		"%.10g now; the machine is not as it was: begin a new file",
		side, json_string_value(json_object_get(record, "allocator")),
		json_string_value(json_object_get(record, "pattern")),
		json_string_value(json_object_get(record, "context")), before,
		resume->path, histogram_median(now));
}

int resume_check_calibration(const struct resume *resume,
			     const struct calibration *calibration,
			     struct problem *problem)
{
	const json_t *record;
	size_t i;
	int error;

	error = check_records(resume, resume->calibrations, calibration->points,
			      calibration->count, is_loop, "calibration", problem);
	json_array_foreach (resume->calibrations, i, record) {
		if (error)
			return error;
		error = check_side(resume, record, "alloc", &calibration->cells[i].alloc,
				   problem);
		if (!error)
			error = check_side(resume, record, "free",
					   &calibration->cells[i].free, problem);
	}
	return error;
}
