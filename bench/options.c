// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that reads command lines.
 */
#include <argp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cpu_list.h"
#include "measure.h"
#include "options.h"
#include "plan.h"
#include "preset.h"
#include "results/size.h"
#include "results/verdict.h"

#define MEASURING (OPTIONS_RUN | OPTIONS_MAX | OPTIONS_SELFTEST)
#define WRITING (OPTIONS_LIST | MEASURING)
#define CHOOSING (OPTIONS_RUN | OPTIONS_MAX)
#define SAMPLING (OPTIONS_RUN | OPTIONS_SELFTEST)

/* JSON integers end here. */
#define NUMBER_LIMIT ((uint64_t)INT64_MAX)

/* Not of the plan: may differ where a run is resumed. */
#define ANEW (1 << 8)

/* More nodes than any kernel is built for. */
#define NODE_LIMIT 1024

#define DEFAULT_MAX_SAMPLES 1000000

struct row;

/**
 * struct kind - what the argument of an option is
 * @set:     writes the row's field; gives what is wrong with the text, or NULL
 * @is_same: compares two fields
 */
struct kind {
	const char *(*set)(const struct row *row, struct options *options,
			   const char *text);
	bool (*is_same)(const void *one, const void *other);
};

/**
 * struct row - an option
 * @commands: enum options_of bits, and ANEW
 * @smallest, @largest: of a number
 * @fault:    what a number must be
 */
struct row {
	const char *name;
	int key;
	const char *argument;
	unsigned int commands;
	const struct kind *kind;
	size_t offset;
	uint64_t smallest;
	uint64_t largest;
	const char *fault;
	const char *help;
};

static void *field_of(const struct row *row, const struct options *options)
{
	return (char *)options + row->offset;
}

static const char *set_preset(const struct row *row, struct options *options,
			      const char *text)
{
	const struct preset *preset = preset_find(text);

	if (!preset)
		return "no such preset; there are: book, full";
	preset_apply(preset, options);
	return NULL;
}

static const char *set_text(const struct row *row, struct options *options,
			    const char *text)
{
	*(const char **)field_of(row, options) = text;
	return NULL;
}

static const char *set_path(const struct row *row, struct options *options,
			    const char *text)
{
	set_text(row, options, text);
	return *text ? NULL : "must be a file's name";
}

static const char *set_flag(const struct row *row, struct options *options,
			    const char *text)
{
	*(bool *)field_of(row, options) = true;
	return NULL;
}

static const char *set_number(const struct row *row, struct options *options,
			      const char *text)
{
	uint64_t value;

	if (size_parse(text, &value) || value < row->smallest || value > row->largest)
		return row->fault;
	*(uint64_t *)field_of(row, options) = value;
	return NULL;
}

static const char *set_index(const struct row *row, struct options *options,
			     const char *text)
{
	uint64_t value;

	if (size_parse(text, &value) || value > row->largest)
		return row->fault;
	*(int *)field_of(row, options) = value;
	return NULL;
}

static bool same_text(const void *one, const void *other)
{
	const char *a = *(const char *const *)one;
	const char *b = *(const char *const *)other;

	return a == b || (a && b && !strcmp(a, b));
}

static bool same_number(const void *one, const void *other)
{
	return *(const uint64_t *)one == *(const uint64_t *)other;
}

static bool same_index(const void *one, const void *other)
{
	return *(const int *)one == *(const int *)other;
}

static bool same_flag(const void *one, const void *other)
{
	return *(const bool *)one == *(const bool *)other;
}

/* What a preset has set is compared where it was set. */
static bool same_preset(const void *one, const void *other)
{
	return true;
}

static const struct kind preset = { set_preset, same_preset };
static const struct kind list = { set_text, same_text };
static const struct kind file = { set_path, same_text };
static const struct kind number = { set_number, same_number };
static const struct kind identity = { set_index, same_index };
static const struct kind flag = { set_flag, same_flag };

#define FIELD(name) offsetof(struct options, name)

#define PLAIN 0, 0, NULL

static const struct row rows[] = {
	{ "preset", 'p', "NAME", OPTIONS_RUN, &preset, 0, PLAIN,
	  "a plan with a name: book, the published one, or full; later options change it" },
	{ "alloc", 'a', "LIST", CHOOSING, &list, FIELD(allocators), PLAIN,
	  "allocators, joined by commas, or all (`allocbench list` shows them)" },
	{ "sizes", 's', "LIST", OPTIONS_RUN, &list, FIELD(sizes), PLAIN,
	  "sizes in bytes: 5,1000,64K  8..4MiB*2  4096..65536+4096" },
	{ "gfp", 'g', "LIST", CHOOSING, &list, FIELD(gfp), PLAIN,
	  "alternatives joined by commas, each of flags joined by '|' (GFP_KERNEL)" },
	{ "pattern", 'P', "LIST", OPTIONS_RUN, &list, FIELD(patterns), PLAIN,
	  "in which order blocks are allocated and freed: names or all (pair)" },
	{ "context", 'C', "LIST", OPTIONS_RUN, &list, FIELD(contexts), PLAIN,
	  "what the CPU is doing meanwhile: names or all (task)" },
	{ "set", 'N', "COUNT", OPTIONS_RUN, &number, FIELD(set_size), 1, UINT32_MAX,
	  "must be a number of blocks, 1 or more",
	  "blocks that a pattern holds at once (64; cold: 1)" },
	{ "bulk", 'B', "COUNT", OPTIONS_RUN, &number, FIELD(bulk_count), 1, UINT32_MAX,
	  "must be a number of objects, 1 or more",
	  "objects a call of an allocator that gives several (16)" },
	{ "cpus", 'u', "LIST", OPTIONS_RUN, &list, FIELD(cpus), PLAIN,
	  "the pattern's other CPUs, as 0-3,8 (of a crowd all, else the next one)" },
	{ "node", 'd', "NUMBER", OPTIONS_RUN, &identity, FIELD(node), 0, NODE_LIMIT - 1,
	  "must be the number of a NUMA node, from 0",
	  "NUMA node, where the allocator takes one" },
	{ "skip-refused", 'k', NULL, CHOOSING, &flag, FIELD(skip_refused), PLAIN,
	  "leave out the combinations that the module refuses" },
	{ "edges", 'e', NULL, OPTIONS_RUN, &flag, FIELD(edges), PLAIN,
	  "sizes one byte below, at and above every kmalloc class and order too" },
	{ "shuffle", 'x', NULL, OPTIONS_RUN, &flag, FIELD(shuffle), PLAIN,
	  "measure the cells in an order that --seed decides" },
	{ "dry-run", 'D', NULL, OPTIONS_RUN | ANEW, &flag, FIELD(dry_run), PLAIN,
	  "print the plan and an estimate of its time; write no result" },
	{ "samples", 'n', "COUNT", SAMPLING, &number, FIELD(samples), 1, UINT32_MAX,
	  "must be a number of samples, 1 or more",
	  "samples a cell (of a run: until the medians are known to 0.5 %)" },
	{ "max-samples", 'm', "COUNT", OPTIONS_RUN, &number, FIELD(max_samples), 1,
	  UINT32_MAX, "must be a number of samples, 1 or more",
	  "most samples a cell, without --samples (1000000)" },
	{ "warmup", 'w', "COUNT", SAMPLING, &number, FIELD(warmup), 0, UINT32_MAX,
	  "must be a number of samples, 0 or more",
	  "samples to forget before each cell (of a run: until two rounds agree)" },
	{ "spread", 'i', "MS", OPTIONS_RUN, &number, FIELD(spread), 1, 60000,
	  "must be a number of milliseconds, 1 to 60000",
	  "with --samples: take cells in turns, a sixteenth of each every MS ms" },
	{ "time-limit", 't', "SECONDS", OPTIONS_RUN | ANEW, &number, FIELD(time_limit), 1,
	  UINT32_MAX, "must be a number of seconds, 1 or more",
	  "begin no cell after so long; what is left out can be resumed" },
	{ "budget", 'b', "SIZE", MEASURING, &number, FIELD(budget), 4096, NUMBER_LIMIT,
	  "must be a size such as 512M, 4096 or more",
	  "most memory to hold at once (a quarter of what is available, at most 4 GiB)" },
	{ "seed", 'S', "NUMBER", MEASURING, &number, FIELD(seed), 0, NUMBER_LIMIT,
	  "must be a number, 0 to 2^63 - 1",
	  "seed of the order and of the patterns' choices, kept in the result (0)" },
	{ "cpu", 'c', "NUMBER", MEASURING, &identity, FIELD(cpu), 0, CPU_LIMIT - 1,
	  "must be the number of a CPU, from 0", "be bound to this CPU" },
	{ "output", 'o', "FILE", WRITING | ANEW, &file, FIELD(path), PLAIN,
	  "write the result to FILE, which must not exist" },
	{ "force", 'f', NULL, WRITING | ANEW, &flag, FIELD(force), PLAIN,
	  "replace FILE when done" },
	{ "resume", 'R', "FILE", OPTIONS_RUN | ANEW, &file, FIELD(resume), PLAIN,
	  "go on with FILE, which was cut short; its options are taken over" },
	{ "raw", 'r', NULL, OPTIONS_RUN, &flag, FIELD(raw), PLAIN,
	  "keep all samples in the order taken, not only the first 4096" },
	{ "no-max", 'M', NULL, OPTIONS_RUN, &flag, FIELD(no_max), PLAIN,
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
		fault = rows[i].kind->set(&rows[i], state->input, text);
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

static struct options defaults_of(enum options_of command)
{
	struct options options = {
		.contexts = "task",
		.node = NODE_NONE,
		.max_samples = DEFAULT_MAX_SAMPLES,
		.cpu = CPU_ANY,
	};

	preset_apply(preset_find("book"), &options);
	/* A search takes all rows that have a maximum, unless told otherwise. */
	if (command == OPTIONS_MAX)
		options.allocators = NULL;
	if (command == OPTIONS_RUN) {
		options.samples = 0;
		options.warmup = WARMUP_UNTIL_STEADY;
	}
	return options;
}

int options_parse(enum options_of command, const char *summary, int argc, char **argv,
		  struct options *options)
{
	struct argp_option taken[ROW_COUNT + 1];
	struct argp argp = { .options = taken, .parser = parse_option, .doc = summary };

	*options = defaults_of(command);
	options_of_command(command, taken);
	return -argp_parse(&argp, argc, argv, 0, NULL, options);
}

const char *options_difference(enum options_of command, const struct options *one,
			       const struct options *other)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (!(rows[i].commands & command) || rows[i].commands & ANEW)
			continue;
		if (!rows[i].kind->is_same(field_of(&rows[i], one),
					   field_of(&rows[i], other)))
			return rows[i].name;
	}
	return NULL;
}
