// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts the driver, and looks at what it and the module say.
 */
#include "guest_driver.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "ci/tests/appended.h"

#define DRIVER "/tmp/allocbench"
#define MESSAGES "/tmp/messages"
#define INFO "/sys/kernel/debug/allocbench/info"

void guest_driver_unpack(void)
{
	const struct appended behind = appended_of("/driver");
	int fd = open(DRIVER, O_WRONLY | O_CREAT | O_CLOEXEC, 0700);

	if (write(fd, behind.program, behind.program_size) !=
	    (ssize_t)behind.program_size)
		appended_give_up(DRIVER);
	close(fd);
	/* Of 250 KB, which the driver would read at each start. */
	unlink("/boot/config");
}

pid_t guest_driver_start(char *const *arguments)
{
	static char *const environment[] = { NULL };
	pid_t driver = fork();

	if (driver)
		return driver;
	int messages = open(MESSAGES, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(messages, STDOUT_FILENO);
	dup2(messages, STDERR_FILENO);
	execve(DRIVER, arguments, environment);
	_exit(126);
}

static ssize_t read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? -1 : read(fd, text, size - 1);

	text[length > 0 ? length : 0] = 0;
	if (fd >= 0)
		close(fd);
	return length;
}

const char *guest_driver_said(void)
{
	static char text[16384];

	read_text(MESSAGES, text, sizeof(text));
	return text;
}

bool guest_driver_ended(pid_t driver)
{
	siginfo_t child = { 0 };

	return waitid(P_PID, (id_t)driver, &child, WEXITED | WNOHANG | WNOWAIT) ||
	       child.si_pid == driver;
}

long guest_info(const char *key)
{
	char text[4096];
	const char *line;

	if (read_text(INFO, text, sizeof(text)) <= 0)
		return -1;
	line = strstr(text, key);
	return line ? strtol(line + strlen(key) + strlen(": "), NULL, 10) : -1;
}

bool guest_is_in_cell(void)
{
	return guest_info("live_bytes") > 0;
}

void guest_pass(uint64_t microseconds)
{
	const struct timespec time = { (time_t)(microseconds / 1000000),
				       (long)(microseconds % 1000000) * 1000 };

	nanosleep(&time, NULL);
}
