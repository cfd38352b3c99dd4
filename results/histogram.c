// SPDX-License-Identifier: GPL-2.0-or-later
/* Exact value-count lists: how they are counted, and their order statistics. */
#include "results/histogram.h"

#include <errno.h>
#include <stdlib.h>

/* Bins; then the room doubles. */
#define FIRST_ROOM 64

/* 128 bits, which a 32-bit compiler does not have. */
struct wide {
	uint64_t high;
	uint64_t low;
};

static int compare_values(const void *one, const void *other)
{
	uint64_t a = *(const uint64_t *)one;
	uint64_t b = *(const uint64_t *)other;

	return (a > b) - (a < b);
}

static size_t distinct(const uint64_t *sorted, size_t value_count)
{
	size_t found = 0;

	for (size_t i = 0; i < value_count; i++)
		found += i == 0 || sorted[i] != sorted[i - 1];
	return found;
}

static void fill_bins(const uint64_t *sorted, size_t value_count,
		      struct value_count *bins)
{
	size_t used = 0;

	for (size_t i = 0; i < value_count; i++) {
		if (i == 0 || sorted[i] != sorted[i - 1])
			bins[used++] = (struct value_count){ .value = sorted[i] };
		bins[used - 1].count++;
	}
}

int histogram_from_values(uint64_t *values, size_t value_count,
			  struct histogram *histogram)
{
	*histogram = (struct histogram){ NULL, 0, 0 };
	if (value_count == 0)
		return 0;

	qsort(values, value_count, sizeof(*values), compare_values);

	size_t bin_count = distinct(values, value_count);
	struct value_count *bins = calloc(bin_count, sizeof(*bins));
	if (!bins)
		return -ENOMEM;

	fill_bins(values, value_count, bins);
	*histogram = (struct histogram){ bins, bin_count, value_count };
	return 0;
}

static int make_room(struct histogram *histogram, size_t *room)
{
	size_t more = *room ? 2 * *room : FIRST_ROOM;
	struct value_count *bins = reallocarray(histogram->bins, more, sizeof(*bins));

	if (!bins)
		return -ENOMEM;
	histogram->bins = bins;
	*room = more;
	return 0;
}

int histogram_append(struct histogram *histogram, size_t *room, struct value_count bin)
{
	if (histogram->bin_count == *room && make_room(histogram, room))
		return -ENOMEM;
	histogram->bins[histogram->bin_count++] = bin;
	if (__builtin_add_overflow(histogram->total, bin.count, &histogram->total))
		histogram->total = UINT64_MAX;
	return 0;
}

void histogram_fit(struct histogram *histogram)
{
	struct value_count *fitting = histogram->bins;

	if (histogram->bin_count)
		fitting = reallocarray(histogram->bins, histogram->bin_count,
				       sizeof(*fitting));
	/* Where that fails, the larger one is as good. */
	if (fitting)
		histogram->bins = fitting;
}

/* Two ascending lists into one, which has room for both. Return: its bins. */
static size_t merge_bins(const struct histogram *one, const struct histogram *other,
			 struct value_count *bins)
{
	size_t i = 0, j = 0, used = 0;

	while (i < one->bin_count || j < other->bin_count) {
		if (j == other->bin_count ||
		    (i < one->bin_count && one->bins[i].value < other->bins[j].value)) {
			bins[used++] = one->bins[i++];
			continue;
		}
		bins[used] = other->bins[j++];
		if (i < one->bin_count && one->bins[i].value == bins[used].value)
			bins[used].count += one->bins[i++].count;
		used++;
	}
	return used;
}

int histogram_add(struct histogram *histogram, const struct histogram *other)
{
	size_t room = histogram->bin_count + other->bin_count;
	struct value_count *bins;

	if (!other->bin_count)
		return 0;
	bins = calloc(room, sizeof(*bins));
	if (!bins)
		return -ENOMEM;

	size_t bin_count = merge_bins(histogram, other, bins);
	free(histogram->bins);
	*histogram = (struct histogram){ bins, bin_count,
					 histogram->total + other->total };
	histogram_fit(histogram);
	return 0;
}

void histogram_free(struct histogram *histogram)
{
	free(histogram->bins);
	*histogram = (struct histogram){ NULL, 0, 0 };
}

uint64_t histogram_rank(const struct histogram *histogram, uint64_t rank)
{
	size_t i = 0;

	while (i + 1 < histogram->bin_count && rank > histogram->bins[i].count)
		rank -= histogram->bins[i++].count;
	return histogram->bins[i].value;
}

uint64_t histogram_quantile(const struct histogram *histogram, double probability)
{
	double exact = probability * (double)histogram->total;

	if (exact <= 1)
		return histogram_rank(histogram, 1);
	if (exact >= (double)histogram->total)
		return histogram_rank(histogram, histogram->total);

	/* Rounded up by hand: ceil() would need libm. */
	uint64_t rank = (uint64_t)exact;
	return histogram_rank(histogram, rank + ((double)rank < exact));
}

double histogram_median(const struct histogram *histogram)
{
	uint64_t low = histogram_rank(histogram, histogram->total - histogram->total / 2);
	uint64_t high = histogram_rank(histogram, histogram->total / 2 + 1);

	return (double)low + (double)(high - low) / 2;
}

/* @sum += @value * @count, by halves of 32 bits. */
static void add_product(struct wide *sum, uint64_t value, uint64_t count)
{
	uint64_t value_low = value & UINT32_MAX, value_high = value >> 32;
	uint64_t count_low = count & UINT32_MAX, count_high = count >> 32;
	uint64_t low = value_low * count_low;
	uint64_t middle = value_high * count_low + (low >> 32);
	uint64_t other = value_low * count_high + (middle & UINT32_MAX);

	sum->high += value_high * count_high + (middle >> 32) + (other >> 32);
	low = (low & UINT32_MAX) | other << 32;
	sum->high += __builtin_add_overflow(sum->low, low, &sum->low);
}

double histogram_middle(const struct histogram *histogram)
{
	const double low = HISTOGRAM_TRIMMED * (double)histogram->total;
	const double high = (double)histogram->total - low;
	double sum = 0, before = 0;

	for (size_t i = 0; i < histogram->bin_count; i++) {
		const struct value_count *bin = &histogram->bins[i];
		const double end = before + (double)bin->count;
		const double from = before > low ? before : low;
		const double to = end < high ? end : high;

		if (to > from)
			sum += (double)bin->value * (to - from);
		before = end;
	}
	return sum / (high - low);
}

double histogram_mean(const struct histogram *histogram)
{
	struct wide sum = { 0, 0 };

	for (size_t i = 0; i < histogram->bin_count; i++)
		add_product(&sum, histogram->bins[i].value, histogram->bins[i].count);
	return (double)(((long double)sum.high * 0x1p64L + (long double)sum.low) /
			(long double)histogram->total);
}
