// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Runs gnuplot: without a shell, without the user's own settings.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>

#include "gnuplot.h"
#include "results/cleanup.h"

extern char **environ;

/* A descriptor that is duplicated to itself stays open in the child. */
static int keep_open(posix_spawn_file_actions_t *actions, const int *fds)
{
	int error = 0;

	for (; *fds >= 0 && !error; fds++)
		error = posix_spawn_file_actions_adddup2(actions, *fds, *fds);
	return error;
}

static int spawn(char *const *argv, const int *kept_fds, int output_fd, int error_fd,
		 pid_t *child)
{
	posix_spawn_file_actions_t actions;
	int error = posix_spawn_file_actions_init(&actions);

	if (error)
		return -error;
	error = keep_open(&actions, kept_fds);
	if (!error)
		error = posix_spawn_file_actions_addopen(&actions, 0, "/dev/null",
							 O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, output_fd, 1);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&actions, error_fd, 2);
	if (!error)
		error = posix_spawnp(child, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	return -error;
}

/* gnuplot shows the line, a caret, and then on one line what was wrong. */
static char *last_words(int error_fd)
{
	_cleanup_fclose_ FILE *stream = NULL;
	_cleanup_free_ char *line = NULL;
	char *words = NULL;
	size_t room = 0;
	int fd = fcntl(error_fd, F_DUPFD_CLOEXEC, 0);

	stream = fd >= 0 ? fdopen(fd, "r") : NULL;
	if (stream)
		rewind(stream);
	while (stream && getline(&line, &room, stream) >= 0) {
		line[strcspn(line, "\n")] = '\0';
		if (!line[strspn(line, " ^")])
			continue;
		free(words);
		words = strdup(line);
	}
	return words;
}

static int wait_for(pid_t child, int error_fd, char **message)
{
	_cleanup_free_ char *words = NULL;
	int status;

	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return -errno;
	words = last_words(error_fd);
	if (WIFEXITED(status) && !WEXITSTATUS(status))
		return 0;
	if (asprintf(message, "gnuplot failed: %s; is it gnuplot 5.4 or newer?",
		     words ? words : "it gave no reason") < 0)
		*message = NULL;
	return -EIO;
}

int gnuplot_run(int script_fd, int data_fd, const struct canvas *canvas, int output_fd,
		char **message)
{
	_cleanup_close_ int error_fd = memfd_create("gnuplot.err", MFD_CLOEXEC);
	const int kept_fds[] = { script_fd, data_fd, -1 };
	char script[32], data[32], width[16], height[16], font_size[32];
	const char *argv[] = { "gnuplot", "-d",	  "-c",		script,	   data,
			       canvas->terminal, width, height, canvas->font, font_size,
			       NULL };
	pid_t child;
	int error;

	*message = NULL;
	if (error_fd < 0)
		return -errno;
	snprintf(script, sizeof(script), "/dev/fd/%d", script_fd);
	snprintf(data, sizeof(data), "/dev/fd/%d", data_fd);
	snprintf(width, sizeof(width), "%u", canvas->width);
	snprintf(height, sizeof(height), "%u", canvas->height);
	snprintf(font_size, sizeof(font_size), "%g", canvas->font_size);
	error = spawn((char *const *)argv, kept_fds, output_fd, error_fd, &child);
	if (!error)
		return wait_for(child, error_fd, message);
	if (asprintf(message,
		     error == -ENOENT
			     ? "gnuplot: not found (%s); install it: apt-get install "
			       "gnuplot-nox"
			     : "gnuplot: %s; can it be run here?",
		     strerror(-error)) < 0)
		*message = NULL;
	return error;
}
