// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes, keeps and removes the files of a run.
 */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stream.h"

#define STANDARD_OUTPUT "the driver's output"

static int failed(const char *path, int error, struct problem *problem)
{
	return problem_set(problem, EXIT_TOOL_FAILURE, error, "%s: %s", path,
			   strerror(-error));
}

static int refuse_existing(const char *path, const char *what, struct problem *problem)
{
	struct stat status;

	if (lstat(path, &status))
		return 0;
	return problem_set(problem, EXIT_USAGE, -EEXIST,
			   "%s: exists%s; move it away, or replace it with --force", path,
			   what);
}

static int file_open(const char *path, int flags, struct problem *problem)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0666);

	return fd < 0 ? failed(path, -errno, problem) : fd;
}

static int open_files(struct output *output, bool force, struct problem *problem)
{
	output->stream = file_open(output->partial, force ? O_TRUNC : O_EXCL, problem);
	if (output->stream < 0)
		return output->stream;
	output->console = file_open(output->log, O_TRUNC, problem);
	if (output->console < 0) {
		unlink(output->partial);
		return output->console;
	}
	return 0;
}

static int open_memory(struct output *output, struct problem *problem)
{
	output->stream = bytes_memory_file("allocvm-results", 0);
	output->console = bytes_memory_file("allocvm-console", 0);
	if (output->stream < 0 || output->console < 0)
		return failed("memory", -EMFILE, problem);
	return 0;
}

int output_open(const char *path, bool force, struct output *output,
		struct problem *problem)
{
	*output = (struct output){ .path = path, .console = -1, .stream = -1 };
	if (!path)
		return open_memory(output, problem);
	if (strlen(path) + sizeof(".partial") > PATH_MAX)
		return failed(path, -ENAMETOOLONG, problem);
	snprintf(output->partial, PATH_MAX, "%s.partial", path);
	snprintf(output->made, PATH_MAX, "%s.new", path);
	snprintf(output->log, PATH_MAX, "%s.log", path);
	int error = force ? 0 : refuse_existing(path, "", problem);
	if (!error && !force)
		error = refuse_existing(output->partial,
					" (the records of a run that died)", problem);
	return error ? error : open_files(output, force, problem);
}

/* Without -o the log has no name until somebody needs to read it. */
static void keep_log(struct output *output, const struct vm *vm, struct problem *problem)
{
	const char *directory = getenv("TMPDIR");

	if (!output->log[0]) {
		snprintf(output->log, PATH_MAX, "%s/allocvm-XXXXXX.log",
			 directory && *directory ? directory : "/tmp");
		int fd = mkstemps(output->log, sizeof(".log") - 1);
		if (fd < 0 || bytes_write_fd(fd, vm->log.data, vm->log.size))
			problem_add(problem, "; kernel log: cannot be written to %s (%s)",
				    output->log, strerror(errno));
		else
			problem_add(problem, "; kernel log: %s", output->log);
		if (fd >= 0)
			close(fd);
		return;
	}
	problem_add(problem, "; kernel log: %s", output->log);
}

/* Give the made file the name that it deserves. */
static int settle(const struct output *output, bool finished, int fd,
		  struct problem *problem)
{
	struct stat status;

	if (fsync(fd) || fstat(fd, &status))
		return -errno;
	if (!finished && !status.st_size) {
		unlink(output->partial);
		return unlink(output->made) ? -errno : 0;
	}
	if (rename(output->made, finished ? output->path : output->partial))
		return -errno;
	if (finished)
		unlink(output->partial);
	else
		problem_add(problem, "; what is complete: %s", output->partial);
	return 0;
}

static int finish_file(const struct output *output, const struct vm *vm,
		       struct problem *problem)
{
	int fd = file_open(output->made, O_TRUNC, problem);

	if (fd < 0)
		return fd;
	int error = stream_copy(vm, fd);
	if (!error)
		error = settle(output, stream_judge(vm, fd, output->path, problem), fd,
			       problem);
	close(fd);
	if (error) {
		unlink(output->made);
		failed(output->made, error, problem);
		problem_add(problem, "; what the guest sent: %s", output->partial);
	}
	return error;
}

static int finish_standard_output(const struct output *output, const struct vm *vm,
				  struct problem *problem)
{
	_cleanup_bytes_ struct bytes bytes = { 0 };
	int fd = bytes_memory_file("allocvm-output", 0);

	if (fd < 0)
		return failed("memory", fd, problem);
	int error = stream_copy(vm, fd);
	if (!error) {
		stream_judge(vm, fd, STANDARD_OUTPUT, problem);
		error = bytes_read_fd(fd, &bytes);
	}
	if (!error)
		error = bytes_write_fd(STDOUT_FILENO, bytes.data, bytes.size);
	close(fd);
	return error ? failed("standard output", error, problem) : 0;
}

void output_finish(struct output *output, const struct vm *vm, struct problem *problem)
{
	int error = output->path ? finish_file(output, vm, problem)
				 : finish_standard_output(output, vm, problem);

	/* A driver's own exit code needs no kernel log: its messages are shown anyway. */
	if (!error && problem->exit_code != EXIT_DONE && !problem->word)
		keep_log(output, vm, problem);
}

void output_discard(struct output *output)
{
	if (!output->path || output->stream < 0)
		return;
	unlink(output->partial);
	unlink(output->log);
}

void output_close(struct output *output)
{
	if (output->console >= 0)
		close(output->console);
	if (output->stream >= 0)
		close(output->stream);
}
