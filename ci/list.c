// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * `allocvm list`: the kernels of ci/kernels, or those that are named, and what of them is
 * here. With --fields it is how shell scripts learn what a name means.
 */
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "image_arch.h"
#include "kernels.h"

static const struct argp_option options[] = {
	{ "fields", 'f', NULL, 0,
	  "for programs: a heading that names the fields, then one kernel a line, separated"
	  " by tabs",
	  0 },
	{ 0 },
};

struct list_options {
	bool fields;
	char **names;
};

static error_t parse(int key, char *text, struct argp_state *state)
{
	struct list_options *list = state->input;

	switch (key) {
	case 'f':
		list->fields = true;
		return 0;
	case ARGP_KEY_ARGS:
		list->names = state->argv + state->next;
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

static const struct argp list_argp = {
	.options = options,
	.parser = parse,
	.args_doc = "[NAME...]",
	.doc = "Print the kernels that ci/get-kernel can fetch, or those of the names, and"
	       " which of them are here.",
};

static void print_heading(bool fields)
{
	if (fields)
		puts("name\tarch\tstate\trelease\tversion\tdirectory"
		     "\tform\tvalue\theaders\tdashed\tappend\tkernel\tmemory");
	else
		printf("%-28s %-6s %-7s %-24s %s\n", "KERNEL", "ARCH", "STATE", "RELEASE",
		       "VERSION");
}

/**
 * struct named - a kernel by the name that was asked for
 * @name:   without boot arguments
 * @kernel: what it means
 * @row:    what is known of it
 */
struct named {
	char name[PATH_MAX];
	struct kernel kernel;
	struct kernel_row row;
};

static void print_row(const struct named *named)
{
	const struct kernel_row *row = &named->row;

	printf("%-28s %-6s %-7s %-24s %s", named->name, row->arch,
	       row->is_here ? "ready" : "absent", row->release[0] ? row->release : "-",
	       row->version[0] ? row->version : "-");
	if (named->kernel.memory_mib)
		printf("  (%s, %u MiB)", named->kernel.name, named->kernel.memory_mib);
	putchar('\n');
}

/* Where its files are: a row's directory in the cache, a tree. */
static void directory_of(const struct kernel *kernel, char *directory)
{
	directory[0] = '\0';
	if (kernel->kind == KERNEL_TREE)
		snprintf(directory, PATH_MAX, "%s", kernel->value);
	if ((kernel->kind != KERNEL_ROW && kernel->kind != KERNEL_UML) ||
	    kernel_cache_path(kernel->dashed, "", directory))
		return;
	directory[strlen(directory) - 1] = '\0';
}

static void print_fields(const struct named *named)
{
	const struct kernel *kernel = &named->kernel;
	const struct kernel_row *row = &named->row;
	char directory[PATH_MAX], memory[16] = "";

	directory_of(kernel, directory);
	if (kernel->memory_mib)
		snprintf(memory, sizeof(memory), "%u", kernel->memory_mib);
	printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", named->name,
	       row->arch, row->is_here ? "ready" : "absent", row->release, row->version,
	       directory, kernel_form(kernel), kernel->value, kernel->headers,
	       kernel->dashed, kernel->append, kernel->name, memory);
}

/* Of what is not in the table only the image is known. */
static void look_at_image(const struct kernel *kernel, struct kernel_row *row)
{
	char image[PATH_MAX];
	struct problem problem;

	*row = (struct kernel_row){ .arch = "-" };
	row->is_here = !kernel_image(kernel, image, &problem);
	if (row->is_here)
		snprintf(row->arch, sizeof(row->arch), "%s", image_arch_of_file(image));
}

static int understand(const char *text, struct named *named, struct problem *problem)
{
	struct kernel *kernel = &named->kernel;
	int error = kernel_parse(text, kernel, problem);

	if (error)
		return error;
	snprintf(named->name, sizeof(named->name), "%s", kernel->name);
	error = kernel_resolve(kernel, problem);
	if (error)
		return error;
	if (kernel->kind == KERNEL_ROW || kernel->kind == KERNEL_UML)
		return kernel_row_find(kernel->name, &named->row, problem);
	look_at_image(kernel, &named->row);
	return 0;
}

static int print_named(const char *text, bool fields)
{
	struct named named;
	struct problem problem;

	if (understand(text, &named, &problem))
		return problem_print(&problem);
	(fields ? print_fields : print_row)(&named);
	return EXIT_DONE;
}

struct table {
	bool fields;
	int exit_code;
};

static void print_table_row(const struct kernel_row *row, void *context)
{
	struct table *table = context;

	if (table->exit_code == EXIT_DONE)
		table->exit_code = print_named(row->name, table->fields);
}

static int print_table(bool fields)
{
	struct table table = { fields, EXIT_DONE };
	int error = kernel_rows(print_table_row, &table);

	if (!error)
		return table.exit_code;
	fprintf(stderr, "allocvm: %s: %s; is this a whole installation?\n",
		kernel_table_path(), strerror(-error));
	return EXIT_TOOL_FAILURE;
}

static int list(int argc, char **argv)
{
	struct list_options list = { 0 };
	int exit_code = EXIT_DONE;

	argp_parse(&list_argp, argc, argv, 0, NULL, &list);
	print_heading(list.fields);
	if (!list.names)
		return print_table(list.fields);
	for (char **name = list.names; *name && exit_code == EXIT_DONE; name++)
		exit_code = print_named(*name, list.fields);
	return exit_code;
}

const struct command list_command = {
	.name = "list",
	.run = list,
	.help = "print the known kernels, or the named ones, and which are here",
};
