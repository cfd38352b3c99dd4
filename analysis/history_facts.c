// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be said above and below a history, so that its numbers can be judged.
 */
#include "history_facts.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "compare/kernel_boots.h"
#include "cost_facts.h"
#include "history_change.h"
#include "results/cleanup.h"

/**
 * struct spread - how far boots of one kernel differ
 * @costs:  of all rows and kernels
 * @single: those of one boot, whose range is not known
 * @moving: those whose boots differ
 * @widest: the largest range of them in proportion
 * @row, @kernel: where it is; NULL where none differs
 */
struct spread {
	size_t costs;
	size_t single;
	size_t moving;
	double widest;
	const struct history_row *row;
	size_t kernel;
};

static void add_to_spread(struct spread *spread, const struct history_row *row,
			  size_t kernel)
{
	const struct history_cost *cost = &row->costs[kernel];
	double width = cost->median > 0 ? (cost->most - cost->least) / cost->median : 0;

	spread->costs += cost->boots > 0;
	spread->single += cost->boots == 1;
	spread->moving += cost->least < cost->most;
	if (!(width > spread->widest))
		return;
	spread->widest = width;
	spread->row = row;
	spread->kernel = kernel;
}

static int note_spread(const struct history_line *line, const struct history_rows *rows,
		       struct page *page)
{
	struct spread spread = { 0 };
	int error = 0;

	for (size_t i = 0; i < rows->count; i++)
		for (size_t j = 0; j < rows->kernel_count; j++)
			add_to_spread(&spread, &rows->items[i], j);
	if (spread.single)
		error = page_note(page,
				  "%zu of %zu costs are of one boot: what another "
				  "would give is not known, and such a cost may "
				  "seem to jump.",
				  spread.single, spread.costs);
	if (error || !spread.row)
		return error;
	return page_note(page,
			 "%zu of %zu costs are not the same in all boots; the median of "
			 "the boots is shown. The widest range is %.3g %%: %s %" PRIu64
			 " %s on %s. --ranges shows each.",
			 spread.moving, spread.costs, 100 * spread.widest,
			 spread.row->key->allocator, spread.row->key->size,
			 spread.row->side->name, line->kernels[spread.kernel].heading);
}

int history_facts_print_notes(const struct history_line *line,
			      const struct history_rows *rows, struct page *page)
{
	int error = page_note(
		page,
		"change: against the kernel before, where it is a jump: the ranges of the "
		"boots part by more than the largest of %.0f %%, one of the unit, and the "
		"wider range. \".\": none. \"-\": not measured, or failed.",
		100 * history_margin(line->kernels[0].boots[0]->clock));

	return error ? error : note_spread(line, rows, page);
}

static int print_kernel(const struct history_kernel *kernel, struct page *page)
{
	_cleanup_free_ char *release = result_fact(kernel->boots[0], "kernel.release");
	_cleanup_free_ char *label = kernel_label(kernel->boots[0]);

	if (!release || !label)
		return -ENOMEM;
	if (!strcmp(release, label))
		return page_fact(page, kernel->heading, "%s, boots: %zu", release,
				 kernel->boot_count);
	return page_fact(page, kernel->heading, "%s (%s), boots: %zu", release, label,
			 kernel->boot_count);
}

int history_facts_print_title(const struct history_line *line,
			      const struct statistic *statistic, struct page *page)
{
	const struct result *first = line->kernels[0].boots[0];
	_cleanup_free_ char *arch = result_fact(first, "kernel.arch");
	int error =
		arch ? page_heading(page,
				    "From kernel to kernel: cost of one allocation and "
				    "of its free, in %s: %s, less the median of none",
				    result_unit(first), statistic->meaning)
		     : -ENOMEM;

	if (!error)
		error = page_fact(page, "line", "%s%s%s", arch,
				  *line->flavour ? ", " : "", line->flavour);
	if (!error)
		error = cost_facts_print_machine(first, page);
	for (size_t i = 0; i < line->kernel_count && !error; i++)
		error = print_kernel(&line->kernels[i], page);
	return error;
}

static int put_single(FILE *stream, const struct history_line *line,
		      const char *separator)
{
	const struct result *result = line->kernels[0].boots[0];
	_cleanup_free_ char *release = result_fact(result, "kernel.release");

	if (!release)
		return -ENOMEM;
	fprintf(stream, "%s%s (%s)", separator, release, clock_name(result->clock));
	return 0;
}

/* A line of one kernel is no history. */
static char *singles_of(const struct history *history)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);
	const char *separator = "";
	int error = 0;

	for (size_t i = 0; stream && i < history->line_count && !error; i++) {
		if (history->lines[i].kernel_count > 1)
			continue;
		error = put_single(stream, &history->lines[i], separator);
		separator = ", ";
	}
	if (stream && !fclose(stream) && !error)
		return text;
	free(text);
	return NULL;
}

int history_facts_print_single(const struct history *history, struct page *page)
{
	_cleanup_free_ char *singles = singles_of(history);

	if (!singles)
		return -ENOMEM;
	if (!*singles)
		return 0;
	return page_note(page,
			 "Not shown, being the only kernel of a clock, architecture, "
			 "flavour and boot arguments: %s.",
			 singles);
}
