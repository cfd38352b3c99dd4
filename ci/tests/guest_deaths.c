// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A driver for the VM tests: ends a guest in every way that allocvm tells apart.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/io.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "../guest.h"

#define CHANNEL_PORT 0x2f8 /* ttyS1's data register */

/* A whole, valid result, without its last newline. */
static const char *result;

static void send(const char *bytes, size_t length)
{
	fwrite(bytes, 1, length, stdout);
	fflush(stdout);
}

static void send_whole(void)
{
	send(result, strlen(result));
	send("\n", 1);
}

/* The result up to the middle of some record. */
static void send_part(void)
{
	send(result, strlen(result) * 3 / 4);
}

static int write_word(const char *path, const char *word)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0 || write(fd, word, strlen(word)) < 0) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return 99;
	}
	return 0;
}

static int whole(const char *argument)
{
	send_whole();
	return atoi(argument);
}

static int part(const char *argument)
{
	send_part();
	return atoi(argument);
}

static int footless(const char *argument)
{
	send(result, (size_t)(strrchr(result, '\n') + 1 - result));
	return atoi(argument);
}

static int garble(const char *argument)
{
	send_whole();
	puts("\001\002 this is no record");
	return 0;
}

static int text(const char *argument)
{
	fputs(argument, stdout);
	fprintf(stderr, "guest: a word on standard error\n");
	return 0;
}

static int number(const char *argument)
{
	return atoi(argument);
}

static int killed(const char *argument)
{
	return raise(atoi(argument));
}

/* Some records, then the kernel's own end of everything. */
static int sysrq(const char *argument)
{
	send_part();
	usleep(200000);
	return write_word("/proc/sysrq-trigger", argument);
}

/* What tests/death_module.c can do to a kernel. */
static int kernel(const char *argument)
{
	send_part();
	usleep(200000);
	return write_word("/sys/kernel/debug/allocvm_death", argument);
}

static int silent(const char *argument)
{
	send_part();
	return pause();
}

static int endless(const char *argument)
{
	while (!usleep(200000))
		send("tick\n", 5);
	return 0;
}

/* The network as the guest has it, said before it waits. */
static int interfaces(const char *argument)
{
	DIR *directory = opendir("/sys/class/net");
	struct dirent *entry;

	while (directory && (entry = readdir(directory)))
		if (entry->d_name[0] != '.')
			printf("interface %s\n", entry->d_name);
	printf("interfaces end\n");
	fflush(stdout);
	return pause();
}

static int noise(const char *argument)
{
	send("one line\n", 9);
	usleep(200000);
	if (ioperm(CHANNEL_PORT, 8, 1))
		return 99;
	outb('X', CHANNEL_PORT);
	return 0;
}

static int leave(const char *argument)
{
	send("one line\n", 9);
	usleep(200000);
	if (ioperm(GUEST_EXIT_PORT, 1, 1))
		return 99;
	outb(GUEST_EXIT_VALUE, GUEST_EXIT_PORT);
	return 0;
}

static int reset(const char *argument)
{
	usleep(200000);
	return reboot(RB_AUTOBOOT);
}

static int die(const char *name, const char *argument);

/* As the boot argument guest.death=NAME[:ARGUMENT] says: one plan, other kernels. */
static int appended(const char *argument)
{
	char line[4096] = "", *name, *word;
	FILE *file = fopen("/proc/cmdline", "r");

	if (!file || !fgets(line, sizeof(line), file))
		return 99;
	name = strstr(line, "guest.death=");
	if (!name)
		return whole(argument);
	name += strlen("guest.death=");
	name[strcspn(name, " \n")] = '\0';
	word = strchr(name, ':');
	if (word)
		*word++ = '\0';
	return die(name, word ? word : "0");
}

static const struct {
	const char *name;
	int (*die)(const char *argument);
} deaths[] = {
	{ "appended", appended },
	{ "endless",  endless },
	{ "footless", footless },
	{ "garble",   garble },
	{ "interfaces", interfaces },
	{ "kernel",   kernel },
	{ "killed",   killed },
	{ "leave",    leave },
	{ "noise",    noise },
	{ "number",   number },
	{ "part",     part },
	{ "reset",    reset },
	{ "silent",   silent },
	{ "sysrq",    sysrq },
	{ "text",     text },
	{ "whole",    whole },
};

static int die(const char *name, const char *argument)
{
	for (size_t i = 0; i < sizeof(deaths) / sizeof(deaths[0]); i++)
		if (!strcmp(deaths[i].name, name))
			return deaths[i].die(argument);
	fprintf(stderr, "guest: no such death\n");
	return 98;
}

/* guest-deaths NAME [ARGUMENT] RESULT */
int main(int argc, char **argv)
{
	result = argv[argc - 1];
	return die(argc > 2 ? argv[1] : "", argc > 3 ? argv[2] : "0");
}
