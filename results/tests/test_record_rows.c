// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Large arrays in the text of a line: what is found, what is left to the parser of JSON;
 * and that a reader that leaves them out builds no tree of them, but gives them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/record_rows.h"
#include "results/tests/outcome.h"

#define ALL (RECORD_TRACE | RECORD_HISTOGRAMS)

/* @rest: what is left of the line; NULL: all of it */
static const struct {
	const char *line;
	const char *rest;
	size_t rows;
	size_t width;
} traces[] = {
	{ "{\"trace\":[[1,2]]}\n",                     "{\"trace\":[]}\n", 1, 2 },
	{ "{\"trace\":[[1,2,3],[0,0,0]],\"a\":1}\n",   "{\"trace\":[],\"a\":1}\n", 2, 3 },
	{ "{\"a\":[1,{}],\"b\":\"]}\\\"\",\"trace\":[[1,2]]}\n",
	  "{\"a\":[1,{}],\"b\":\"]}\\\"\",\"trace\":[]}\n", 1, 2 },
	{ "{\"a\\\\\":\"\\\\\",\"trace\":[[1,2]]}\n",
	  "{\"a\\\\\":\"\\\\\",\"trace\":[]}\n", 1, 2 },
	{ "{\"trace\":[[9223372036854775807,0]]}\n",   "{\"trace\":[]}\n", 1, 2 },
	{ "{\"trace\":[[9223372036854775808,0]]}\n",   NULL, 0, 0 },
	{ "{\"trace\":[[18446744073709551617,0]]}\n",  NULL, 0, 0 },
	{ "{\"trace\":[[99999999999999999999,0]]}\n",  NULL, 0, 0 },
	{ "{\"trace\":[]}\n",                          NULL, 0, 0 },
	{ "{\"trace\":[[]]}\n",                        NULL, 0, 0 },
	{ "{\"trace\":[[1]]}\n",                       NULL, 0, 0 },
	{ "{\"trace\":[[1,2,3,4]]}\n",                 NULL, 0, 0 },
	{ "{\"trace\":[[1,2],[1,2,3]]}\n",             NULL, 0, 0 },
	{ "{\"trace\":[[1,2],[1]]}\n",                 NULL, 0, 0 },
	{ "{\"trace\":[[1,]]}\n",                      NULL, 0, 0 },
	{ "{\"trace\":[[,1]]}\n",                      NULL, 0, 0 },
	{ "{\"trace\":[[1,2],3]}\n",                   NULL, 0, 0 },
	{ "{\"trace\":[[1,2],]}\n",                    NULL, 0, 0 },
	{ "{\"trace\":[[1,2] ]}\n",                    NULL, 0, 0 },
	{ "{\"trace\":[[1, 2]]}\n",                    NULL, 0, 0 },
	{ "{\"trace\": [[1,2]]}\n",                    NULL, 0, 0 },
	{ "{\"trace\" :[[1,2]]}\n",                    NULL, 0, 0 },
	{ "{\"trace\":[[01,2]]}\n",                    NULL, 0, 0 },
	{ "{\"trace\":[[-1,2]]}\n",                    NULL, 0, 0 },
	{ "{\"trace\":[[1.0,2]]}\n",                   NULL, 0, 0 },
	{ "{\"trace\":[[1e3,2]]}\n",                   NULL, 0, 0 },
	{ "{\"trace\":[[1,\"2\"]]}\n",                 NULL, 0, 0 },
	{ "{\"trace\":[[1,2\n",                        NULL, 0, 0 },
	{ "{\"trace\":[[1,2]\n",                       NULL, 0, 0 },
	{ "{\"trace\":[\n",                            NULL, 0, 0 },
	{ "{\"trace\":\n",                             NULL, 0, 0 },
	{ "{\"a\":{\"trace\":[[1,2]]}}\n",             NULL, 0, 0 },
	{ "{\"a\":[{\"trace\":[[1,2]]}]}\n",           NULL, 0, 0 },
	{ "{\"a\":\"\\\"trace\\\":[[1,2]]\"}\n",       NULL, 0, 0 },
	{ "{\"a\":\"trace\",\"b\":[[1,2]]}\n",         NULL, 0, 0 },
	{ "{\"traces\":[[1,2]],\"trac\":[[1,2]],\"\":[[1,2]]}\n", NULL, 0, 0 },
	{ "[\"trace\",[[1,2]]]\n",                     NULL, 0, 0 },
	{ "\"trace\":[[1,2]]\n",                       NULL, 0, 0 },
	{ "{\"trace\n",                                NULL, 0, 0 },
	{ "{\"trace\"\n",                              NULL, 0, 0 },
	{ "{\"a\\\n",                                  NULL, 0, 0 },
	{ "\n",                                        NULL, 0, 0 },
	/* The parser refuses a second one. */
	{ "{\"trace\":[[1,2]],\"trace\":[[1,2]]}\n",
	  "{\"trace\":[],\"trace\":[[1,2]]}\n", 1, 2 },
};

#define TRACE "\"trace\":[[7,8],[9,9]]"

static const struct {
	const char *line;
	const char *rest;
	size_t bins; /* of alloc */
	uint64_t total;
} histograms[] = {
	{ "{\"alloc\":[[5,1]]}\n",                     "{\"alloc\":[]}\n", 1, 1 },
	{ "{\"alloc\":[[0,1],[5,2],[7,3]]}\n",         "{\"alloc\":[]}\n", 3, 6 },
	{ "{\"alloc\":[[5,1]],\"free\":[[5,9]],\"touch\":[[1,9]],\"failed\":[[2,9]]}\n",
	  "{\"alloc\":[],\"free\":[],\"touch\":[],\"failed\":[]}\n", 1, 1 },
	{ "{" TRACE ",\"b\":1,\"alloc\":[[5,1]]}\n",
	  "{\"trace\":[],\"b\":1,\"alloc\":[]}\n", 1, 1 },
	{ "{\"alloc\":[[5,1]],\"threads\":[{\"alloc\":[[5,1]]}]," TRACE "}\n",
	  "{\"alloc\":[],\"threads\":[{\"alloc\":[[5,1]]}],\"trace\":[]}\n", 1, 1 },
	{ "{\"threads\":[{\"alloc\":[[5,1]]}]}\n",     NULL, 0, 0 },
	{ "{\"alloc\":[[9223372036854775807,9223372036854775807]]}\n",
	  "{\"alloc\":[]}\n", 1, INT64_MAX },
	{ "{\"alloc\":[[1,9223372036854775807],[2,9223372036854775807],[3,1],[4,1]]}\n",
	  "{\"alloc\":[]}\n", 4, UINT64_MAX },
	{ "{\"alloc\":[[5,9223372036854775808]]}\n",   NULL, 0, 0 },
	{ "{\"alloc\":[[5,0]]}\n",                     NULL, 0, 0 },
	{ "{\"alloc\":[[5,1],[5,1]]}\n",               NULL, 0, 0 },
	{ "{\"alloc\":[[5,1],[4,1]]}\n",               NULL, 0, 0 },
	{ "{\"alloc\":[[5,1],[6,0]]}\n",               NULL, 0, 0 },
	{ "{\"alloc\":[[5,1],[6,1,1]]}\n",             NULL, 0, 0 },
	{ "{\"alloc\":[[5,1,1]]}\n",                   NULL, 0, 0 },
	{ "{\"alloc\":[[5]]}\n",                       NULL, 0, 0 },
	{ "{\"alloc\":[[5,1],6]}\n",                   NULL, 0, 0 },
	{ "{\"alloc\":[[5,1] ]}\n",                    NULL, 0, 0 },
	{ "{\"alloc\":[[5,1]\n",                       NULL, 0, 0 },
	{ "{\"alloc\":[]}\n",                          NULL, 0, 0 },
	{ "{\"alloc\":5}\n",                           NULL, 0, 0 },
	/* One that is not as it should be says nothing of another. */
	{ "{\"alloc\":[[5,0]]," TRACE "}\n", "{\"alloc\":[[5,0]],\"trace\":[]}\n", 0, 0 },
	{ "{\"alloc\":[[5,1]],\"trace\":[[1]]}\n",
	  "{\"alloc\":[],\"trace\":[[1]]}\n", 1, 1 },
	{ "{\"alloc\":[[5,1]],\"alloc\":[[6,2]]}\n",
	  "{\"alloc\":[],\"alloc\":[[6,2]]}\n", 1, 1 },
};

/* What is left of a line, without the gaps. */
static const char *rest_of(const char *line, const struct record_rows *rows)
{
	static char rest[256];
	size_t at = 0, used = 0;

	for (size_t i = 0; i < rows->gap_count; i++) {
		memcpy(rest + used, line + at, rows->gaps[i].begin - at);
		used += rows->gaps[i].begin - at;
		at = rows->gaps[i].end;
	}
	snprintf(rest + used, sizeof(rest) - used, "%s", line + at);
	return rest;
}

static void find(const char *line, unsigned int parts, const char *rest,
		 struct record_rows *rows)
{
	*rows = (struct record_rows){ 0 };
	assert_int_equal(record_rows_find(line, strlen(line), parts, rows), rest != NULL);
	assert_string_equal(rest_of(line, rows), rest ? rest : line);
}

static void only_plain_traces_are_found(void **state)
{
	for (size_t i = 0; i < sizeof(traces) / sizeof(traces[0]); i++) {
		struct record_rows rows;

		find(traces[i].line, ALL, traces[i].rest, &rows);
		if (rows.trace_count != traces[i].rows ||
		    rows.trace_width != traces[i].width)
			fail_msg("%s: %zu rows of %zu", traces[i].line, rows.trace_count,
				 rows.trace_width);
		record_rows_clear(&rows);
	}
}

static void only_plain_histograms_are_found(void **state)
{
	for (size_t i = 0; i < sizeof(histograms) / sizeof(histograms[0]); i++) {
		struct record_rows rows;

		find(histograms[i].line, ALL, histograms[i].rest, &rows);
		if (rows.alloc.bin_count != histograms[i].bins ||
		    rows.alloc.total != histograms[i].total)
			fail_msg("%s: %zu bins", histograms[i].line,
				 rows.alloc.bin_count);
		record_rows_clear(&rows);
		assert_null(rows.alloc.bins);
		assert_int_equal(rows.gap_count, 0);
	}
}

static void what_is_not_asked_for_is_not_found(void **state)
{
	static const char line[] = "{\"free\":[[5,1]]," TRACE ",\"touch\":[[6,1]]}\n";
	struct record_rows rows;

	find(line, 0, NULL, &rows);
	find(line, RECORD_TRACE,
	     "{\"free\":[[5,1]],\"trace\":[],\"touch\":[[6,1]]}\n", &rows);
	find(line, RECORD_HISTOGRAMS, "{\"free\":[]," TRACE ",\"touch\":[]}\n", &rows);
	record_rows_clear(&rows);
}

static void assert_bin(const struct histogram *histogram, size_t i, uint64_t value,
		       uint64_t count)
{
	assert_in_range(i, 0, histogram->bin_count - 1);
	assert_int_equal(histogram->bins[i].value, value);
	assert_int_equal(histogram->bins[i].count, count);
}

/* Whatever was left out, the rows are the same. */
static void the_tree_has_the_rest(void **state)
{
	static const char line[] =
		"{\"alloc\":[[5,1],[6,2]],\"free\":[[7,3]],\"touch\":[[8,4]],"
		"\"failed\":[[9,5]],\"trace\":[[1,2,3],[4,5,6]]}\n";

	for (unsigned int parts = 0; parts <= ALL; parts++) {
		struct record_rows rows = { 0 };

		record_rows_find(line, strlen(line), parts, &rows);
		_cleanup_json_ json_t *tree = json_loads(rest_of(line, &rows), 0, NULL);
		assert_non_null(tree);
		assert_int_equal(record_rows_complete(&rows, tree), 0);
		assert_int_equal(rows.trace_count, 2);
		assert_int_equal(rows.trace_width, 3);
		assert_int_equal(rows.alloc.total, 3);
		assert_bin(&rows.alloc, 0, 5, 1);
		assert_bin(&rows.alloc, 1, 6, 2);
		assert_bin(&rows.free, 0, 7, 3);
		assert_bin(&rows.touch, 0, 8, 4);
		assert_bin(&rows.failed, 0, 9, 5);

		struct histogram taken = record_rows_take(&rows, "free");
		assert_bin(&taken, 0, 7, 3);
		histogram_free(&taken);
		assert_int_equal(record_rows_take(&rows, "free").bin_count, 0);
		assert_int_equal(record_rows_take(&rows, "trace").bin_count, 0);
		assert_int_equal(record_rows_take(&rows, "else").bin_count, 0);
		record_rows_clear(&rows);
	}
}

static size_t tree_bytes;

static void *count_malloc(size_t size)
{
	tree_bytes += size;
	return malloc(size);
}

/* A cell with large arrays of its own: alloc, free and trace. */
static void write_cell(struct record_writer *writer, json_t *cell,
		       const struct record_series series[3], uint64_t samples)
{
	for (size_t i = 0; i < 3; i++)
		json_object_del(cell, series[i].name);
	json_object_set_new(cell, "marked", json_array());
	json_object_set_new(cell, "samples", json_integer((json_int_t)samples));
	assert_int_equal(record_write(writer, cell, series, 3), 0);
}

/* The records of good.jsonl up to its first cell, which becomes a large one. */
static void write_large(const struct record_series series[3], uint64_t samples)
{
	FILE *stream = fopen(scratch_path(), "w");
	struct record_writer *writer = record_writer_new(stream);
	struct record_reader *reader;
	bool is_cell = false;
	json_t *record;

	assert_int_equal(record_reader_open(corpus_path("good.jsonl"), &reader), 0);
	while (!is_cell && record_read(reader, &record) == 1) {
		is_cell = !strcmp(json_string_value(json_object_get(record, "type")),
				  "cell");
		if (is_cell)
			write_cell(writer, record, series, samples);
		else
			assert_int_equal(record_write(writer, record, NULL, 0), 0);
		json_decref(record);
	}
	record_reader_free(reader);
	record_writer_free(writer);
	assert_int_equal(fclose(stream), 0);
}

/* Return: the last record's alloc. */
static struct histogram read_large(size_t *records)
{
	struct histogram last = { NULL, 0, 0 };
	struct record_reader *reader;
	json_t *record;

	assert_int_equal(record_reader_open(scratch_path(), &reader), 0);
	record_reader_leave_out(reader, ALL);
	for (*records = 0; record_read(reader, &record) == 1; ++*records) {
		histogram_free(&last);
		last = record_reader_histogram(reader, "alloc");
		assert_int_equal(json_array_size(json_object_get(record, "alloc")), 0);
		assert_int_equal(json_array_size(json_object_get(record, "trace")), 0);
		json_decref(record);
	}
	assert_string_equal(record_reader_error(reader), "");
	record_reader_free(reader);
	return last;
}

static void a_million_samples_are_no_tree(void **state)
{
	enum { ROWS = 1000000, LIMIT = 1 << 20 };
	_cleanup_free_ uint64_t *values = calloc(ROWS, 2 * sizeof(*values));
	_cleanup_free_ struct value_count *bins = calloc(ROWS / 10, sizeof(*bins));
	const struct histogram alloc = { bins, ROWS / 10, ROWS };
	const struct record_series series[] = {
		record_series_of("alloc", &alloc),
		record_series_of("free", &alloc),
		{ .name = "trace", .width = 2, .count = ROWS, .values = values },
	};
	size_t records;

	for (size_t i = 0; i < 2 * (size_t)ROWS; i++)
		values[i] = 100 + i % 1000;
	for (size_t i = 0; i < alloc.bin_count; i++)
		bins[i] = (struct value_count){ 100 + 3 * i, 10 };
	write_large(series, alloc.total);

	json_set_alloc_funcs(count_malloc, free);
	tree_bytes = 0;
	struct histogram last = read_large(&records);
	json_set_alloc_funcs(malloc, free);
	printf("# %zu records, %zu bytes of trees\n", records, tree_bytes);
	assert_true(records > 10);
	assert_true(tree_bytes > 0 && tree_bytes < LIMIT);
	assert_int_equal(last.total, alloc.total);
	assert_int_equal(last.bin_count, alloc.bin_count);
	assert_memory_equal(last.bins, bins, alloc.bin_count * sizeof(*bins));
	histogram_free(&last);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_plain_traces_are_found),
		cmocka_unit_test(only_plain_histograms_are_found),
		cmocka_unit_test(what_is_not_asked_for_is_not_found),
		cmocka_unit_test(the_tree_has_the_rest),
		cmocka_unit_test(a_million_samples_are_no_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
