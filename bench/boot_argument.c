// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Finds an argument in the kernel's command line. Pure.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "boot_argument.h"

int boot_argument_find(const char *command_line, const char *name, char value[static 64])
{
	size_t name_length = strlen(name);
	int found = -ENOENT;

	while (*command_line) {
		size_t length;

		command_line += strspn(command_line, " \t\n");
		length = strcspn(command_line, " \t\n");
		if (length > name_length && command_line[name_length] == '=' &&
		    !strncmp(command_line, name, name_length)) {
			snprintf(value, 64, "%.*s", (int)(length - name_length - 1),
				 command_line + name_length + 1);
			found = 0;
		}
		command_line += length;
	}
	return found;
}

int boot_argument_is_true(const char *value)
{
	static const struct {
		const char *beginning;
		int answer;
	} words[] = {
		{ "y", 1 },  { "Y", 1 },  { "t", 1 },  { "T", 1 },  { "1", 1 },
		{ "on", 1 }, { "On", 1 }, { "oN", 1 }, { "ON", 1 }, { "n", 0 },
		{ "N", 0 },  { "f", 0 },  { "F", 0 },  { "0", 0 },  { "of", 0 },
		{ "Of", 0 }, { "oF", 0 }, { "OF", 0 },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!strncmp(value, words[i].beginning, strlen(words[i].beginning)))
			return words[i].answer;
	}
	return -EINVAL;
}
