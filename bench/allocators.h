/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rows of the module's file "allocators": what can be measured, and with what.
 */
#ifndef BENCH_ALLOCATORS_H
#define BENCH_ALLOCATORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "problem.h"
#include "words.h"

/**
 * enum size_means - what the size of a request to a row is
 */
enum size_means {
	SIZE_MEANS_NOTHING,
	SIZE_MEANS_ADDS,
	SIZE_MEANS_BYTES,
};

/**
 * struct allocator_row - one row of the module
 * @name:     as the kernel spells it
 * @smallest: smallest request
 * @largest:  largest request of a sampling run
 * @probe:    has it a maximum worth searching?
 * @bulk:     does one call give several objects, as many as asked for?
 * @node:     does it take a NUMA node?
 * @flags:    gfp flag names that it takes; none where it has no such argument
 * @slab:     whose slab caches its blocks come from: "kmalloc", "own"; NULL for none
 * @slot_words: that a block needs in the module's buffer while it is held, besides those
 *            of the objects of a call
 * @absent:   why this kernel does not have it; NULL where it does
 * @unreal:   why its numbers say nothing of the kernel elsewhere; NULL where they do
 */
struct allocator_row {
	char *name;
	enum size_means size_means;
	uint64_t smallest;
	uint64_t largest;
	bool probe;
	bool bulk;
	bool node;
	struct words flags;
	struct words contexts;
	struct words patterns;
	char *slab;
	uint64_t slot_words;
	char *absent;
	char *unreal;
};

/**
 * struct allocators - all rows, in the module's order
 */
struct allocators {
	struct allocator_row *rows;
	size_t count;
};

/**
 * size_means_name() - the module's word: "bytes", "adds", "nothing"
 */
const char *size_means_name(enum size_means means);

/**
 * allocators_parse() - the text of the file: a heading, then a row a line
 *
 * Return: 0, -EBADMSG (a row that is not understood) or -ENOMEM, with a message in
 * @problem.
 */
int allocators_parse(const char *text, struct allocators *allocators,
		     struct problem *problem);

/**
 * allocators_read() - read and parse the module's file
 */
int allocators_read(struct allocators *allocators, struct problem *problem);

/**
 * allocators_find() - the row of a name
 *
 * Return: the row, or NULL.
 */
const struct allocator_row *allocators_find(const struct allocators *allocators,
					    const char *name);

void allocators_free(struct allocators *allocators);

#endif
