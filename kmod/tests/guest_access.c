// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who may: only CAP_SYS_ADMIN, and nobody under lockdown, at open and at each write.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"

#define RUN "/sys/kernel/debug/allocbench/run"

static void give_up_sys_admin(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3,
	};
	struct __user_cap_data_struct data[2];

	syscall(SYS_capget, &header, data);
	data[CAP_SYS_ADMIN / 32].effective &= ~(1u << (CAP_SYS_ADMIN % 32));
	syscall(SYS_capset, &header, data);
}

/* Bits 0 and 1 of the exit status: the write and the open gave EPERM. */
static int denied_without_capability(int run)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	int status;
	pid_t child = fork();

	if (!child) {
		give_up_sys_admin();
		_exit((send_request(run, &request) == -EPERM) |
		      (open(RUN, O_RDWR) == -1 && errno == EPERM) << 1);
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static bool lock_down(void)
{
	int lockdown;
	bool done;

	mount("none", "/sys/kernel/security", "securityfs", 0, NULL);
	lockdown = open("/sys/kernel/security/lockdown", O_WRONLY | O_CLOEXEC);
	if (lockdown < 0)
		return false;
	done = write(lockdown, "integrity", 9) == 9;
	close(lockdown);
	return done;
}

void access_rights(void)
{
	struct allocbench_request request = request_of("kmalloc", 64);
	int run = open_run();
	int denied = denied_without_capability(run);

	fact(denied & 1, "a write without CAP_SYS_ADMIN: EPERM");
	fact(denied & 2, "an open without CAP_SYS_ADMIN: EPERM");
	fact(send_request(run, &request) == 0,
	     "with it the same file takes the same request");

	fact(lock_down(), "the kernel can be locked down");
	fact(send_request(run, &request) == -EPERM, "a write under lockdown: EPERM");
	fact(open(RUN, O_RDWR) == -1 && errno == EPERM, "an open under lockdown: EPERM");
	close(run);
}
