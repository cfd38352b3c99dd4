// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of presets.
 */
#include <stddef.h>
#include <string.h>

#include "options.h"
#include "plan.h"
#include "preset.h"

static const struct preset presets[] = {
	{
		/* The published cost table; book_pages asks at its too high orders. */
		.name = "book",
		.allocators = "kmalloc,__get_free_pages,book_pages,vmalloc",
		.sizes = "5,1000,4096,65536,262144,262000",
		.gfp = "GFP_KERNEL",
		.patterns = "pair",
		.samples = 1024,
		.warmup = 64,
	},
	{
		/* Two sets of the batch: the second finds what the first has left. */
		.name = "full",
		.allocators = "all",
		.sizes = "5,1000,4096,65536,262144,262000",
		.edges = true,
		.gfp = "GFP_KERNEL",
		.patterns = "pair,batch-fifo",
		.samples = 2 * PLAN_SET_SIZE,
		.warmup = 64,
	},
};

const struct preset *preset_find(const char *name)
{
	for (size_t i = 0; i < sizeof(presets) / sizeof(presets[0]); i++) {
		if (!strcmp(presets[i].name, name))
			return &presets[i];
	}
	return NULL;
}

void preset_apply(const struct preset *preset, struct options *options)
{
	options->allocators = preset->allocators;
	options->sizes = preset->sizes;
	options->edges = preset->edges;
	options->gfp = preset->gfp;
	options->patterns = preset->patterns;
	options->samples = preset->samples;
	options->warmup = preset->warmup;
}
