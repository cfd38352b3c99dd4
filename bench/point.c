// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What follows from a point alone. Pure.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "point.h"

struct point point_plain(const struct allocator_row *row, uint64_t size, const char *gfp)
{
	return (struct point){
		.row = row,
		.size = size,
		.gfp = row->flags.count ? gfp : "",
		.pattern = "pair",
		.context = "task",
		.cpus = "",
		.node = NODE_NONE,
	};
}

uint64_t point_threads(const struct point *point)
{
	return point->crowd ? point->crowd->count : 1;
}

uint64_t point_buffer_need(const struct point *point, uint64_t sample_count)
{
	/* A pattern without a set holds one block. */
	uint64_t held = point->set_size ? point->set_size : 1;

	if (__builtin_mul_overflow(held, point->row->slot_words + point->bulk_count,
				   &held))
		return UINT64_MAX;
	if (held < sample_count)
		held = sample_count;
	if (__builtin_mul_overflow(held, point_threads(point), &held))
		return UINT64_MAX;
	return held;
}

bool point_same_loop(const struct point *one, const struct point *other)
{
	return !strcmp(one->pattern, other->pattern) &&
	       !strcmp(one->context, other->context) &&
	       one->set_size == other->set_size && !strcmp(one->cpus, other->cpus);
}

static void print_size(const struct point *point, FILE *stream)
{
	fputs(point->row->name, stream);
	if (point->row->size_means != SIZE_MEANS_NOTHING)
		fprintf(stream, " of %" PRIu64 " %s", point->size,
			size_means_name(point->row->size_means));
}

static void print_choices(const struct point *point, FILE *stream)
{
	if (*point->gfp)
		fprintf(stream, ", %s", point->gfp);
	fprintf(stream, ", %s", point->pattern);
	if (point->set_size)
		fprintf(stream, " of %" PRIu64, point->set_size);
	if (*point->cpus)
		fprintf(stream, " on CPU %s", point->cpus);
	fprintf(stream, ", %s", point->context);
	if (point->bulk_count)
		fprintf(stream, ", %" PRIu64 " a call", point->bulk_count);
	if (point->node != NODE_NONE)
		fprintf(stream, ", node %d", point->node);
}

void point_print(const struct point *point, char text[static POINT_TEXT_LENGTH])
{
	FILE *stream = fmemopen(text, POINT_TEXT_LENGTH, "w");

	*text = 0;
	if (!stream)
		return;
	print_size(point, stream);
	print_choices(point, stream);
	fclose(stream);
	text[POINT_TEXT_LENGTH - 1] = 0;
}
