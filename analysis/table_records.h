/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of `allocstat table` as records: a row for each value.
 */
#ifndef ANALYSIS_TABLE_RECORDS_H
#define ANALYSIS_TABLE_RECORDS_H

#include "records.h"
#include "table.h"

/* Names of what says where a value is from, and of a cell's key. */
#define RECORDS_OF_RESULT "file", "kernel", "arch", "clock", "unit"
#define RECORDS_OF_CELL                                                             \
	"allocator", "size", "gfp", "context", "pattern", "set_size", "bulk_count", \
		"cpus", "node"

/**
 * struct table_records - how one kind of table is written
 * @names: of a row's values
 * @write: all rows
 */
struct table_records {
	const char *const *names;
	void (*write)(const struct result_list *results,
		      const struct table_options *options, struct records *records);
};

extern const struct table_records max_records;
extern const struct table_records cost_records;
extern const struct table_records threads_records;
extern const struct table_records path_records;
extern const struct table_records usable_records;
extern const struct table_records history_records;

/**
 * records_result() - the values of RECORDS_OF_RESULT
 */
void records_result(struct records *records, const struct result *result);

/**
 * records_cell() - the values of RECORDS_OF_CELL
 */
void records_cell(struct records *records, const struct cell *cell);

#endif
