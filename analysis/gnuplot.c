// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs gnuplot: without a shell, without the user's own settings.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "gnuplot.h"
#include "results/cleanup.h"

#define ERROR_FILE "gnuplot.err"

extern char **environ;

static int spawn(const char *directory, char *const *argv, int output_fd, pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return -error;
	error = posix_spawn_file_actions_addchdir_np(&actions, directory);
	if (!error)
		error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
							 O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, output_fd, 1);
	if (!error)
		error = posix_spawn_file_actions_addopen(
			&actions, 2, ERROR_FILE, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (!error)
		error = posix_spawnp(child, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

/* gnuplot shows the line, a caret, and then on one line what was wrong. */
static char *last_words(const char *directory)
{
	_cleanup_free_ char *path = NULL;
	_cleanup_fclose_ FILE *stream = NULL;
	_cleanup_free_ char *line = NULL;
	char *words = NULL;
	size_t room = 0;

	if (asprintf(&path, "%s/" ERROR_FILE, directory) < 0) {
		path = NULL;
		return NULL;
	}
	stream = fopen(path, "re");
	while (stream && getline(&line, &room, stream) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!line[strspn(line, " ^")])
			continue;
		free(words);
		words = strdup(line);
	}
	return words;
}

static int wait_for(pid_t child, const char *directory, char **message)
{
	_cleanup_free_ char *words = NULL;
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	words = last_words(directory);
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return 0;
	if (asprintf(message, "gnuplot failed: %s; is it gnuplot 5.4 or newer?",
		     words ? words : "it gave no reason") < 0)
		*message = NULL;
	return -EIO;
}

int gnuplot_run(const char *directory, const char *script, const char *data,
		const char *terminal, int output_fd, char **message)
{
	const char *argv[] = { "gnuplot", "-d", "-c", script, data, terminal, NULL };
	pid_t child;
	int error = spawn(directory, (char *const *)argv, output_fd, &child);

	*message = NULL;
	if (!error)
		return wait_for(child, directory, message);
	if (asprintf(message,
		     error == -ENOENT
			     ? "gnuplot: not found (%s); install it: apt-get install "
			       "gnuplot-nox"
			     : "gnuplot: %s; can it be run here?",
		     strerror(-error)) < 0)
		*message = NULL;
	return error;
}
