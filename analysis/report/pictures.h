/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The plots of a report, as pictures within the page.
 */
#ifndef ANALYSIS_PICTURES_H
#define ANALYSIS_PICTURES_H

#include <stdio.h>

#include "analysis/compare/comparison.h"
#include "analysis/result_list.h"

/**
 * pictures_of_results() - all kinds that these results have something for
 *
 * Return: EXIT_DONE, or another code after saying why.
 */
enum exit_code pictures_of_results(const struct result_list *results, FILE *stream);

/**
 * pictures_of_comparison() - the ratios of a comparison; nothing where there are none
 *
 * Return: likewise.
 */
enum exit_code pictures_of_comparison(const struct comparison *comparison, FILE *stream);

#endif
