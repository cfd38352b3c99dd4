// SPDX-License-Identifier: GPL-2.0-or-later
/* Chooses a command from a program's table. */
#include "results/command.h"

#include <argp.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "results/verdict.h"

static int print_help(const struct program *program, FILE *stream)
{
	fprintf(stream, "Usage: %s COMMAND [OPTION...]\n%s\n\n", program->name,
		program->purpose);
	for (size_t i = 0; i < program->command_count; i++)
		fprintf(stream, "  %-10s %s\n", program->commands[i]->name,
			program->commands[i]->help);
	fprintf(stream, "\n`%s COMMAND --help` tells more; so does the page %s(1).\n",
		program->name, program->name);
	return stream == stderr ? EXIT_USAGE : EXIT_DONE;
}

static const struct command *find(const struct program *program, const char *name)
{
	for (size_t i = 0; i < program->command_count; i++) {
		if (!strcmp(program->commands[i]->name, name))
			return program->commands[i];
	}
	return NULL;
}

static int run(const struct program *program, int argc, char **argv)
{
	static char full_name[64];
	const struct command *command = find(program, argv[1]);

	if (!command) {
		fprintf(stderr, "%s: %s: no such command; `%s --help` lists them\n",
			program->name, argv[1], program->name);
		return EXIT_USAGE;
	}
	/* argp names the program by argv[0] in its usage lines. */
	snprintf(full_name, sizeof(full_name), "%s %s", program->name, command->name);
	argv[1] = full_name;
	return command->run(argc - 1, argv + 1);
}

static int check_output(const struct program *program, int code)
{
	if (!fflush(stdout) && !ferror(stdout))
		return code;
	fprintf(stderr, "%s: standard output: %m; what it got is incomplete\n",
		program->name);
	return EXIT_TOOL_FAILURE;
}

static int print_version(const struct program *program)
{
	printf("%s " ALLOCBENCH_TOOL_VERSION "\n", program->name);
	return EXIT_DONE;
}

/*
 * A file that took the place of a closed stream would get what is written to that:
 * progress in a result. What takes it instead fails as a closed one does, but is not
 * given away.
 */
static void occupy_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0)
			(void)!open("/dev/null", fd ? O_RDONLY : O_WRONLY);
}

int command_main(const struct program *program, int argc, char **argv)
{
	int code;

	occupy_streams();
	argp_err_exit_status = EXIT_USAGE;
	if (argc < 2)
		code = print_help(program, stderr);
	else if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-?"))
		code = print_help(program, stdout);
	else if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V"))
		code = print_version(program);
	else
		code = run(program, argc, argv);
	return check_output(program, code);
}
