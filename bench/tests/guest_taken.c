// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The real driver where another one has the module, or the module or debugfs is taken
 * away. The driver stands behind this program in its own file.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest_driver.h"

#define DEBUGFS "/sys/kernel/debug"

/* A standing set: while a cell is measured, something is live. */
#define OPTIONS                                                                         \
	"--alloc", "kmalloc", "--sizes", "64,4096", "--pattern", "hold", "--set", "20", \
		"--samples", "3000", "--warmup", "8"

static char *const whole_run[] = {
	"allocbench", "run", OPTIONS, "-o", GUEST_RESULT, NULL
};
static char *const go_on[] = { "allocbench", "run", "--resume", GUEST_RESULT, NULL };
static char *const other_run[] = {
	"allocbench", "run", OPTIONS, "-o", "/tmp/other", NULL
};
static char *const search[] = { "allocbench", "max", "-o", "/tmp/other", NULL };
static char *const selftest[] = { "allocbench", "selftest", "-o", "/tmp/other", NULL };
static char *const list[] = { "allocbench", "list", "-o", "/tmp/other", NULL };
static char *const dry_run[] = { "allocbench", "run", OPTIONS, "--dry-run", NULL };

static unsigned int fact_count, failures;

static void fact(bool is_true, const char *words)
{
	failures += !is_true;
	printf("%sok %u - %s\n", is_true ? "" : "not ", ++fact_count, words);
	if (!is_true)
		printf("# errno %d; the driver said: %.300s\n", errno,
		       guest_driver_said());
}

static int end_of(pid_t driver)
{
	int status;

	waitpid(driver, &status, 0);
	unlink("/tmp/other");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int run(char *const *arguments)
{
	return end_of(guest_driver_start(arguments));
}

/* A clock that is not counted makes it 7. */
static bool is_done(int code)
{
	return code == 0 || code == 7;
}

static bool ended(int code, int wanted, const char *words)
{
	return code == wanted && strstr(guest_driver_said(), words);
}

/* Blocks are live in what comes before the first record, too. */
static bool is_measuring(void)
{
	struct stat result;

	return guest_is_in_cell() && !stat(GUEST_RESULT, &result) && result.st_size > 0;
}

/* Stopped, so that it lasts as long as the facts do; what is live stays. */
static pid_t start_and_stop(void)
{
	unlink(GUEST_RESULT);
	pid_t driver = guest_driver_start(whole_run);

	while (!is_measuring() && !guest_driver_ended(driver))
		guest_pass(2000);
	kill(driver, SIGSTOP);
	guest_pass(100000);
	return driver;
}

static int unload(void)
{
	return syscall(SYS_delete_module, "allocbench", O_NONBLOCK) ? errno : 0;
}

static int load(void)
{
	int fd = open("/allocbench.ko", O_RDONLY | O_CLOEXEC);
	int error = syscall(SYS_finit_module, fd, "", 0) ? errno : 0;

	close(fd);
	return error;
}

static void two_drivers(void)
{
	pid_t first = start_and_stop();

	fact(ended(run(other_run), 6, "busy: another allocbench is measuring"),
	     "a second run says that the module is busy: exit 6");
	fact(ended(run(go_on), 6, "busy: another allocbench"),
	     "so does one that would go on with the file of the first");
	fact(ended(run(search), 6, "busy: another allocbench is measuring"),
	     "so does a search");
	fact(ended(run(selftest), 6, "busy: another allocbench is measuring"),
	     "so does a selftest");
	fact(run(list) == 0, "a list can be had");
	fact(run(dry_run) == 0, "a dry run can be had");
	fact(unload() == EWOULDBLOCK, "the module cannot be unloaded under a run");
	fact(umount(DEBUGFS) && errno == EBUSY, "debugfs cannot be unmounted under it");
	kill(first, SIGCONT);
	fact(is_done(end_of(first)), "the first run ends as if nothing had been");
}

static void debugfs_goes(void)
{
	pid_t driver = start_and_stop();

	fact(!umount2(DEBUGFS, MNT_DETACH), "debugfs is taken away under a run");
	kill(driver, SIGCONT);
	fact(ended(end_of(driver), 6, "is debugfs mounted"),
	     "the search that misses it says so: exit 6");
	fact(ended(run(other_run), 6, "is debugfs mounted"), "so does a new run");
	fact(!mount("debugfs", DEBUGFS, "debugfs", 0, NULL) && is_done(run(go_on)),
	     "where it is mounted again, --resume ends the first one");
	fact(is_done(run(go_on)) && strstr(guest_driver_said(), "is complete"),
	     "and it is complete");
}

static void module_goes(void)
{
	fact(!unload(), "the module is unloaded when nobody runs");
	fact(ended(run(other_run), 6, "and the module loaded?"),
	     "a run without it says so: exit 6");
	fact(ended(run(list), 6, "and the module loaded?"), "so does a list");
	fact(!load() && is_done(run(other_run)), "loaded again, it is measured with");
	fact(guest_info("live_objects") == 0, "nothing is live in the end");
}

int main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	guest_driver_unpack();
	two_drivers();
	debugfs_goes();
	module_goes();
	printf("1..%u\n", fact_count);
	return failures > 0;
}
