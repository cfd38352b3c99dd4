// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts and ends the process.
 */
#include "qemu.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "qemu_arguments.h"
#include "results/cleanup.h"
#include "uml.h"

static int no_qemu(const char *program, int error, struct problem *problem)
{
	if (!program)
		return problem_set(problem, EXIT_NO_QEMU, error,
				   "user-mode Linux cannot be started: %s; is its kernel"
				   " for this host? (ci/get-kernel)",
				   strerror(-error));
	return problem_set(problem, EXIT_NO_QEMU, error,
			   "%s: %s; apt-get install qemu-system-x86", program,
			   strerror(-error));
}

static void take_version(FILE *output, char version[static QEMU_VERSION_LENGTH])
{
	static const char prefix[] = "QEMU emulator version ";
	char line[256] = "";

	snprintf(version, QEMU_VERSION_LENGTH, "unknown");
	if (fgets(line, sizeof(line), output) &&
	    !strncmp(line, prefix, sizeof(prefix) - 1)) {
		line[strcspn(line, "\n")] = '\0';
		snprintf(version, QEMU_VERSION_LENGTH, "%.*s", QEMU_VERSION_LENGTH - 1,
			 line + sizeof(prefix) - 1);
	}
}

int qemu_version(const char *program, char version[static QEMU_VERSION_LENGTH],
		 struct problem *problem)
{
	char *arguments[] = { (char *)program, "--version", NULL };
	posix_spawn_file_actions_t actions;
	int ends[2], status;
	pid_t pid;

	version[0] = '\0';
	if (!program)
		return 0;
	if (pipe2(ends, O_CLOEXEC))
		return no_qemu(program, -errno, problem);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	int error = -posix_spawnp(&pid, program, &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	_cleanup_fclose_ FILE *output = fdopen(ends[0], "r");
	if (error)
		return no_qemu(program, error, problem);
	take_version(output, version);
	waitpid(pid, &status, 0);
	return 0;
}

/* In the child. A terminal's Ctrl-C is for allocvm, which kills: hence a group. */
static void become_qemu(char **arguments, bool is_uml, int console, int channel,
			int message, pid_t parent, const sigset_t *signals)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_NO_QEMU);
	setpgid(0, 0);
	sigprocmask(SIG_SETMASK, signals, NULL);
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	dup2(nothing, STDIN_FILENO);
	dup2(message, STDOUT_FILENO);
	dup2(message, STDERR_FILENO);
	fcntl(console, F_SETFD, 0);
	fcntl(channel, F_SETFD, 0);
	if (is_uml)
		uml_prepare();
	/* A kernel that is no program must not be taken for a shell's script. */
	(is_uml ? execv : execvp)(arguments[0], arguments);
}

/* Return: 0, or the errno of a failed exec, which the child sends through a pipe. */
static int fork_qemu(char **arguments, bool is_uml, int console, int channel,
		     const sigset_t *signals, struct qemu *qemu)
{
	pid_t parent = getpid();
	int ends[2], error = 0;

	if (pipe2(ends, O_CLOEXEC))
		return errno;
	qemu->pid = fork();
	if (qemu->pid == 0) {
		become_qemu(arguments, is_uml, console, channel, qemu->message, parent,
			    signals);
		error = errno;
		_exit(write(ends[1], &error, sizeof(error)) < 0 ? 1 : EXIT_NO_QEMU);
	}
	if (qemu->pid < 0)
		error = errno;
	close(ends[1]);
	if (!error && read(ends[0], &error, sizeof(error)) > 0)
		waitpid(qemu->pid, NULL, 0);
	close(ends[0]);
	return error;
}

int qemu_start(const struct boot_options *options, const struct plan *plan, int console,
	       int channel, const sigset_t *signals, struct qemu *qemu,
	       struct problem *problem)
{
	const bool is_uml = !options->machine->program;
	struct qemu_arguments list;

	qemu->message = bytes_memory_file("allocvm-qemu-message", 0);
	if (qemu->message < 0)
		return no_qemu(options->machine->program, qemu->message, problem);
	int error = (is_uml ? uml_arguments_make : qemu_arguments_make)(
		options, plan, console, channel, &list);
	if (!error)
		error = fork_qemu(list.items, is_uml, console, channel, signals, qemu);
	qemu_arguments_free(&list);
	if (error)
		return no_qemu(options->machine->program, -error, problem);
	qemu->pidfd = pidfd_open(qemu->pid, 0);
	if (qemu->pidfd < 0) {
		error = -errno;
		kill(qemu->pid, SIGKILL);
		return problem_set(problem, EXIT_TOOL_FAILURE, error, "pidfd_open: %s",
				   strerror(-error));
	}
	return 0;
}

void qemu_kill(const struct qemu *qemu)
{
	pidfd_send_signal(qemu->pidfd, SIGKILL, NULL, 0);
}
