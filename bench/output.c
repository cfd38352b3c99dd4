// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that creates files.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "output.h"

static int open_problem(struct problem *problem, const char *path, int error)
{
	if (error == EEXIST)
		return problem_set(problem, EXIT_USAGE, -EEXIST,
				   "%s: exists already; give another name, or --force to "
				   "replace it",
				   path);
	return problem_set(problem, EXIT_TOOL_FAILURE, -error,
			   "%s: cannot be created: %s; give another name with -o", path,
			   strerror(error));
}

static int write_problem(struct problem *problem, const char *path, int error)
{
	return problem_set(
		problem, EXIT_TOOL_FAILURE, error,
		"%s: cannot be written: %s; what stands in it is good up to here; "
		"make room, and start again with another name",
		path ? path : "standard output", strerror(-error));
}

/* The name that is being written to. */
static const char *name_of(const struct output *output)
{
	return output->beside ? output->beside : output->path;
}

static bool is_special(const char *path)
{
	struct stat status;

	return !stat(path, &status) && !S_ISREG(status.st_mode) &&
	       !S_ISDIR(status.st_mode);
}

static int open_flags(const struct output *output)
{
	if (output->is_special || output->is_resumed)
		return O_WRONLY | O_CLOEXEC;
	return O_WRONLY | O_CREAT | O_CLOEXEC | (output->beside ? O_TRUNC : O_EXCL);
}

static int open_file(struct output *output, bool force, struct problem *problem)
{
	int fd;

	output->is_special = is_special(output->path);
	if (force && !output->is_special &&
	    asprintf(&output->beside, "%s.partial", output->path) < 0) {
		output->beside = NULL;
		return problem_no_memory(problem);
	}
	fd = open(name_of(output), open_flags(output), 0666);
	if (fd < 0)
		return open_problem(problem, name_of(output), errno);
	output->stream = fdopen(fd, "w");
	if (output->stream)
		return 0;
	close(fd);
	return problem_no_memory(problem);
}

static int open_standard(struct output *output, bool is_guest)
{
	if (is_guest || !isatty(STDOUT_FILENO))
		output->stream = stdout;
	return 0;
}

static int open_writer(struct output *output, struct problem *problem)
{
	if (!output->stream)
		return 0;
	output->writer = record_writer_new(output->stream);
	return output->writer ? 0 : problem_no_memory(problem);
}

int output_open(struct output *output, const struct options *options, bool is_guest,
		struct problem *problem)
{
	int error;

	*output = (struct output){
		.path = options->resume ? options->resume : options->path,
		.is_resumed = options->resume,
	};
	if (output->path)
		error = open_file(output, options->force, problem);
	else
		error = open_standard(output, is_guest);
	return error ? error : open_writer(output, problem);
}

int output_go_on(struct output *output, const struct record_prefix *prefix,
		 struct problem *problem)
{
	int fd = fileno(output->stream);

	if (ftruncate(fd, prefix->length) || lseek(fd, 0, SEEK_END) < 0)
		return write_problem(problem, name_of(output), -errno);
	record_writer_continue(output->writer, prefix);
	return 0;
}

bool output_is_table(const struct output *output)
{
	return !output->stream;
}

int output_write(struct output *output, const json_t *record,
		 const struct record_series *series, size_t series_count,
		 struct problem *problem)
{
	int error;

	if (!record)
		return problem_no_memory(problem);
	if (!output->writer)
		return 0;
	error = record_write(output->writer, record, series, series_count);
	if (error)
		return write_problem(problem, name_of(output), error);
	output->record_count++;
	return 0;
}

/* An error of fsync() is final: the pages are gone. Pipes have nothing to sync. */
static int sync_file(const struct output *output)
{
	if (!output->path || !fsync(fileno(output->stream)) || errno == EINVAL)
		return 0;
	return -errno;
}

static int put_in_place(struct output *output, bool is_complete, struct problem *problem)
{
	if (output->is_special || output->is_resumed)
		return 0;
	if (!output->record_count) {
		unlink(name_of(output));
		return 0;
	}
	if (!output->beside || !is_complete || !rename(output->beside, output->path))
		return 0;
	return problem_set(problem, EXIT_TOOL_FAILURE, -errno,
			   "%s: cannot be renamed to %s: %s; the result is in the former",
			   output->beside, output->path, strerror(errno));
}

static int close_file(struct output *output, bool is_complete, struct problem *problem)
{
	int error = sync_file(output);

	if (output->stream == stdout ? fflush(stdout) : fclose(output->stream))
		error = error ? error : -errno;
	if (error)
		return write_problem(problem, name_of(output), error);
	return output->path ? put_in_place(output, is_complete, problem) : 0;
}

int output_close(struct output *output, bool is_complete, struct problem *problem)
{
	int error = output->stream ? close_file(output, is_complete, problem) : 0;

	record_writer_free(output->writer);
	free(output->beside);
	*output = (struct output){ .record_count = output->record_count };
	return error;
}
