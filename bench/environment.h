/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The environment record: all that may move a number, found or missing with a reason.
 */
#ifndef BENCH_ENVIRONMENT_H
#define BENCH_ENVIRONMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clock_detect.h"
#include "fact.h"
#include "info.h"

/**
 * struct environment_source - what the driver knows already
 * @info:   the module's facts
 * @clock:  from the calibration; NULL where nothing was measured
 * @cpu:    bound to it, or CPU_ANY
 * @budget: bytes
 * @is_guest: in a VM of allocvm's, which fills in the rest
 */
struct environment_source {
	const struct info *info;
	const struct clock_facts *clock;
	int cpu;
	uint64_t budget;
	bool is_guest;
};

/**
 * struct environment_row - one field
 * @path: "theme.name"
 * @find: gives the value, or NULL and a reason
 * @argument: for @find: a file, a key
 */
struct environment_row {
	const char *path;
	json_t *(*find)(const struct environment_source *source, const char *argument,
			char reason[static FACT_REASON_LENGTH]);
	const char *argument;
};

/**
 * struct environment_theme - the rows of one file
 */
struct environment_theme {
	const struct environment_row *rows;
	size_t row_count;
};

#define ENVIRONMENT_THEME(table) { table, sizeof(table) / sizeof((table)[0]) }

extern const struct environment_theme environment_clock;
extern const struct environment_theme environment_no_clock;
extern const struct environment_theme environment_kernel;
extern const struct environment_theme environment_cpu;
extern const struct environment_theme environment_memory;

/**
 * environment_record() - the whole record
 *
 * Return: a new reference, or NULL without memory.
 */
json_t *environment_record(const struct environment_source *source);

/**
 * environment_text() - a finder for rows whose value is the text of the file @argument
 */
json_t *environment_text(const struct environment_source *source, const char *argument,
			 char reason[static FACT_REASON_LENGTH]);

/**
 * environment_number() - a finder for rows whose value is the number in the file
 * @argument
 */
json_t *environment_number(const struct environment_source *source, const char *argument,
			   char reason[static FACT_REASON_LENGTH]);

/**
 * environment_info_number() - a finder for rows whose value is the module's number
 * @argument
 */
json_t *environment_info_number(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH]);

/**
 * environment_info_answer() - a finder for rows whose value is the module's yes or no
 */
json_t *environment_info_answer(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH]);

/**
 * environment_missing() - say why there is no value
 *
 * Return: NULL, so that a finder can `return environment_missing(...)`.
 */
__attribute__((format(printf, 2, 3))) json_t *
environment_missing(char reason[static FACT_REASON_LENGTH], const char *format, ...);

#endif
