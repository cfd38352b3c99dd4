/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the module's file "info" says: facts of the kernel, the clock and the module.
 */
#ifndef BENCH_INFO_H
#define BENCH_INFO_H

#include <stdbool.h>
#include <stdint.h>

#include "problem.h"

#define INFO_WORD_LENGTH 64
#define INFO_LIST_LENGTH 512

/**
 * struct info - the facts, as the module names them; sizes in bytes
 * @contract:         version of the contract
 * @module_version:   of the module's source
 * @module_build:     "release" or "test"
 * @arch:             as the module was built
 * @tsc_khz:          frequency of the clock; 0 where the kernel does not know it
 * @hypervisor:       does the CPU say that it is virtual?
 * @kmalloc_max_size: the largest kmalloc()
 * @largest_order:    the largest order of the page allocator
 * @vmalloc_bytes:    the whole vmalloc area
 * @total_bytes:      all memory that the kernel manages
 * @available_bytes:  what could be had now without swapping
 * @buffer_limit:     for the sample buffers of all open files
 * @live_objects:     blocks that runs hold at this moment
 * @live_bytes:       their memory
 * @smi_counter:      "yes", or why SMIs are not counted
 * @pattern_set:      patterns that take a set, joined by commas; "-" for none
 * @pattern_cpus:     patterns that take other CPUs, likewise
 * @kmalloc_classes:  sizes of the kmalloc caches, likewise; "" where nobody knows
 */
struct info {
	uint64_t contract;
	char module_version[INFO_WORD_LENGTH];
	char module_build[INFO_WORD_LENGTH];
	char arch[INFO_WORD_LENGTH];
	uint64_t tsc_khz;
	bool constant_tsc;
	bool nonstop_tsc;
	bool tsc_stable;
	bool hypervisor;
	uint64_t page_size;
	uint64_t largest_order;
	uint64_t kmalloc_max_size;
	uint64_t vmalloc_bytes;
	uint64_t total_bytes;
	uint64_t available_bytes;
	uint64_t buffer_limit;
	uint64_t live_objects;
	uint64_t live_bytes;
	char smi_counter[INFO_WORD_LENGTH];
	char pattern_set[INFO_LIST_LENGTH];
	char pattern_cpus[INFO_LIST_LENGTH];
	char kmalloc_classes[INFO_LIST_LENGTH];
};

/**
 * info_parse() - the text of the file
 *
 * Unknown keys are passed over. Return: 0, -EBADMSG (a line without a colon, a value of
 * another kind, a key missing) or -EPROTONOSUPPORT (another contract).
 */
int info_parse(const char *text, struct info *info, struct problem *problem);

/**
 * info_list_has() - is a word in one of the lists?
 */
bool info_list_has(const char *list, const char *word);

/**
 * info_field() - the fact of a key of the module's file
 * @key: one that struct info has
 *
 * Return: a pointer to the member of this name.
 */
const void *info_field(const struct info *info, const char *key);

/**
 * info_read() - read and parse the module's file
 */
int info_read(struct info *info, struct problem *problem);

#endif
