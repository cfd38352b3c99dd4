/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands in the way of a larger block, by name.
 */
#ifndef BENCH_LIMIT_H
#define BENCH_LIMIT_H

#include "allocators.h"
#include "buddyinfo.h"
#include "info.h"
#include "maximum.h"

/**
 * struct limit_facts - what is known when a search has ended
 * @info:      read after the search
 * @buddyinfo: read after the search; all zero where it could not be
 */
struct limit_facts {
	struct info info;
	struct buddyinfo buddyinfo;
};

/**
 * limit_name() - the word for a record's "limit"
 */
const char *limit_name(const struct allocator_row *row, const struct maximum *maximum,
		       const struct limit_facts *facts);

/**
 * limit_resolution() - the resolution, 0 where the largest block is a limit itself
 *
 * KMALLOC_MAX_SIZE and the largest order are known to the byte: a search that ends on one
 * has nothing left to find.
 */
uint64_t limit_resolution(const struct allocator_row *row, const struct maximum *maximum,
			  const struct limit_facts *facts);

#endif
