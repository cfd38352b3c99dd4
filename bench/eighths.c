// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stretches that join in pairs as they become too many, and their medians. Pure.
 */
#include <errno.h>

#include "clean_samples.h"
#include "eighths.h"

static void stretch_free(struct stretch *stretch)
{
	histogram_free(&stretch->alloc);
	histogram_free(&stretch->free);
}

static int stretch_join(struct stretch *stretch, const struct stretch *other)
{
	int error = histogram_add(&stretch->alloc, &other->alloc);

	return error ? error : histogram_add(&stretch->free, &other->free);
}

/* Half as many, each twice as long. */
static int join_pairs(struct eighths *eighths)
{
	struct stretch *stretches = eighths->stretches;

	for (size_t i = 0; i < EIGHTHS_STRETCHES / 2; i++) {
		struct stretch joined = stretches[2 * i];
		int error;

		stretches[2 * i] = (struct stretch){ 0 };
		stretches[i] = joined;
		error = stretch_join(&stretches[i], &stretches[2 * i + 1]);
		stretch_free(&stretches[2 * i + 1]);
		if (error)
			return error;
	}
	eighths->count = EIGHTHS_STRETCHES / 2;
	eighths->length *= 2;
	return 0;
}

/* A stretch that has room for at least one sample. */
static int open_stretch(struct eighths *eighths)
{
	int error = 0;

	if (!eighths->length)
		eighths->length = 1;
	if (eighths->count && eighths->seen < eighths->length)
		return 0;
	if (eighths->count == EIGHTHS_STRETCHES)
		error = join_pairs(eighths);
	eighths->count++;
	eighths->seen = 0;
	return error;
}

int eighths_add(struct eighths *eighths, const struct allocbench_sample *samples,
		size_t sample_count)
{
	while (sample_count) {
		struct stretch *last;
		size_t taken;
		int error = open_stretch(eighths);

		if (error)
			return error;
		last = &eighths->stretches[eighths->count - 1];
		taken = eighths->length - eighths->seen;
		taken = taken < sample_count ? taken : sample_count;
		error = clean_samples_add(&last->alloc, SIDE_ALLOC, samples, taken);
		if (!error)
			error = clean_samples_add(&last->free, SIDE_FREE, samples, taken);
		if (error)
			return error;
		eighths->seen += taken;
		samples += taken;
		sample_count -= taken;
	}
	return 0;
}

/* A median is whole, or half way between two whole numbers. */
static json_t *number_of(double median)
{
	json_int_t whole = median;

	return (double)whole == median ? json_integer(whole) : json_real(median);
}

static json_t *medians_of(const struct stretch *stretch)
{
	if (!stretch->alloc.total)
		return json_null();
	return json_pack("[o, o]", number_of(histogram_median(&stretch->alloc)),
			 number_of(histogram_median(&stretch->free)));
}

static json_t *medians_between(const struct eighths *eighths, size_t begin, size_t end)
{
	struct stretch whole = { 0 };
	json_t *medians = NULL;
	int error = 0;

	for (size_t i = begin; i < end && !error; i++)
		error = stretch_join(&whole, &eighths->stretches[i]);
	if (!error)
		medians = medians_of(&whole);
	stretch_free(&whole);
	return medians;
}

/* The stretch that begins nearest to the eighth of a number; the end of all for the last.
 */
static size_t first_stretch(const struct eighths *eighths, size_t eighth)
{
	uint64_t samples = (eighths->count - 1) * eighths->length + eighths->seen;

	if (!eighths->count || eighth == EIGHTHS_COUNT)
		return eighths->count;
	return (samples * eighth / EIGHTHS_COUNT + eighths->length / 2) / eighths->length;
}

json_t *eighths_array(const struct eighths *eighths)
{
	json_t *array = json_array();

	for (size_t i = 0; i < EIGHTHS_COUNT; i++) {
		size_t begin = first_stretch(eighths, i);
		size_t end = first_stretch(eighths, i + 1);

		if (json_array_append_new(array, medians_between(eighths, begin, end))) {
			json_decref(array);
			return NULL;
		}
	}
	return array;
}

void eighths_free(struct eighths *eighths)
{
	for (size_t i = 0; i < EIGHTHS_STRETCHES; i++)
		stretch_free(&eighths->stretches[i]);
	*eighths = (struct eighths){ 0 };
}
