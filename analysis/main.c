// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat: tables and plots of stored results. The table of its commands.
 */
#include <locale.h>

#include "commands.h"

static const struct command *const commands[] = {
	&table_command,
	&plot_command,
	&compare_command,
	&explain_command,
	&report_command,
	&export_command,
	&validate_command,
};

static const struct program allocstat = {
	.name = "allocstat",
	.purpose = "Tables and plots of results that allocbench measured.",
	.commands = commands,
	.command_count = sizeof(commands) / sizeof(commands[0]),
};

int main(int argc, char **argv)
{
	setlocale(LC_CTYPE, "");
	return command_main(&allocstat, argc, argv);
}
