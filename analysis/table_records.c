// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Each table as rows for programs: what stands in a row, and under which name.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "history_change.h"
#include "maximum_limit.h"
#include "results/cleanup.h"
#include "table_records.h"

/* A fact that is not known is no value. */
static void put_fact(struct records *records, const struct result *result,
		     const char *field)
{
	_cleanup_free_ char *fact = result_fact(result, field);

	if (!fact)
		records->error = -ENOMEM;
	records_text(records, fact && strncmp(fact, "unknown", 7) ? fact : NULL);
}

void records_result(struct records *records, const struct result *result)
{
	records_text(records, result->path);
	put_fact(records, result, "kernel.release");
	put_fact(records, result, "kernel.arch");
	records_text(records, clock_name(result->clock));
	records_text(records, result_unit(result));
}

/* Numbers are numbers: 0 where the pattern has none. */
static void put_way_field(struct records *records, const struct way *way,
			  enum way_field field)
{
	const char *text = way->fields[field];
	bool is_number = field == WAY_SET_SIZE || field == WAY_BULK_COUNT;

	if (is_number)
		records_integer(records, strtoull(text, NULL, 10));
	else
		records_text(records, *text ? text : NULL);
}

void records_cell(struct records *records, const struct cell *cell)
{
	records_text(records, cell->allocator);
	records_integer(records, cell->size);
	for (enum way_field field = 0; field < WAY_FIELD_COUNT; field++)
		put_way_field(records, &cell->way, field);
}

static void put_fact_number(struct records *records, const struct result *result,
			    const char *field)
{
	uint64_t number;

	if (result_number(result, field, &number))
		records_integer(records, number);
	else
		records_none(records);
}

static void write_max(const struct result_list *results,
		      const struct table_options *options, struct records *records)
{
	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = results->items[i];

		for (size_t j = 0; j < result->maximum_count; j++) {
			const struct maximum *maximum = &result->maxima[j];

			records_text(records, result->path);
			put_fact(records, result, "kernel.release");
			put_fact(records, result, "kernel.arch");
			put_fact(records, result, "cpu.model");
			put_fact_number(records, result, "memory.total_bytes");
			records_text(records, maximum->allocator);
			records_integer(records, maximum->doubling);
			records_integer(records, maximum->exact);
			records_integer(records, maximum->resolution);
			records_text(records, maximum->limit);
		}
	}
}

const struct table_records max_records = {
	.names = (const char *const[]){ "file", "kernel", "arch", "cpu", "memory_bytes",
					"allocator", "doubling", "exact", "resolution",
					"limit", NULL },
	.write = write_max,
};

static struct side_list sides_of(const struct table_options *options,
				 const struct times *times)
{
	return options->sides.count ? options->sides
				    : side_list_all(times->touch.total > 0);
}

/* side, statistic, cost; none where there are no samples. */
static void put_cost(struct records *records, const struct times *times,
		     const struct times *none, const struct side *side,
		     const struct statistic *statistic)
{
	double cost;

	records_text(records, side->name);
	records_text(records, statistic->name);
	if (none && side_cost(side, times, none, statistic, &cost))
		records_number(records, cost);
	else
		records_none(records);
}

static void write_cell_costs(const struct result *result, const struct cell *cell,
			     const struct table_options *options, struct records *records)
{
	const struct times *none = result_none(result, &cell->way);
	struct side_list sides = sides_of(options, &cell->times);

	for (size_t i = 0; i < sides.count; i++) {
		for (size_t j = 0; j < options->statistics.count; j++) {
			records_result(records, result);
			records_cell(records, cell);
			put_cost(records, &cell->times, none, sides.items[i],
				 options->statistics.items[j]);
			records_integer(records, cell->sample_count);
			records_integer(records, cell->failure_count);
		}
	}
}

/* Calls back for each cell of each file. */
static void
visit_cells(const struct result_list *results, const struct table_options *options,
	    struct records *records,
	    void (*visit)(const struct result *result, const struct cell *cell,
			  const struct table_options *options, struct records *records))
{
	for (size_t i = 0; i < results->count; i++)
		for (size_t j = 0; j < results->items[i]->cell_count; j++)
			visit(results->items[i], &results->items[i]->cells[j], options,
			      records);
}

static void write_cost(const struct result_list *results,
		       const struct table_options *options, struct records *records)
{
	visit_cells(results, options, records, write_cell_costs);
}

const struct table_records cost_records = {
	.names =
		(const char *const[]){ RECORDS_OF_RESULT, RECORDS_OF_CELL, "side",
				       "statistic", "cost", "samples", "failures", NULL },
	.write = write_cost,
};

static void write_thread(const struct result *result, const struct cell *cell,
			 const struct thread *thread, const struct table_options *options,
			 struct records *records)
{
	const struct times *none = result_none(result, &cell->way);
	struct side_list sides = sides_of(options, &thread->times);

	for (size_t i = 0; i < sides.count; i++) {
		for (size_t j = 0; j < options->statistics.count; j++) {
			records_result(records, result);
			records_cell(records, cell);
			records_integer(records, thread->cpu);
			put_cost(records, &thread->times, none, sides.items[i],
				 options->statistics.items[j]);
			records_integer(records, thread->sample_count);
			records_integer(records, thread->failure_count);
			records_integer(records, cell->start_skew);
		}
	}
}

static void write_cell_threads(const struct result *result, const struct cell *cell,
			       const struct table_options *options,
			       struct records *records)
{
	for (size_t i = 0; i < cell->thread_count; i++)
		write_thread(result, cell, &cell->threads[i], options, records);
}

static void write_threads(const struct result_list *results,
			  const struct table_options *options, struct records *records)
{
	visit_cells(results, options, records, write_cell_threads);
}

const struct table_records threads_records = {
	.names = (const char *const[]){ RECORDS_OF_RESULT, RECORDS_OF_CELL, "cpu", "side",
					"statistic", "cost", "samples", "failures",
					"start_skew", NULL },
	.write = write_threads,
};

static void write_cell_path(const struct result *result, const struct cell *cell,
			    const struct table_options *options, struct records *records)
{
	const struct counted *none = result_none_counted(result, &cell->way);

	for (size_t kind = 0; kind < COUNTED_KIND_COUNT; kind++) {
		const char *name;
		json_t *change;

		json_object_foreach (cell->counted.changes[kind], name, change) {
			bool is_less = none && counted_kinds[kind].less_none;
			double rate, part = 0;

			records_result(records, result);
			records_cell(records, cell);
			records_text(records, counted_kinds[kind].name);
			records_text(records, name);
			if (counted_rate(&cell->counted, kind, name, &rate) &&
			    (!is_less || counted_rate(none, kind, name, &part)))
				records_number(records, rate - part);
			else
				records_none(records);
		}
	}
}

static void write_path(const struct result_list *results,
		       const struct table_options *options, struct records *records)
{
	visit_cells(results, options, records, write_cell_path);
}

const struct table_records path_records = {
	.names = (const char *const[]){ RECORDS_OF_RESULT, RECORDS_OF_CELL, "kind",
					"counter", "per_1000_samples", NULL },
	.write = write_path,
};

static void write_cell_usable(const struct result *result, const struct cell *cell,
			      const struct table_options *options,
			      struct records *records)
{
	records_result(records, result);
	records_cell(records, cell);
	if (cell->usable_size) {
		records_integer(records, cell->usable_size);
		records_number(records, (double)cell->usable_size - (double)cell->size);
	} else {
		records_none(records);
		records_none(records);
	}
	records_text(records, cell->usable_unknown);
}

static void write_usable(const struct result_list *results,
			 const struct table_options *options, struct records *records)
{
	visit_cells(results, options, records, write_cell_usable);
}

const struct table_records usable_records = {
	.names = (const char *const[]){ RECORDS_OF_RESULT, RECORDS_OF_CELL, "usable",
					"waste", "unknown", NULL },
	.write = write_usable,
};

static void write_history_cost(const struct history_line *line, size_t kernel,
			       const struct history_row *row, struct records *records)
{
	const struct result *first = line->kernels[kernel].boots[0];
	const struct history_cost *cost = &row->costs[kernel];
	double margin = history_margin(first->clock), change;
	bool is_jump;

	records_text(records, line->flavour);
	put_fact(records, first, "kernel.release");
	put_fact(records, first, "kernel.arch");
	records_text(records, clock_name(first->clock));
	records_text(records, result_unit(first));
	records_cell(records, row->key);
	records_text(records, row->side->name);
	records_integer(records, cost->boots);
	if (!cost->boots) {
		for (int i = 0; i < 5; i++)
			records_none(records);
		return;
	}
	records_number(records, cost->median);
	records_number(records, cost->least);
	records_number(records, cost->most);
	if (kernel &&
	    history_change(&row->costs[kernel - 1], cost, margin, &change, &is_jump)) {
		records_number(records, change);
		records_integer(records, is_jump);
	} else {
		records_none(records);
		records_none(records);
	}
}

static void write_line(const struct history_line *line,
		       const struct table_options *options, struct records *records)
{
	struct history_rows rows = { 0 };

	if (history_rows_of(line, &options->sides, options->statistics.items[0], &rows))
		records->error = -ENOMEM;
	for (size_t i = 0; i < rows.count; i++)
		for (size_t kernel = 0; kernel < line->kernel_count; kernel++)
			write_history_cost(line, kernel, &rows.items[i], records);
	history_rows_free(&rows);
}

static void write_history(const struct result_list *results,
			  const struct table_options *options, struct records *records)
{
	struct history history;

	if (history_of(results, &history))
		records->error = -ENOMEM;
	for (size_t i = 0; i < history.line_count && !records->error; i++)
		write_line(&history.lines[i], options, records);
	history_free(&history);
}

const struct table_records history_records = {
	.names = (const char *const[]){ "line", "kernel", "arch", "clock", "unit",
					RECORDS_OF_CELL, "side", "boots", "median",
					"least", "most", "change", "is_jump", NULL },
	.write = write_history,
};
