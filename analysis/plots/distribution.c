// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * allocstat plot distribution: how the samples of cells are spread, as the share of those
 * that cost no more (CDF) and as a histogram.
 */
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "analysis/message.h"
#include "plot.h"
#include "results/cleanup.h"

/* Cells that a reader can tell apart. */
#define CELL_LIMIT 7
/* Of the costs that are shown; beyond this share of the samples is the far tail. */
#define SHOWN_SHARE 0.995
#define BIN_COUNT 90
/* Costs that differ by more stand on a logarithmic axis; the script has the same rule. */
#define LINEAR_RATIO 10.0
/* Steps of a CDF that a picture shows. */
#define STEP_LIMIT 400

struct range {
	double low;
	double high;
};

static bool is_logarithmic(const struct range *range)
{
	return range->low > 0 && range->high >= LINEAR_RATIO * range->low;
}

/* Of the bins of a histogram: what is added to an edge, or what it is multiplied by. */
static double bin_step(const struct range *range)
{
	if (is_logarithmic(range))
		return pow(range->high / range->low, 1.0 / BIN_COUNT);
	return fmax((range->high - range->low) / BIN_COUNT, 1);
}

static double bin_edge(const struct range *range, size_t bin)
{
	double step = bin_step(range);

	return is_logarithmic(range) ? range->low * pow(step, (double)bin)
				     : range->low + step * (double)bin;
}

/* Of a cost within the range. */
static size_t bin_of(const struct range *range, double cost)
{
	double step = bin_step(range);

	return is_logarithmic(range) ? (size_t)(log(cost / range->low) / log(step))
				     : (size_t)((cost - range->low) / step);
}

static const struct side *side_of(const struct plot_options *options)
{
	return options->sides.count ? options->sides.items[0] : side_default;
}

/* Calls back for each cell that has samples of the side; returns how many there are. */
static size_t visit(const struct result_list *results, const struct side *side,
		    int (*call)(const struct result_list *results, size_t file,
				const struct cell *cell, size_t number, void *context),
		    void *context, int *error)
{
	size_t count = 0;

	*error = 0;
	for (size_t i = 0; i < results->count; i++) {
		const struct result *result = results->items[i];

		for (size_t j = 0; j < result->cell_count && !*error; j++) {
			const struct cell *cell = &result->cells[j];

			if (!side_histogram(side, &cell->times)->total)
				continue;
			if (call)
				*error = call(results, i, cell, count, context);
			count++;
		}
	}
	return count;
}

/**
 * struct writing - context of put_cell()
 * @range:  costs that are shown
 * @beyond: of how many samples the cost is higher
 */
struct writing {
	const struct side *side;
	struct plot_file *file;
	struct range range;
	uint64_t beyond;
	uint64_t samples;
};

static double none_of(const struct result *result, const struct cell *cell,
		      const struct side *side)
{
	return histogram_median(side_none(side, result_none(result, &cell->way)));
}

static int widen(const struct result_list *results, size_t file, const struct cell *cell,
		 size_t number, void *context)
{
	struct writing *writing = context;
	const struct histogram *histogram = side_histogram(writing->side, &cell->times);
	double none = none_of(results->items[file], cell, writing->side);

	writing->range.low =
		fmin(writing->range.low, (double)histogram_quantile(histogram, 0) - none);
	writing->range.high =
		fmax(writing->range.high,
		     (double)histogram_quantile(histogram, SHOWN_SHARE) - none);
	return 0;
}

/* A step up at each value, or at some of them where there are too many to see. */
static void put_shares(const struct writing *writing, const struct histogram *histogram,
		       double none)
{
	double total = (double)histogram->total, last_share = 0;
	uint64_t sum = 0;

	plot_file_row(writing->file, (double[]){ writing->range.low, 0 }, 2);
	for (size_t i = 0; i < histogram->bin_count; i++) {
		double cost = (double)histogram->bins[i].value - none, share;

		sum += histogram->bins[i].count;
		share = (double)sum / total;
		if (cost > writing->range.high)
			break;
		if (share - last_share < 1.0 / STEP_LIMIT && i + 1 < histogram->bin_count)
			continue;
		last_share = share;
		plot_file_row(writing->file, (double[]){ cost, share }, 2);
	}
	plot_file_row(writing->file, (double[]){ writing->range.high, last_share }, 2);
}

/* The share of the samples in each of equal parts of the axis. */
static void put_bins(struct writing *writing, const struct histogram *histogram,
		     double none)
{
	const struct range *range = &writing->range;
	double shares[BIN_COUNT + 2] = { 0 };

	for (size_t i = 0; i < histogram->bin_count; i++) {
		double cost = (double)histogram->bins[i].value - none;

		if (cost > range->high)
			writing->beyond += histogram->bins[i].count;
		else
			shares[bin_of(range, cost)] += (double)histogram->bins[i].count /
						       (double)histogram->total;
	}
	/* One more, where the last one ends. */
	for (size_t i = 0; i < BIN_COUNT + 2; i++) {
		plot_file_row(writing->file, (double[]){ bin_edge(range, i), shares[i] },
			      2);
		if (bin_edge(range, i) > range->high)
			break;
	}
}

static void put_series(struct writing *writing, size_t panel, size_t number,
		       const struct cell *cell, const char *source)
{
	const struct plot_look look = { number % PLOT_COLOUR_COUNT + 1,
					number % PLOT_DASH_COUNT + 1, panel };

	plot_file_series(writing->file, &look, "%s %llu, %s%s%s", cell->allocator,
			 (unsigned long long)cell->size, cell->way.fields[WAY_PATTERN],
			 *source ? ", " : "", source);
}

static int put_cell(const struct result_list *results, size_t file,
		    const struct cell *cell, size_t number, void *context)
{
	struct writing *writing = context;
	const struct histogram *histogram = side_histogram(writing->side, &cell->times);
	double none = none_of(results->items[file], cell, writing->side);
	_cleanup_free_ char *source =
		results->count > 1 ? plot_source(results, file) : strdup("");

	if (!source)
		return -ENOMEM;
	writing->samples += histogram->total;
	put_series(writing, 1, number, cell, source);
	put_shares(writing, histogram, none);
	put_series(writing, 2, number, cell, source);
	put_bins(writing, histogram, none);
	return 0;
}

static void put_words(const struct result_list *results, const struct writing *writing)
{
	const struct result *first = results->items[0];
	char title[96], x[96];

	snprintf(title, sizeof(title), "How the cost of %s is spread",
		 writing->side->what);
	snprintf(x, sizeof(x), "cost, %s", result_unit(first));
	plot_file_title(writing->file, title, x, "share of the samples");
	plot_file_panel(writing->file, "cost no more than this");
	if (is_logarithmic(&writing->range))
		plot_file_panel(writing->file, "cost this, in steps of %.2g %%",
				100 * (bin_step(&writing->range) - 1));
	else
		plot_file_panel(writing->file, "cost this, in steps of %.4g",
				bin_step(&writing->range));
}

static void put_foot(const struct result_list *results, const struct writing *writing)
{
	const struct result *first = results->items[0];

	plot_file_foot(writing->file,
		       "Clock: %s (%s). Each sample less the median of an empty call.",
		       clock_name(first->clock), result_unit(first));
	if (writing->beyond)
		plot_file_foot(writing->file,
			       "Dearer than the right edge: %llu of %llu samples.",
			       (unsigned long long)writing->beyond,
			       (unsigned long long)writing->samples);
	plot_file_sources(writing->file, results);
}

static enum exit_code write_distribution(const struct result_list *results,
					 const struct plot_options *options,
					 struct plot_file *file)
{
	struct writing writing = { .side = side_of(options),
				   .file = file,
				   .range = { INFINITY, -INFINITY } };
	enum exit_code code = result_list_check_costs(results);
	size_t count;
	int error;

	if (code != EXIT_DONE)
		return code;
	count = visit(results, writing.side, NULL, NULL, &error);
	if (!count || count > CELL_LIMIT) {
		message_error("%zu cells have samples of %s, and a plot shows 1 to %d; "
			      "choose with --alloc, --sizes, --pattern and the others of "
			      "--help",
			      count, writing.side->name, CELL_LIMIT);
		return EXIT_USAGE;
	}
	visit(results, writing.side, widen, &writing, &error);
	put_words(results, &writing);
	visit(results, writing.side, put_cell, &writing, &error);
	if (error)
		return plot_no_memory();
	put_foot(results, &writing);
	return EXIT_DONE;
}

const struct plot_kind plot_distribution = {
	.name = "distribution",
	.write = write_distribution,
	.most_sides = 1,
};
