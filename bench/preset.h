/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Plans with a name.
 */
#ifndef BENCH_PRESET_H
#define BENCH_PRESET_H

#include <stdbool.h>
#include <stdint.h>

struct options;

/**
 * struct preset - values for the options of `run`
 */
struct preset {
	const char *name;
	const char *allocators;
	const char *sizes;
	bool edges;
	const char *gfp;
	const char *patterns;
	uint64_t samples;
	uint64_t warmup;
};

/**
 * preset_find() - the preset of a name, or NULL
 */
const struct preset *preset_find(const char *name);

/**
 * preset_apply() - set the options that a preset speaks of
 */
void preset_apply(const struct preset *preset, struct options *options);

#endif
