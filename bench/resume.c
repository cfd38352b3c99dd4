// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads what is complete of a result.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "resume.h"

/**
 * struct reading - where in the file we are
 * @environment_line: its number
 * @kept_line: the number of the last line that is kept
 */
struct reading {
	struct record_reader *reader;
	struct resume *resume;
	size_t environment_line;
	size_t kept_line;
};

static bool is_type(const json_t *record, const char *type)
{
	return !strcmp(json_string_value(json_object_get(record, "type")), type);
}

/* One that would be measured again. */
static bool is_cut_cell(const json_t *record)
{
	const char *stop = json_string_value(json_object_get(record, "stop"));

	return is_type(record, "cell") &&
	       (!strcmp(stop, "interrupted") || !strcmp(stop, "time_limit"));
}

/* What names a cell is small; its samples may be large. */
static void drop_samples(json_t *record)
{
	static const char *const fields[] = { "alloc",	 "free",    "touch",
					      "failed",	 "marked",  "trace",
					      "threads", "eighths", "parts" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		json_object_del(record, fields[i]);
}

static int keep_in(json_t *array, json_t *record)
{
	return json_array_append(array, record) ? -ENOMEM : 0;
}

static int keep(struct reading *reading, json_t *record)
{
	struct resume *resume = reading->resume;

	if (is_type(record, "header"))
		resume->header = json_incref(record);
	if (is_type(record, "environment")) {
		resume->environment = json_incref(record);
		reading->environment_line = record_reader_line(reading->reader);
	}
	if (is_type(record, "calibration"))
		return keep_in(resume->calibrations, record);
	if (is_type(record, "max"))
		return keep_in(resume->maxima, record);
	if (!is_type(record, "cell"))
		return 0;
	drop_samples(record);
	return keep_in(resume->cells, record);
}

static int read_records(struct reading *reading)
{
	json_t *record;
	int result;

	while ((result = record_read(reading->reader, &record)) == 1) {
		bool is_footer = is_type(record, "footer");
		int error = 0;

		if (is_footer)
			reading->resume->is_complete =
				json_is_true(json_object_get(record, "complete"));
		if (!is_footer && !is_cut_cell(record)) {
			error = keep(reading, record);
			reading->kept_line = record_reader_line(reading->reader);
		}
		json_decref(record);
		if (error)
			return error;
	}
	/* A torn last line: what stands before it is good. */
	return result == -ENODATA ? 0 : result;
}

static int read_problem(const struct reading *reading, int error, struct problem *problem)
{
	if (error == -ENOMEM)
		return problem_no_memory(problem);
	return problem_set(problem, error == -ENOENT ? EXIT_USAGE : EXIT_TOOL_FAILURE,
			   error, "--resume: %s", record_reader_error(reading->reader));
}

static int check_beginning(const struct resume *resume, struct problem *problem)
{
	const char *command;

	if (!resume->environment)
		return problem_set(
			problem, EXIT_USAGE, -ENODATA,
			"--resume: %s ends before anything was measured; remove "
			"it and begin anew",
			resume->path);
	command = json_string_value(json_object_get(resume->header, "command"));
	if (strcmp(command, "run"))
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--resume: %s is a result of `allocbench %s`, not of run",
			resume->path, command);
	return 0;
}

/* Counted lines are those of a plain file. */
static int read_prefix(struct reading *reading, struct problem *problem)
{
	struct resume *resume = reading->resume;
	int error = record_prefix_read(resume->path, reading->environment_line,
				       reading->kept_line, &resume->prefix);

	if (error == -EILSEQ)
		return problem_set(
			problem, EXIT_USAGE, error,
			"--resume: %s cannot be gone on with: it is compressed; "
			"unpack it",
			resume->path);
	if (!error)
		return 0;
	return problem_set(problem, EXIT_TOOL_FAILURE, error,
			   "--resume: %s cannot be read: %s; look into the kernel log "
			   "(dmesg)",
			   resume->path, strerror(-error));
}

static uint64_t last_boot(const struct resume *resume)
{
	size_t count = json_array_size(resume->cells);
	const json_t *last = json_array_get(resume->cells, count ? count - 1 : 0);

	return last ? json_integer_value(json_object_get(last, "boot")) : 1;
}

/* A file that was written before this boot began is continued in another one. */
static uint64_t boot_of(const struct resume *resume)
{
	struct timespec now, up;
	struct stat status;

	clock_gettime(CLOCK_REALTIME, &now);
	clock_gettime(CLOCK_BOOTTIME, &up);
	if (stat(resume->path, &status))
		return last_boot(resume);
	return last_boot(resume) + (status.st_mtime < now.tv_sec - up.tv_sec);
}

static int read_all(struct reading *reading, struct problem *problem)
{
	struct resume *resume = reading->resume;
	int error = record_reader_open(resume->path, &reading->reader);
	struct stat status;

	if (!error && stat(resume->path, &status))
		return problem_set(problem, EXIT_TOOL_FAILURE, -errno,
				   "--resume: %s: %s; look into the kernel log (dmesg)",
				   resume->path, strerror(errno));
	if (!error) {
		resume->length = status.st_size;

		record_reader_leave_out(reading->reader, RECORD_TRACE);
		error = read_records(reading);
	}
	if (error)
		return read_problem(reading, error, problem);
	error = check_beginning(resume, problem);
	if (!error)
		error = read_prefix(reading, problem);
	resume->boot = boot_of(resume);
	return error;
}

int resume_read(const char *path, struct resume *resume, struct problem *problem)
{
	struct reading reading = { .resume = resume };
	int error;

	*resume = (struct resume){
		.path = path,
		.calibrations = json_array(),
		.cells = json_array(),
		.maxima = json_array(),
	};
	error = read_all(&reading, problem);
	record_reader_free(reading.reader);
	return error;
}

void resume_free(struct resume *resume)
{
	json_decref(resume->header);
	json_decref(resume->environment);
	json_decref(resume->calibrations);
	json_decref(resume->cells);
	json_decref(resume->maxima);
	*resume = (struct resume){ 0 };
}
