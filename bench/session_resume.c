// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The part of a session that goes on with an old result.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"
#include "session.h"

static const json_t *argv_of(const struct resume *resume)
{
	return json_object_get(resume->header, "argv");
}

/* The file's words, without the two of the command; then ours. The caller frees it. */
static char **join_words(const struct session *session, int own_count, int *count)
{
	const json_t *words = argv_of(&session->resume);
	size_t file_count = json_array_size(words);
	char **joined = calloc(file_count + session->argc + 1, sizeof(*joined));

	if (!joined)
		return NULL;
	*count = 0;
	joined[(*count)++] = session->argv[0];
	for (size_t i = 2; i < file_count; i++)
		joined[(*count)++] = (char *)json_string_value(json_array_get(words, i));
	for (int i = 1; i < own_count; i++)
		joined[(*count)++] = session->argv[i];
	return joined;
}

static int parse_words(const struct session *session, enum options_of command,
		       const char *summary, int own_count, struct options *options)
{
	int count;
	_cleanup_free_ char **words = join_words(session, own_count, &count);

	if (!words)
		return -ENOMEM;
	return options_parse(command, summary, count, words, options);
}

/* The file is where it writes to, and it measures: whatever the file's own options say.
 */
static void adapt(const struct session *session, struct options *options)
{
	options->path = NULL;
	options->force = false;
	options->dry_run = false;
	options->resume = session->resume.path;
}

/* The budget of then decides which combinations fit. */
static void keep_budget(struct session *session)
{
	const json_t *memory = json_object_get(session->resume.environment, "memory");
	const json_t *budget = json_object_get(memory, "budget_bytes");

	if (json_is_integer(budget))
		session->options.budget = json_integer_value(budget);
}

static int merge_options(struct session *session, enum options_of command,
			 const char *summary)
{
	struct problem *problem = &session->problem;
	struct options before, now;
	const char *difference;

	if (parse_words(session, command, summary, 0, &before) ||
	    parse_words(session, command, summary, session->argc, &now))
		return problem_no_memory(problem);
	difference = options_difference(command, &before, &now);
	if (difference)
		return problem_set(
			problem, EXIT_USAGE, -EINVAL,
			"--%s is not as it was when %s was begun; leave it out, or "
			"begin a new file with -o",
			difference, session->resume.path);
	adapt(session, &now);
	session->options = now;
	keep_budget(session);
	return 0;
}

static int check_options(struct session *session)
{
	const struct options *options = &session->options;

	if (!options->path && !options->force && !options->dry_run)
		return 0;
	return problem_set(
		&session->problem, EXIT_USAGE, -EINVAL,
		"--resume %s: writes to that file; leave out --output, --force "
		"and --dry-run",
		options->resume);
}

int session_take_over(struct session *session, enum options_of command,
		      const char *summary)
{
	const char *path = session->options.resume;
	int error;

	if (!path)
		return 0;
	error = check_options(session);
	if (!error)
		error = resume_read(path, &session->resume, &session->problem);
	if (!error)
		error = merge_options(session, command, summary);
	session->boot = session->resume.boot;
	return error;
}

int session_go_on(struct session *session, const json_t *header,
		  const json_t *environment)
{
	const struct resume *resume = &session->resume;
	struct problem *problem = &session->problem;
	int error;

	if (!header || !environment)
		return problem_no_memory(problem);
	error = resume_check_machine(resume, header, environment, problem);
	if (!error)
		error = resume_check_plan(resume, &session->plan, problem);
	if (!error)
		error = resume_check_calibration(resume, &session->calibration, problem);
	if (!error)
		error = output_go_on(&session->output, &resume->prefix, resume->length,
				     problem);
	if (error)
		return error;
	session->cell_count = json_array_size(resume->cells);
	session->max_count = json_array_size(resume->maxima);
	return 0;
}
