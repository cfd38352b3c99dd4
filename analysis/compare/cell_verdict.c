// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a comparison finds of a cell, and of all cells together.
 */
#include "cell_verdict.h"

static const char *const names[] = {
	[CELL_SAME]         = "same",
	[CELL_FASTER]       = "faster",
	[CELL_SHIFTED]      = "shifted",
	[CELL_INCONCLUSIVE] = "inconclusive",
	[CELL_SLOWER]       = "slower",
};

const char *cell_verdict_name(enum cell_verdict verdict)
{
	return names[verdict];
}

struct verdict_tally verdict_tally_of(const struct finding *findings, size_t count)
{
	struct verdict_tally tally = { { 0 } };

	for (size_t i = 0; i < count; i++)
		tally.of[findings[i].verdict]++;
	return tally;
}

enum cell_verdict verdict_tally_worst(const struct verdict_tally *tally)
{
	int verdict = CELL_VERDICT_COUNT - 1;

	while (verdict > CELL_SAME && !tally->of[verdict])
		verdict--;
	return (enum cell_verdict)verdict;
}
