// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The init of a machine whose power is going to be cut: runs the real driver, against the
 * real module, again and again on one file of a real disk, and tells on the second serial
 * line what it has been promised:
 *
 *   found LENGTH RECORDS   the file as it is after the boot; "lost WHY" if it is not what
 *                          the last boot was promised: LENGTH:CRC in the file /promise
 *   running                the driver is
 *   synced LENGTH CRC      an fsync has returned: so many bytes are on the disk
 *   finished               the result is complete, and now removed
 *
 * It sees the driver's system calls as a debugger does: the driver knows nothing of it.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <zlib.h>

#include "results/record.h"

#define RESULT "/disk/result.jsonl"
#define MESSAGES "/run/messages"

#define FILE_LIMIT (4 << 20)

/* 32 cells. */
#define OPTIONS                                                                     \
	"--alloc", "kmalloc,vmalloc", "--sizes", "64..8192*2", "--pattern",         \
		"pair,hold", "--set", "20", "--samples", "2000", "--warmup", "8", "--no-max"
#define CELL_COUNT 32

static char *const begin[] = { "allocbench", "run", OPTIONS, "-o", RESULT, NULL };
static char *const go_on[] = { "allocbench", "run", "--resume", RESULT, NULL };

static const struct {
	const char *source, *directory, *type;
} mounts[] = {
	{ "proc",     "/proc",             "proc" },
	{ "sysfs",    "/sys",              "sysfs" },
	{ "devtmpfs", "/dev",              "devtmpfs" },
	{ "debugfs",  "/sys/kernel/debug", "debugfs" },
	{ "tmpfs",    "/run",              "tmpfs" },
	{ "/dev/vda", "/disk",             "ext4" },
};

static char bytes[FILE_LIMIT];
static int line = STDERR_FILENO;

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vdprintf(line, format, arguments);
	va_end(arguments);
	tcdrain(line);
}

/* Whoever cuts the power reads it. */
__attribute__((noreturn)) static void give_up(const char *what)
{
	say("lost %s: %s\n", what, strerror(errno));
	for (;;)
		pause();
}

static void open_line(void)
{
	struct termios settings;
	int fd = open("/dev/ttyS1", O_RDWR | O_NOCTTY | O_CLOEXEC);

	if (fd < 0 || tcgetattr(fd, &settings))
		give_up("/dev/ttyS1");
	cfmakeraw(&settings);
	cfsetspeed(&settings, B115200);
	tcsetattr(fd, TCSANOW, &settings);
	line = fd;
}

static void prepare(void)
{
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++) {
		if (mount(mounts[i].source, mounts[i].directory, mounts[i].type, 0, NULL))
			give_up(mounts[i].directory);
		if (!strcmp(mounts[i].directory, "/dev"))
			open_line();
	}
	int module = open("/allocbench.ko", O_RDONLY | O_CLOEXEC);

	if (module < 0 || syscall(SYS_finit_module, module, "", 0))
		give_up("/allocbench.ko");
	close(module);
}

static size_t read_whole(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t length = fd < 0 ? 0 : read(fd, bytes, FILE_LIMIT - 1);

	if (fd >= 0)
		close(fd);
	bytes[length > 0 ? length : 0] = 0;
	return length > 0 ? (size_t)length : 0;
}

static unsigned long crc_of(size_t length)
{
	return crc32_z(0, (const unsigned char *)bytes, length);
}

/* By the reader of the product. */
static bool is_complete(size_t *records, size_t *cells)
{
	struct record_reader *reader;
	json_t *record;
	bool complete;
	int result = record_reader_open(RESULT, &reader);

	*records = *cells = 0;
	while (!result && (result = record_read(reader, &record)) == 1) {
		*records += 1;
		*cells += !strcmp(json_string_value(json_object_get(record, "type")),
				  "cell");
		json_decref(record);
		result = 0;
	}
	if (result && result != -ENODATA) {
		say("lost %s\n", record_reader_error(reader));
		errno = -result;
		give_up("the result");
	}
	complete = record_reader_complete(reader);
	record_reader_free(reader);
	return complete;
}

static void check_promise(void)
{
	size_t promised = 0, length, records = 0, cells;
	unsigned long crc = 0;

	read_whole("/promise");
	if (sscanf(bytes, "%zu:%lx", &promised, &crc) != 2)
		give_up("/promise");
	length = read_whole(RESULT);
	if (length < promised || crc_of(promised) != crc) {
		say("lost a record: %zu bytes were promised, %zu are there\n", promised,
		    length);
		give_up("a promise");
	}
	/* Nothing had been promised of a file that ends before its first record. */
	if (memchr(bytes, '\n', length))
		is_complete(&records, &cells);
	say("found %zu %zu\n", length, records);
}

static bool is_sync_of_result(pid_t driver, const struct __ptrace_syscall_info *call)
{
	char link[64], path[64] = "";

	if (call->op != PTRACE_SYSCALL_INFO_ENTRY ||
	    (call->entry.nr != SYS_fsync && call->entry.nr != SYS_fdatasync))
		return false;
	snprintf(link, sizeof(link), "/proc/%d/fd/%d", driver, (int)call->entry.args[0]);
	return readlink(link, path, sizeof(path) - 1) > 0 && !strcmp(path, RESULT);
}

/* What stands in the file when an fsync begins is on the disk when it has returned. */
static void watch_call(pid_t driver)
{
	static size_t length;
	static bool is_syncing;
	struct __ptrace_syscall_info call = { 0 };

	ptrace(PTRACE_GET_SYSCALL_INFO, driver, sizeof(call), &call);
	if (is_syncing && call.op == PTRACE_SYSCALL_INFO_EXIT && !call.exit.is_error)
		say("synced %zu %lx\n", length, crc_of(length));
	is_syncing = is_sync_of_result(driver, &call);
	if (is_syncing)
		length = read_whole(RESULT);
}

static int watch(pid_t driver)
{
	int status, signal = 0;

	waitpid(driver, &status, 0);
	ptrace(PTRACE_SETOPTIONS, driver, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
	while (!ptrace(PTRACE_SYSCALL, driver, 0, signal)) {
		waitpid(driver, &status, 0);
		if (!WIFSTOPPED(status))
			return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
		signal = WSTOPSIG(status);
		if (signal == (SIGTRAP | 0x80))
			watch_call(driver);
		if (signal == (SIGTRAP | 0x80) || signal == SIGTRAP)
			signal = 0;
	}
	give_up("ptrace");
}

static int run(char *const *arguments)
{
	static char *const environment[] = { NULL };
	pid_t driver = fork();

	if (driver)
		return watch(driver);
	int messages = open(MESSAGES, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	dup2(messages, STDOUT_FILENO);
	dup2(messages, STDERR_FILENO);
	ptrace(PTRACE_TRACEME, 0, 0, 0);
	execve("/driver", arguments, environment);
	_exit(126);
}

static bool has_environment(void)
{
	const char *first;

	read_whole(RESULT);
	first = strchr(bytes, '\n');
	return first && strchr(first + 1, '\n');
}

/* A clock that is not counted makes it 7. */
static void run_to_the_end(void)
{
	bool goes_on = has_environment();
	size_t records, cells;
	int code;

	if (!goes_on)
		unlink(RESULT);
	say("running\n");
	code = run(goes_on ? go_on : begin);
	if (code != 0 && code != 7) {
		read_whole(MESSAGES);
		say("lost: exit %d: %s\n", code, bytes);
		give_up("the driver");
	}
	if (!is_complete(&records, &cells) || cells != CELL_COUNT)
		give_up("a result that is finished");
	say("finished\n");
	unlink(RESULT);
	sync();
}

int main(void)
{
	prepare();
	check_promise();
	for (;;)
		run_to_the_end();
}
