// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver that loads Linux's test_vmalloc, once for each leading argument, which is its
 * parameters; then runs the real driver with the arguments behind "--"; and loads it
 * again. Module and driver stand behind it in its own file.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "appended.h"

/*
 * A number from a generator that is not seeded costs as much as vmalloc of some pages,
 * and random_size_alloc_test draws one in each turn. The machine has nothing to seed it
 * with, and must not: each boot is to be the same.
 */
static void seed(void)
{
	struct {
		struct rand_pool_info info;
		char bytes[32];
	} entropy = { { .entropy_count = 256, .buf_size = 32 }, "the same in each boot" };
	int fd = open("/dev/random", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || ioctl(fd, RNDADDENTROPY, &entropy))
		appended_give_up("/dev/random");
	close(fd);
}

/* It measures while it is loaded, prints to the kernel log, and refuses to stay. */
static void load_each(const struct appended *behind, char **parameters)
{
	for (; strcmp(*parameters, "--") != 0; parameters++)
		if (!syscall(SYS_init_module, behind->module, behind->module_size,
			     *parameters) ||
		    errno != EAGAIN)
			appended_give_up("test_vmalloc");
}

static char **driver_arguments(char **arguments)
{
	char *name = arguments[0];

	while (*arguments && strcmp(*arguments, "--") != 0)
		arguments++;
	if (!*arguments) {
		errno = EINVAL;
		appended_give_up("no -- among the arguments");
	}
	*arguments = name;
	return arguments;
}

int main(int count, char **arguments, char **environment)
{
	const struct appended behind = appended_of("/driver");
	int status = 0;

	seed();
	load_each(&behind, arguments + 1);
	pid_t driver = fork();
	if (driver == 0)
		appended_exec(&behind, driver_arguments(arguments), environment);
	waitpid(driver, &status, 0);
	load_each(&behind, arguments + 1);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
