// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Builds the header. What differs between two runs may stand here.
 */
#include <errno.h>
#include <string.h>
#include <time.h>

#include "fact.h"
#include "header.h"
#include "proc_file.h"
#include "results/cleanup.h"
#include "results/record.h"

/* argv[0] has become "allocbench COMMAND": the arguments follow. */
static json_t *argv_array(const char *command, int argc, char **argv)
{
	json_t *array = json_pack("[s, s]", "allocbench", command);

	for (int i = 1; i < argc && array; i++) {
		if (json_array_append_new(array, fact_text(argv[i]))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

static int add_run_id(json_t *header)
{
	_cleanup_free_ char *uuid = NULL;

	if (proc_file_read("/proc/sys/kernel/random/uuid", &uuid))
		return fact_unknown(header, "run_id",
				    "/proc/sys/kernel/random/uuid cannot be read");
	return fact_set(header, "run_id", json_string(uuid));
}

static int add_started(json_t *header)
{
	char text[sizeof("2026-01-31T12:34:56Z") + 16];
	time_t now = time(NULL);
	struct tm utc;

	gmtime_r(&now, &utc);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &utc);
	return fact_set(header, "started", json_string(text));
}

static int add_when(json_t *header, bool is_guest)
{
	int error;

	if (is_guest) {
		error = fact_unknown(header, "run_id", "filled in by allocvm");
		return error ? error
			     : fact_unknown(header, "started", "filled in by allocvm");
	}
	error = add_run_id(header);
	return error ? error : add_started(header);
}

json_t *header_record(const struct info *info, const char *command, int argc, char **argv,
		      uint64_t seed, bool is_guest)
{
	json_t *header = json_pack(
		"{s: s, s: s, s: s, s: {s: s, s: s}, s: s, s: o, s: I}", "type", "header",
		"schema", RECORD_SCHEMA, "tool", ALLOCBENCH_TOOL_VERSION, "module",
		"version", info->module_version, "build", info->module_build, "command",
		command, "argv", argv_array(command, argc, argv), "seed",
		(json_int_t)seed);

	if (header && !add_when(header, is_guest))
		return header;
	json_decref(header);
	return NULL;
}
