// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * All costs of all files as CSV: what `table cost --format=csv` writes, with every
 * statistic.
 */
#include <errno.h>

#include "analysis/table_records.h"
#include "export.h"

static int write_csv(const struct result_list *results, FILE *stream)
{
	struct table_options options = { 0 };
	struct records records;
	int error = statistic_list_parse("p50,p95,p99,min,mean", &options.statistics);

	if (error)
		return error;
	records_begin(&records, stream, RECORDS_CSV, cost_records.names);
	cost_records.write(results, &options, &records);
	return records_end(&records);
}

const struct export_format export_csv = {
	.name = "csv",
	.many = true,
	.write = write_csv,
};
