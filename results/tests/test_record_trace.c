// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The trace in the text of a line: what is found, what is left to the parser of JSON; and
 * that a reader that leaves traces out neither builds a tree of them nor passes a bad one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "results/cleanup.h"
#include "results/record.h"
#include "results/record_trace.h"
#include "results/tests/outcome.h"

static const struct {
	const char *line;
	size_t rows; /* 0: not found */
	size_t width;
} lines[] = {
	{ "{\"trace\":[[1,2]]}\n",                              1, 2 },
	{ "{\"trace\":[[1,2,3],[0,0,0]],\"a\":1}\n",            2, 3 },
	{ "{\"a\":[1,{}],\"b\":\"]}\\\"\",\"trace\":[[1,2]]}\n", 1, 2 },
	{ "{\"a\\\\\":\"\\\\\",\"trace\":[[1,2]]}\n",           1, 2 },
	{ "{\"trace\":[[9223372036854775807,0]]}\n",            1, 2 },
	{ "{\"trace\":[[9223372036854775808,0]]}\n",            0, 0 },
	{ "{\"trace\":[[99999999999999999999,0]]}\n",           0, 0 },
	{ "{\"trace\":[]}\n",                                   0, 0 },
	{ "{\"trace\":[[]]}\n",                                 0, 0 },
	{ "{\"trace\":[[1]]}\n",                                0, 0 },
	{ "{\"trace\":[[1,2,3,4]]}\n",                          0, 0 },
	{ "{\"trace\":[[1,2],[1,2,3]]}\n",                      0, 0 },
	{ "{\"trace\":[[1,2],[1]]}\n",                          0, 0 },
	{ "{\"trace\":[[1,2],3]}\n",                            0, 0 },
	{ "{\"trace\":[[1,2],]}\n",                             0, 0 },
	{ "{\"trace\":[[1,2] ]}\n",                             0, 0 },
	{ "{\"trace\":[[1, 2]]}\n",                             0, 0 },
	{ "{\"trace\": [[1,2]]}\n",                             0, 0 },
	{ "{\"trace\":[[01,2]]}\n",                             0, 0 },
	{ "{\"trace\":[[-1,2]]}\n",                             0, 0 },
	{ "{\"trace\":[[1.0,2]]}\n",                            0, 0 },
	{ "{\"trace\":[[1e3,2]]}\n",                            0, 0 },
	{ "{\"trace\":[[1,\"2\"]]}\n",                          0, 0 },
	{ "{\"trace\":[[1,2\n",                                 0, 0 },
	{ "{\"trace\":[[1,2]\n",                                0, 0 },
	{ "{\"trace\":[\n",                                     0, 0 },
	{ "{\"a\":{\"trace\":[[1,2]]}}\n",                      0, 0 },
	{ "{\"a\":\"\\\"trace\\\":[[1,2]]\"}\n",                0, 0 },
	{ "[\"trace\",[[1,2]]]\n",                              0, 0 },
	{ "{\"trace\n",                                         0, 0 },
	{ "{\"a\\\n",                                           0, 0 },
	{ "\n",                                                 0, 0 },
};

static void only_plain_rows_are_found(void **state)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const char *line = lines[i].line;
		struct record_trace trace;
		bool found = record_trace_find(line, strlen(line), &trace);

		if (found != (lines[i].rows > 0) || trace.row_count != lines[i].rows ||
		    trace.width != lines[i].width)
			fail_msg("%s: %zu rows of %zu", line, trace.row_count,
				 trace.width);
		if (found) {
			assert_memory_equal(line + trace.begin - 1, "[[", 2);
			assert_memory_equal(line + trace.end - 1, "]]", 2);
		}
	}
}

static size_t tree_bytes;

static void *count_malloc(size_t size)
{
	tree_bytes += size;
	return malloc(size);
}

/* The first cell of good.jsonl, with a trace of its own. */
static void write_cell(struct record_writer *writer, json_t *cell,
		       const struct record_series *trace)
{
	json_t *samples = json_integer((json_int_t)trace->count);

	json_object_del(cell, "trace");
	json_object_set_new(cell, "alloc", json_pack("[[i, O]]", 100, samples));
	json_object_set_new(cell, "free", json_array());
	json_object_set_new(cell, "marked", json_array());
	json_object_set_new(cell, "samples", samples);
	assert_int_equal(record_write(writer, cell, trace, 1), 0);
}

static void write_traced(const struct record_series *trace)
{
	FILE *stream = fopen(scratch_path(), "w");
	struct record_writer *writer = record_writer_new(stream);
	struct record_reader *reader;
	json_t *record;

	assert_int_equal(record_reader_open(corpus_path("good.jsonl"), &reader), 0);
	while (record_read(reader, &record) == 1) {
		if (strcmp(json_string_value(json_object_get(record, "type")), "cell") == 0) {
			write_cell(writer, record, trace);
			json_decref(record);
			break;
		}
		assert_int_equal(record_write(writer, record, NULL, 0), 0);
		json_decref(record);
	}
	record_reader_free(reader);
	record_writer_free(writer);
	assert_int_equal(fclose(stream), 0);
}

static void a_million_samples_are_no_tree(void **state)
{
	enum { ROWS = 1000000, LIMIT = 1 << 20 };
	_cleanup_free_ uint64_t *values = calloc(ROWS, 2 * sizeof(*values));
	const struct record_series trace = {
		.name = "trace", .width = 2, .count = ROWS, .values = values
	};
	struct record_reader *reader;
	json_t *record;
	size_t records = 0;

	for (size_t i = 0; i < 2 * (size_t)ROWS; i++)
		values[i] = 100 + i % 1000;
	write_traced(&trace);

	json_set_alloc_funcs(count_malloc, free);
	assert_int_equal(record_reader_open(scratch_path(), &reader), 0);
	record_reader_leave_traces(reader);
	tree_bytes = 0;
	while (record_read(reader, &record) == 1) {
		records++;
		if (json_object_get(record, "trace"))
			assert_int_equal(json_array_size(json_object_get(record, "trace")),
					 0);
		json_decref(record);
	}
	assert_string_equal(record_reader_error(reader), "");
	record_reader_free(reader);
	json_set_alloc_funcs(malloc, free);
	printf("# %zu records, %zu bytes of trees\n", records, tree_bytes);
	assert_true(records > 10);
	assert_true(tree_bytes > 0 && tree_bytes < LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_plain_rows_are_found),
		cmocka_unit_test(a_million_samples_are_no_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
