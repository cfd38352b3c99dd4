/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A verdict as records: a row for each time of a cell and for each largest block.
 */
#ifndef ANALYSIS_COMPARE_RECORDS_H
#define ANALYSIS_COMPARE_RECORDS_H

#include <stdio.h>

#include "analysis/records.h"
#include "final_verdict.h"

/**
 * compare_records_write() - write all comparisons of a verdict
 *
 * Costs are of the clock, sizes of blocks in bytes: the value "unit" tells.
 *
 * Return: 0 or -ENOMEM.
 */
int compare_records_write(const struct final_verdict *verdict, enum records_format format,
			  FILE *stream);

#endif
