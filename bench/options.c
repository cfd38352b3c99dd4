// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that reads command lines.
 */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "preset.h"
#include "results/size.h"
#include "results/verdict.h"

#define MEASURING (OPTIONS_RUN | OPTIONS_MAX | OPTIONS_SELFTEST)
#define WRITING (OPTIONS_LIST | MEASURING)
#define CHOOSING (OPTIONS_RUN | OPTIONS_MAX)

/* JSON integers end here. */
#define NUMBER_LIMIT ((uint64_t)INT64_MAX)

/* More CPUs than any kernel is built for. */
#define CPU_LIMIT 8192

static const char *set_preset(struct options *options, const char *text)
{
	const struct preset *preset = preset_find(text);

	if (!preset)
		return "no such preset; there is: book";
	preset_apply(preset, options);
	return NULL;
}

static const char *set_allocators(struct options *options, const char *text)
{
	options->allocators = text;
	return NULL;
}

static const char *set_sizes(struct options *options, const char *text)
{
	options->sizes = text;
	return NULL;
}

static const char *set_gfp(struct options *options, const char *text)
{
	options->gfp = text;
	return NULL;
}

static const char *number(const char *text, uint64_t smallest, uint64_t largest,
			  const char *fault, uint64_t *result)
{
	uint64_t value;

	if (size_parse(text, &value) || value < smallest || value > largest)
		return fault;
	*result = value;
	return NULL;
}

static const char *set_samples(struct options *options, const char *text)
{
	return number(text, 1, UINT32_MAX, "must be a number of samples, 1 or more",
		      &options->samples);
}

static const char *set_warmup(struct options *options, const char *text)
{
	return number(text, 0, UINT32_MAX, "must be a number of samples, 0 or more",
		      &options->warmup);
}

static const char *set_budget(struct options *options, const char *text)
{
	return number(text, 4096, NUMBER_LIMIT,
		      "must be a size such as 512M, 4096 or more", &options->budget);
}

static const char *set_seed(struct options *options, const char *text)
{
	return number(text, 0, NUMBER_LIMIT, "must be a number, 0 to 2^63 - 1",
		      &options->seed);
}

static const char *set_cpu(struct options *options, const char *text)
{
	uint64_t cpu;
	const char *fault = number(text, 0, CPU_LIMIT - 1,
				   "must be the number of a CPU, from 0", &cpu);

	if (!fault)
		options->cpu = cpu;
	return fault;
}

static const char *set_path(struct options *options, const char *text)
{
	options->path = text;
	return *text ? NULL : "must be a file's name";
}

static const char *set_force(struct options *options, const char *text)
{
	options->force = true;
	return NULL;
}

static const char *set_raw(struct options *options, const char *text)
{
	options->raw = true;
	return NULL;
}

static const char *set_no_max(struct options *options, const char *text)
{
	options->no_max = true;
	return NULL;
}

static const struct row {
	const char *name;
	int key;
	const char *argument;
	unsigned int commands;
	const char *(*set)(struct options *options, const char *text);
	const char *help;
} rows[] = {
	{ "preset", 'p', "NAME", OPTIONS_RUN, set_preset,
	  "a plan with a name: book (the default); other options change it" },
	{ "alloc", 'a', "LIST", CHOOSING, set_allocators,
	  "allocators, joined by commas (`allocbench list` shows them)" },
	{ "sizes", 's', "LIST", OPTIONS_RUN, set_sizes,
	  "sizes in bytes: 5,1000,64K  8..4MiB*2  4096..65536+4096" },
	{ "gfp", 'g', "FLAGS", CHOOSING, set_gfp,
	  "allocation flags by name, joined by '|' (GFP_KERNEL)" },
	{ "samples", 'n', "COUNT", OPTIONS_RUN | OPTIONS_SELFTEST, set_samples,
	  "samples a cell (1024)" },
	{ "warmup", 'w', "COUNT", OPTIONS_RUN | OPTIONS_SELFTEST, set_warmup,
	  "samples to forget before each cell (64)" },
	{ "budget", 'b', "SIZE", MEASURING, set_budget,
	  "most memory to hold at once (a quarter of what is available, at most 4 GiB)" },
	{ "seed", 'S', "NUMBER", MEASURING, set_seed,
	  "seed of the plan, kept in the result (0); the order is fixed so far" },
	{ "cpu", 'c', "NUMBER", MEASURING, set_cpu, "be bound to this CPU" },
	{ "output", 'o', "FILE", WRITING, set_path,
	  "write the result to FILE, which must not exist" },
	{ "force", 'f', NULL, WRITING, set_force, "replace FILE when done" },
	{ "raw", 'r', NULL, OPTIONS_RUN, set_raw,
	  "keep all samples in the order taken, not only the first 4096" },
	{ "no-max", 'M', NULL, OPTIONS_RUN, set_no_max,
	  "do not search the largest blocks" },
};

#define ROW_COUNT (sizeof(rows) / sizeof(rows[0]))

static error_t parse_option(int key, char *text, struct argp_state *state)
{
	if (key == ARGP_KEY_ARG)
		argp_error(state, "%s: not an option; this command takes only options",
			   text);
	for (size_t i = 0; i < ROW_COUNT; i++) {
		const char *fault;

		if (rows[i].key != key)
			continue;
		fault = rows[i].set(state->input, text);
		if (fault)
			argp_error(state, "--%s %s: %s", rows[i].name, text, fault);
		return 0;
	}
	return ARGP_ERR_UNKNOWN;
}

/* The command's part of the table, as argp wants it: ended by an empty option. */
static void options_of_command(enum options_of command, struct argp_option *options)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!(rows[i].commands & command))
			continue;
		*options++ = (struct argp_option){ .name = rows[i].name,
						   .key = rows[i].key,
						   .arg = rows[i].argument,
						   .doc = rows[i].help };
	}
	*options = (struct argp_option){ 0 };
}

void options_parse(enum options_of command, const char *summary, int argc, char **argv,
		   struct options *options)
{
	struct argp_option taken[ROW_COUNT + 1];
	struct argp argp = { .options = taken, .parser = parse_option, .doc = summary };

	*options = (struct options){ .cpu = CPU_ANY };
	preset_apply(preset_find("book"), options);
	/* A search takes all rows that have a maximum, unless told otherwise. */
	if (command == OPTIONS_MAX)
		options->allocators = NULL;
	options_of_command(command, taken);
	argp_parse(&argp, argc, argv, 0, NULL, options);
}
