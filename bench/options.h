/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The options of all commands: one table, of which each command takes its part.
 */
#ifndef BENCH_OPTIONS_H
#define BENCH_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

/**
 * enum options_of - who takes an option (bits)
 */
enum options_of {
	OPTIONS_LIST = 1 << 0,
	OPTIONS_RUN = 1 << 1,
	OPTIONS_MAX = 1 << 2,
	OPTIONS_SELFTEST = 1 << 3,
};

/* options.cpu where no CPU was asked for */
#define CPU_ANY (-1)

/**
 * struct options - what the command line asks for
 * @allocators: names joined by commas, or "all"; NULL for the command's own choice
 * @sizes:      a list for size_list_parse()
 * @gfp:        alternatives joined by commas, flag names joined by '|'
 * @patterns:   names joined by commas, or "all"
 * @contexts:   likewise
 * @cpus:       the patterns' other CPUs; NULL for their own choice
 * @set_size:   blocks held at once; 0 for the plan's own choice
 * @bulk_count: objects a call; 0 for the plan's own choice
 * @node:       NUMA node, or NODE_NONE
 * @skip_refused: leave out combinations that are refused
 * @edges:      sizes around every kmalloc class and order too
 * @shuffle:    the seed decides the order of cells
 * @dry_run:    measure nothing but how long it would take
 * @samples:    a cell; 0 until its median is known well enough
 * @max_samples: a cell, where the precision decides
 * @warmup:     samples to take and forget before each cell, or WARMUP_UNTIL_STEADY
 * @spread:     milliseconds from one part of a cell to the next; 0: it is taken at once
 * @time_limit: seconds; 0 for none
 * @budget:     bytes; 0 for the default
 * @seed:       of the plan
 * @cpu:        to be bound to, or CPU_ANY
 * @path:       the result's file; NULL for standard output
 * @force:      replace that file
 * @resume:     go on with this file; NULL for a new one
 * @raw:        keep the order of all samples
 * @no_max:     leave out the maxima
 */
struct options {
	const char *allocators;
	const char *sizes;
	const char *gfp;
	const char *patterns;
	const char *contexts;
	const char *cpus;
	uint64_t set_size;
	uint64_t bulk_count;
	int node;
	bool skip_refused;
	bool edges;
	bool shuffle;
	bool dry_run;
	uint64_t samples;
	uint64_t max_samples;
	uint64_t warmup;
	uint64_t spread;
	uint64_t time_limit;
	uint64_t budget;
	uint64_t seed;
	int cpu;
	const char *path;
	bool force;
	const char *resume;
	bool raw;
	bool no_max;
};

/**
 * options_parse() - read a command line
 * @command: whose options
 * @summary: one sentence for --help
 *
 * Prints and exits on --help and on mistakes, as argp does: exit code EXIT_USAGE.
 *
 * Return: 0 or -ENOMEM: without memory argp has read nothing.
 */
int options_parse(enum options_of command, const char *summary, int argc, char **argv,
		  struct options *options);

/**
 * options_difference() - compare what decides a plan
 *
 * Return: the name of an option that differs, or NULL.
 */
const char *options_difference(enum options_of command, const struct options *one,
			       const struct options *other);

#endif
