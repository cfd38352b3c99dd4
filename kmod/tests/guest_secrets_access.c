// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Strangers before doors that somebody has opened: another user, root without the
 * capability, root of a user namespace. They may read from a file that they were given,
 * and nothing else.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "guest_secrets.h"

#define NOBODY 65534

static const char *const files[] = {
	ALLOCBENCH_DIRECTORY "allocators",
	ALLOCBENCH_DIRECTORY "info",
	ALLOCBENCH_DIRECTORY "run",
};

static bool open_the_doors(void)
{
	bool open =
		!chmod("/sys/kernel/debug", 0755) && !chmod(ALLOCBENCH_DIRECTORY, 0755);

	for (size_t i = 0; i < 3; i++)
		open &= !chmod(files[i], 0666);
	return open;
}

static void close_the_doors(void)
{
	chmod("/sys/kernel/debug", 0700);
	chmod(ALLOCBENCH_DIRECTORY, 0700);
	for (size_t i = 0; i < 3; i++)
		chmod(files[i], i < 2 ? 0400 : 0600);
}

static bool is_another_user(void)
{
	return !setgroups(0, NULL) && !setgid(NOBODY) && !setuid(NOBODY);
}

static bool is_root_without_capability(void)
{
	struct __user_cap_header_struct header = { .version =
							   _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	if (syscall(SYS_capget, &header, data))
		return false;
	data[CAP_SYS_ADMIN / 32].effective &= ~(1u << (CAP_SYS_ADMIN % 32));
	data[CAP_SYS_ADMIN / 32].permitted &= ~(1u << (CAP_SYS_ADMIN % 32));
	return !syscall(SYS_capset, &header, data);
}

static bool is_root_of_namespace(void)
{
	struct __user_cap_header_struct header = { .version =
							   _LINUX_CAPABILITY_VERSION_3 };
	struct __user_cap_data_struct data[2];

	return !unshare(CLONE_NEWUSER) && !syscall(SYS_capget, &header, data) &&
	       data[CAP_SYS_ADMIN / 32].effective & 1u << (CAP_SYS_ADMIN % 32);
}

/* The control: whoever may is no stranger. */
static bool is_ourselves(void)
{
	return false;
}

/* Bits: became the stranger; opens, for each kind, are EPERM; a write is; a read gives
 * bytes. */
enum finding {
	IS_STRANGER = 1 << 0,
	MAY_NOT_OPEN = 1 << 1,
	MAY_NOT_WRITE = 1 << 2,
	MAY_READ_WHAT_WAS_GIVEN = 1 << 3,
	CAN_REACH_THE_DOOR = 1 << 4,
};

static int look(int run, bool (*become)(void))
{
	struct allocbench_request request = request_of("none", 0);
	struct allocbench_reply reply;
	int findings = become() ? IS_STRANGER | MAY_NOT_OPEN : 0;
	struct stat door;

	for (size_t i = 0; i < 3; i++) {
		int flags = i < 2 ? O_RDONLY : O_RDWR;

		errno = 0;
		if (open(files[i], flags) >= 0 || errno != EPERM)
			findings &= ~MAY_NOT_OPEN;
	}
	if (!stat(files[2], &door) && (door.st_mode & 0777) == 0666)
		findings |= CAN_REACH_THE_DOOR;
	if (read(run, &reply, sizeof(reply)) == sizeof(reply))
		findings |= MAY_READ_WHAT_WAS_GIVEN;
	if (send_request(run, &request) == -EPERM)
		findings |= MAY_NOT_WRITE;
	return findings;
}

static int findings_of(bool (*become)(void))
{
	struct allocbench_request request = request_of("none", 0);
	int run = open_run(), status = 0;
	pid_t child;

	send_request(run, &request);
	child = fork();
	if (!child)
		_exit(look(run, become));
	waitpid(child, &status, 0);
	close(run);
	return WEXITSTATUS(status);
}

void strangers(void)
{
	static const struct {
		const char *who;
		bool (*become)(void);
	} kinds[] = {
		{ "another user", is_another_user },
		{ "root without CAP_SYS_ADMIN", is_root_without_capability },
		{ "root of a user namespace", is_root_of_namespace },
	};

	fact(open_the_doors(), "the modes are open to all");
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		int found = findings_of(kinds[i].become);

		fact(found & IS_STRANGER && found & CAN_REACH_THE_DOOR,
		     "%s: is one, and may come near", kinds[i].who);
		fact(found & MAY_NOT_OPEN, "%s: EPERM at the open of each file",
		     kinds[i].who);
		fact(found & MAY_NOT_WRITE, "%s: EPERM at a write to an open file",
		     kinds[i].who);
		fact(found & MAY_READ_WHAT_WAS_GIVEN,
		     "%s: may read the reply in an open file that it was given",
		     kinds[i].who);
	}
	fact(findings_of(is_ourselves) == (CAN_REACH_THE_DOOR | MAY_READ_WHAT_WAS_GIVEN),
	     "who may opens and writes");
	close_the_doors();
}
