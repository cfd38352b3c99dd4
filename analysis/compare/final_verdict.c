// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * All comparisons of one call, and the line that sums them up.
 */
#include "final_verdict.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "cases.h"

/* From the worst to the best, as the line tells them. */
static const enum outcome order[] = {
	OUTCOME_DIED,	    OUTCOME_LOST,   OUTCOME_SHRANK,  OUTCOME_FAILS_MORE,
	OUTCOME_SLOWER,	    OUTCOME_ABSENT, OUTCOME_SHIFTED, OUTCOME_INCONCLUSIVE,
	OUTCOME_FAILS_LESS, OUTCOME_FASTER, OUTCOME_GREW,    OUTCOME_ADDED,
	OUTCOME_UNREAL,	    OUTCOME_SAME,
};

static void print_tally(FILE *stream, const struct comparison *comparison)
{
	const char *between = "";

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
		const struct compared_cell *worst = case_worst_cell(comparison, order[i]);
		double change;

		if (!comparison->tally[order[i]])
			continue;
		fprintf(stream, "%s%zu %s", between, comparison->tally[order[i]],
			outcome_name(order[i]));
		if (order[i] != OUTCOME_SAME && worst &&
		    case_change(worst, comparison->is_exact, &change))
			fprintf(stream, " (%s %" PRIu64 " %s %+.2f %%%s)",
				worst->key->allocator, worst->key->size,
				worst->side->name, change * 100,
				comparison->tally[order[i]] > 1 ? " the most" : "");
		between = ", ";
	}
	if (comparison->expected_count)
		fprintf(stream, "%s%zu expected", between, comparison->expected_count);
	else if (!*between)
		fputs("nothing in common to compare", stream);
}

static void print_varied(FILE *stream, comparable_set varied)
{
	const char *before = "; differs as allowed: ";

	for (size_t i = 0; comparable_key(i); i++) {
		if (!(varied & (1u << i)))
			continue;
		fprintf(stream, "%s%s", before, comparable_key(i));
		before = ", ";
	}
}

static void print_comparison(FILE *stream, const struct comparison *comparison)
{
	size_t deaths = kernel_boots_deaths(comparison->base);

	fprintf(stream, "%s: ", comparison->new->label);
	if (comparison->differences) {
		fprintf(stream, "%s", comparison->differences);
		return;
	}
	if (deaths)
		fprintf(stream, "%zu of %zu boots of the base died; ", deaths,
			comparison->base->count);
	print_tally(stream, comparison);
	print_varied(stream, comparison->varied);
}

static int sum_up(struct final_verdict *verdict)
{
	size_t length;
	FILE *stream = open_memstream(&verdict->summary, &length);

	if (!stream)
		return -ENOMEM;
	fprintf(stream, "%s: ", exit_code_name(verdict->code));
	for (size_t i = 0; i < verdict->count; i++) {
		fputs(i ? " | " : "", stream);
		print_comparison(stream, &verdict->comparisons[i]);
	}
	return fclose(stream) ? -ENOMEM : 0;
}

int final_verdict_make(const struct kernel_boots *base, const struct kernel_boots *news,
		       size_t count, struct comparison_options *options,
		       struct final_verdict *verdict)
{
	int error = 0;

	*verdict = (struct final_verdict){ .base = base, .options = options };
	verdict->comparisons = calloc(count, sizeof(*verdict->comparisons));
	if (!verdict->comparisons)
		return -ENOMEM;
	while (verdict->count < count && !error) {
		struct comparison *comparison = &verdict->comparisons[verdict->count];

		error = comparison_make(base, &news[verdict->count++], options,
					comparison);
		verdict->code = exit_code_worst(verdict->code, comparison->code);
	}
	return error ? error : sum_up(verdict);
}

void final_verdict_free(struct final_verdict *verdict)
{
	for (size_t i = 0; i < verdict->count; i++)
		comparison_free(&verdict->comparisons[i]);
	free(verdict->comparisons);
	free(verdict->summary);
}
