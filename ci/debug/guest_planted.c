// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver for detectors.sh: has planted.c commit the bugs that are named, each in a process of
 * its own, between lines of the kernel log that name them.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool write_text(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	bool done = fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text);

	if (fd >= 0)
		close(fd);
	return done;
}

static const struct {
	const char *path, *value;
} limits[] = {
	{ "/proc/sys/kernel/watchdog_thresh",                      "4" },
	{ "/proc/sys/kernel/hung_task_timeout_secs",               "4" },
	{ "/proc/sys/kernel/hung_task_check_interval_secs",        "2" },
	{ "/sys/module/rcupdate/parameters/rcu_cpu_stall_timeout", "4" },
};

/* The tests' own limits are as low, where the kernel has them. */
static void lower_limits(void)
{
	for (size_t i = 0; i < sizeof(limits) / sizeof(limits[0]); i++)
		write_text(limits[i].path, limits[i].value);
}

/* What is young, or stands in a register, is no leak: it is looked for twice. */
static void scan_for_leaks(void)
{
	const char *const kmemleak = "/sys/kernel/debug/kmemleak";

	if (access(kmemleak, W_OK))
		return;
	for (int i = 0; i < 2; i++) {
		sleep(6);
		write_text(kmemleak, "scan");
	}
}

static void commit(const char *name)
{
	char line[80], bug[32];

	snprintf(line, sizeof(line), "planted bug: %s\n", name);
	write_text("/dev/kmsg", line);
	pid_t child = fork();
	if (!child) {
		int fd = open("/sys/kernel/debug/planted", O_WRONLY | O_CLOEXEC);
		snprintf(bug, sizeof(bug), "%s", name);
		_exit(fd < 0 || write(fd, bug, strlen(bug)) < 0);
	}
	waitpid(child, NULL, 0);
	if (!strcmp(name, "leak"))
		scan_for_leaks();
}

int main(int argc, char **argv)
{
	lower_limits();
	for (int i = 1; i < argc; i++)
		commit(argv[i]);
	write_text("/dev/kmsg", "planted bug: none\n");
	return 0;
}
