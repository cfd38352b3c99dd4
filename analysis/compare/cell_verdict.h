/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a comparison finds of a cell.
 */
#ifndef ANALYSIS_CELL_VERDICT_H
#define ANALYSIS_CELL_VERDICT_H

#include <stddef.h>

/**
 * enum cell_verdict - what is said of a cell, from the best to the worst
 * @CELL_SAME:         no difference, or none that could matter
 * @CELL_FASTER:       cheaper by more than the margin
 * @CELL_SHIFTED:      different, in a direction that is told, but within the margin
 * @CELL_INCONCLUSIVE: too few or too noisy boots to say any of the others
 * @CELL_SLOWER:       dearer by more than the margin
 */
enum cell_verdict {
	CELL_SAME,
	CELL_FASTER,
	CELL_SHIFTED,
	CELL_INCONCLUSIVE,
	CELL_SLOWER,
	CELL_VERDICT_COUNT,
};

/**
 * struct finding - what was found of one cell
 * @direction:    1 where new is dearer, -1 where it is cheaper, 0 where neither was seen;
 *                an inconclusive cell has one where only its size is in doubt
 * @boots_needed: of an inconclusive cell: boots a side that would settle it; else 0
 */
struct finding {
	enum cell_verdict verdict;
	int direction;
	size_t boots_needed;
};

#endif
