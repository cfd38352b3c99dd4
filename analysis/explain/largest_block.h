/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How large a block may be, from what is known of a machine and its kernel. The rules
 * stand in one table, with the kernels that they hold for. Pure.
 */
#ifndef ANALYSIS_LARGEST_BLOCK_H
#define ANALYSIS_LARGEST_BLOCK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MIB (1024 * 1024ULL)
#define GIB (1024 * MIB)

/**
 * struct machine_facts - what is known; 0 where it is not
 * @version:  of the kernel: 2.6.18 is 0x020612
 * @is_64bit: of its addresses
 * @ram:      MemTotal, bytes
 * @kmalloc_max_size, @largest_order, @vmalloc_space, @page_size: as the kernel says
 * @has_order: largest_order is known
 * @free:     MemAvailable, bytes
 * @budget:   what the run may hold, bytes
 */
struct machine_facts {
	uint32_t version;
	bool is_64bit;
	uint64_t ram;
	uint64_t kmalloc_max_size;
	uint64_t largest_order;
	bool has_order;
	uint64_t vmalloc_space;
	uint64_t page_size;
	uint64_t free;
	uint64_t budget;
};

/**
 * struct block_rule - one reason why there are no larger blocks
 * @allocator:    whose
 * @first, @last: kernels that it holds for; last is 0 where it still does
 * @bits:         of addresses: 32 or 64, 0 for both
 * @limit:        of results/FORMAT.md
 * @words:        what it says
 * @bytes:        the largest block that it lets through; 0: it says nothing of this
 * machine
 */
struct block_rule {
	const char *allocator;
	uint32_t first;
	uint32_t last;
	unsigned bits;
	const char *limit;
	const char *words;
	uint64_t (*bytes)(const struct machine_facts *facts);
};

/**
 * struct prediction - what the rules make of a machine
 * @rule:     the one that lets the least through
 * @exact:    bytes
 * @doubling: the largest power of two, from one page on, that works: as published
 */
struct prediction {
	const struct block_rule *rule;
	uint64_t exact;
	uint64_t doubling;
};

/**
 * kernel_version() - of a release: "6.1.0-56-amd64" is 0x060100
 */
uint32_t kernel_version(const char *release);

/**
 * largest_block() - predict the largest block of an allocator
 *
 * Return: whether there is a rule for it.
 */
bool largest_block(const struct machine_facts *facts, const char *allocator,
		   struct prediction *prediction);

/**
 * block_rule_at() - the rules in their order, NULL beyond the last
 */
const struct block_rule *block_rule_at(size_t index);

/**
 * block_rule_holds() - for this machine's kernel and addresses?
 */
bool block_rule_holds(const struct block_rule *rule, const struct machine_facts *facts);

#endif
