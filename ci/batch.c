// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm batch`: boot several kernels several times, some at a time.
 */
#include "batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "batch_report.h"
#include "commands.h"
#include "results/cleanup.h"

#define BOOT_LIMIT 1000
#define JOB_LIMIT 256

enum option_key {
	OPTION_LATER = 0x400,
	OPTION_RETRY,
	OPTION_FORCE,
};

static const struct argp_option options[] = {
	/* Hidden: the help has the same option of a single boot. */
	{ "kernel", 'k', "NAME", OPTION_HIDDEN, NULL, 0 },
	{ "directory", 'd', "DIR", 0, "where everything goes (default: batch)", 0 },
	{ "boots", 'b', "N", 0, "boots of each kernel (default 1)", 0 },
	{ "jobs", 'j', "N", 0,
	  "boots at a time (default: the CPUs of the host, as far as its memory goes;"
	  " with --clock tsc 1)",
	  0 },
	{ "later", OPTION_LATER, "ARG", 0,
	  "one more of the driver's arguments from each kernel's second boot on", 0 },
	{ "retry", OPTION_RETRY, NULL, 0, "boot again where the guest died", 0 },
	{ "force", OPTION_FORCE, NULL, 0, "replace boots of another plan", 0 },
	{ 0 },
};

struct batch_options {
	struct batch_request request;
	bool retry;
	bool force;
};

static void add_word(const char **words, size_t *count, const char *word,
		     const char *option, struct argp_state *state)
{
	if (*count == BATCH_WORD_LIMIT - 1)
		argp_error(state, "%s: more than %d", option, BATCH_WORD_LIMIT - 1);
	words[(*count)++] = word;
}

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct batch_options *batch = state->input;
	struct batch_request *request = &batch->request;

	switch (key) {
	case ARGP_KEY_INIT:
		state->child_inputs[0] = &request->measurement;
		return 0;
	case 'k':
		add_word(request->names, &request->name_count, text, "--kernel", state);
		return 0;
	case OPTION_LATER:
		add_word((const char **)request->later, &request->later_count, text,
			 "--later", state);
		return 0;
	case 'd':
		request->directory = text;
		return 0;
	case 'b':
		request->boots_each =
			options_number(text, 1, BOOT_LIMIT, "--boots", state);
		return 0;
	case 'j':
		request->job_count = options_number(text, 1, JOB_LIMIT, "--jobs", state);
		return 0;
	case OPTION_RETRY:
		batch->retry = true;
		return 0;
	case OPTION_FORCE:
		batch->force = true;
		return 0;
	case ARGP_KEY_END:
		if (!request->name_count)
			argp_error(state, "name a kernel by --kernel, or several");
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp_child children[] = { { &measurement_argp, 0, NULL, 0 }, { 0 } };

static const struct argp batch_argp = {
	.options = options,
	.parser = parse,
	.args_doc = "--kernel NAME [--kernel NAME]... -- DRIVER-ARGUMENT...",
	.doc = "Boot each --kernel several times, some at a time, as `allocvm run` would,"
	       " each boot with a perturbation that no other has. What is complete is not"
	       " run again. Return the first death's exit code, after all others are"
	       " done.\vEach boot leaves DIR/INDEX-NAME-WITH-DASHES/boot-K.jsonl.",
	.children = children,
};

static int make_directory(const char *directory)
{
	if (strlen(directory) > PATH_MAX - 2 * NAME_MAX)
		return -ENAMETOOLONG;
	return mkdir(directory, 0777) && errno != EEXIST ? -errno : 0;
}

/* Two batches in one directory would write over each other. */
static int lock(const char *directory, int *fd, struct problem *problem)
{
	int error = make_directory(directory);

	if (error)
		return problem_set(problem, EXIT_TOOL_FAILURE, error, "%s: %s", directory,
				   strerror(-error));
	*fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0 || flock(*fd, LOCK_EX | LOCK_NB))
		return problem_set(problem, EXIT_TOOL_FAILURE, -errno, "%s: %s",
				   directory,
				   errno == EWOULDBLOCK ? "another batch is at work there"
							: strerror(errno));
	return 0;
}

static int run_all(const struct batch_options *wanted, struct batch *batch,
		   struct problem *problem)
{
	_cleanup_close_ int directory = -1;
	int error = batch_make(&wanted->request, batch, problem);

	if (!error)
		error = lock(batch->directory, &directory, problem);
	if (!error)
		error = batch_agree(batch, wanted->force, wanted->retry, problem);
	if (!error)
		error = batch_run(batch, problem);
	if (!error)
		batch_report_files(batch);
	return error;
}

static int batch(int argc, char **argv)
{
	struct batch_options wanted = {
		.request = { .directory = "batch", .boots_each = 1 },
	};
	struct problem problem = { .exit_code = EXIT_DONE };
	char *const *arguments = NULL;
	struct batch all;

	int own_count = measurement_split(argc, argv, &arguments);
	argp_parse(&batch_argp, own_count, argv, 0, NULL, &wanted);
	if (arguments)
		wanted.request.measurement.boot.arguments = arguments;
	const int error = run_all(&wanted, &all, &problem);
	batch_free(&all);
	return error ? problem_print(&problem) : (int)problem.exit_code;
}

const struct command batch_command = {
	.name = "batch",
	.run = batch,
	.help = "boot several kernels several times, some at a time",
};
