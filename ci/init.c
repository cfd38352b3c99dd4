// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The guest's only process besides the driver: loads the module, runs the driver with its
 * standard output on the second serial line, says how it ended and leaves the machine.
 * It knows neither time nor chance, so that two boots of one plan are the same boot.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/serial.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "guest.h"
#include "past.h"

#define ARGUMENT_BYTES 65536
#define ARGUMENT_LIMIT 1024

static const struct {
	const char *type, *directory;
} mounts[] = {
	{ "proc",     "/proc" },
	{ "sysfs",    "/sys" },
	{ "devtmpfs", "/dev" },
	{ "debugfs",  "/sys/kernel/debug" },
	{ "tmpfs",    "/tmp" },
};

struct outcome {
	const char *word;
	int number;
};

static char token[GUEST_TOKEN_LENGTH + 1];
static char argument_bytes[ARGUMENT_BYTES];
static bool may_use_exit_port;
static bool is_process; /* user-mode Linux: a process of the host */

static void mount_all(void)
{
	for (size_t i = 0; i < sizeof(mounts) / sizeof(mounts[0]); i++)
		if (mount(mounts[i].type, mounts[i].directory, mounts[i].type, 0, NULL))
			fprintf(stderr, "init: mount %s: %m\n", mounts[i].directory);
}

static ssize_t read_file(const char *path, char *bytes, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -errno;
	ssize_t length = read(fd, bytes, size);
	close(fd);
	return length;
}

static void set(const char *path, const char *value)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd < 0 || write(fd, value, 1) != 1)
		fprintf(stderr, "init: %s: %m\n", path);
	close(fd);
}

/* Every message of the kernel goes to the console: the log that allocvm judges. */
static void print_whole_log(void)
{
	set("/proc/sys/kernel/printk", "8");
}

/*
 * PREEMPT_RT sends from a thread, sixteen bytes at a time, and QEMU interrupts for each of
 * them: to this kernel most interrupts are nobody's, and after 100,000 it would turn the
 * line off. It looks at this when the line is opened.
 */
static void keep_interrupts(void)
{
	struct utsname kernel;

	if (!uname(&kernel) && strstr(kernel.version, "PREEMPT_RT"))
		set("/sys/module/spurious/parameters/noirqdebug", "Y");
}

/* The default line discipline would echo, and turn each newline into two bytes. */
static int channel_open(void)
{
	int fd = open("/dev/" GUEST_CHANNEL, O_RDWR | O_NOCTTY | O_CLOEXEC);
	struct termios line;

	if (fd < 0 || tcgetattr(fd, &line))
		return -1;
	cfmakeraw(&line);
	cfsetspeed(&line, B115200);
	return tcsetattr(fd, TCSANOW, &line) ? -1 : fd;
}

/* Bytes that the driver of the serial line has sent, modulo 2^32. */
static unsigned channel_sent(int channel)
{
	struct serial_icounter_struct counters = { 0 };

	tcdrain(channel);
	if (is_process)
		return 0;
	if (ioctl(channel, TIOCGICOUNT, &counters))
		fprintf(stderr, "init: TIOCGICOUNT: %m\n");
	return (unsigned)counters.tx;
}

/* Before the module: what is to be measured finds it all as it is then. */
static void perturb(void)
{
	char number[16] = "";

	if (read_file("/" GUEST_PERTURB, number, sizeof(number) - 1) > 0)
		past_make((uint32_t)strtoul(number, NULL, 10));
}

/* As modprobe does: allocbench.NAME=VALUE on the kernel's command line is NAME=VALUE. */
static void module_parameters(char *parameters, size_t size)
{
	char line[4096] = "", *rest = NULL;
	size_t length = 0;

	parameters[0] = '\0';
	read_file("/proc/cmdline", line, sizeof(line) - 1);
	for (char *word = strtok_r(line, " \n", &rest); word && length < size;
	     word = strtok_r(NULL, " \n", &rest))
		if (!strncmp(word, GUEST_MODULE_PREFIX, strlen(GUEST_MODULE_PREFIX)))
			length += (size_t)snprintf(parameters + length, size - length,
						   "%s ",
						   word + strlen(GUEST_MODULE_PREFIX));
}

static int module_load(void)
{
	char parameters[1024];
	int fd = open("/" GUEST_MODULE, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : errno;
	module_parameters(parameters, sizeof(parameters));
	int error = syscall(SYS_finit_module, fd, parameters, 0) ? errno : 0;
	close(fd);
	return error;
}

static void driver_exec(int channel)
{
	static char *environment[] = { "ALLOCBENCH_GUEST=1", "HOME=/", "PATH=/", NULL };
	char *arguments[ARGUMENT_LIMIT + 1] = { 0 };
	ssize_t length =
		read_file("/" GUEST_ARGUMENTS, argument_bytes, ARGUMENT_BYTES - 1);

	for (ssize_t at = 0, i = 0; at < length && i < ARGUMENT_LIMIT; i++) {
		arguments[i] = argument_bytes + at;
		at += (ssize_t)strlen(argument_bytes + at) + 1;
	}
	/* The right to a port would make the driver's context switches dearer. */
	ioperm(GUEST_EXIT_PORT, 1, 0);
	dup2(channel, STDOUT_FILENO);
	execve("/" GUEST_DRIVER, arguments, environment);
}

/* Without a driver in the initramfs the boot itself is the run. */
static struct outcome driver_run(int channel)
{
	/* Volatile from its first value on: else that is written after the child's. */
	volatile int start_error = 0;
	int status;

	if (access("/" GUEST_DRIVER, F_OK))
		return (struct outcome){ GUEST_WORD_EXIT, 0 };
	/* vfork shares memory: the child's errno of a failed exec is seen here. */
	pid_t driver = vfork();
	if (driver == 0) {
		driver_exec(channel);
		start_error = errno;
		_exit(127);
	}
	while (waitpid(-1, &status, 0) != driver)
		;
	if (start_error)
		return (struct outcome){ GUEST_WORD_NO_DRIVER, start_error };
	if (WIFSIGNALED(status))
		return (struct outcome){ GUEST_WORD_SIGNAL, WTERMSIG(status) };
	return (struct outcome){ GUEST_WORD_EXIT, WEXITSTATUS(status) };
}

/* In place of the port. */
static bool set_exit_status(void)
{
	int fd = open(GUEST_EXIT_FILE, O_WRONLY | O_CLOEXEC);

	return fd >= 0 && dprintf(fd, "%d", GUEST_EXIT_STATUS) > 0;
}

/* As zlib's, which is not here. */
static unsigned crc32_of(const char *text)
{
	unsigned crc = ~0u;

	for (; *text; text++) {
		crc ^= (unsigned char)*text;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

static void send_end(int channel, const struct outcome *outcome, unsigned bytes)
{
	char text[128];

	snprintf(text, sizeof(text), GUEST_END_FORMAT, token, outcome->word,
		 outcome->number, bytes);
	dprintf(channel, "%s" GUEST_END_CRC_FORMAT, text, crc32_of(text));
}

static void leave(void)
{
	fprintf(stderr, "\n" GUEST_LOG_END "%s\n", token);
	tcdrain(STDERR_FILENO);
	if (may_use_exit_port)
		outb(GUEST_EXIT_VALUE, GUEST_EXIT_PORT);
	if (!is_process || !set_exit_status()) {
		fprintf(stderr, "init: no way out by the debug port\n");
		tcdrain(STDERR_FILENO);
	}
	reboot(RB_POWER_OFF);
}

int main(void)
{
	/* Early: a driver may lock the kernel down. */
	may_use_exit_port = !ioperm(GUEST_EXIT_PORT, 1, 1);
	mount_all();
	is_process = !access(GUEST_EXIT_FILE, F_OK);
	print_whole_log();
	keep_interrupts();
	read_file("/" GUEST_TOKEN, token, GUEST_TOKEN_LENGTH);

	int channel = channel_open();
	if (channel < 0) {
		fprintf(stderr, "init: /dev/" GUEST_CHANNEL ": %m\n");
		leave();
	}
	dprintf(channel, GUEST_BEGIN "%s\n", token);
	unsigned before = channel_sent(channel);

	perturb();
	int error = module_load();
	struct outcome outcome = error ? (struct outcome){ GUEST_WORD_NO_MODULE, error }
				       : driver_run(channel);
	unsigned bytes = is_process ? GUEST_BYTES_UNKNOWN : channel_sent(channel) - before;

	send_end(channel, &outcome, bytes);
	tcdrain(channel);
	leave();
}
