/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The words of a plot of costs: labels of series, the axis, the foot with its sources.
 */
#ifndef ANALYSIS_PLOT_TEXT_H
#define ANALYSIS_PLOT_TEXT_H

#include <stdbool.h>
#include <stdio.h>

#include "plot_data.h"
#include "published.h"
#include "result_list.h"

/**
 * plot_text_put() - one text as one field of the data: harmless, and never empty
 */
void plot_text_put(FILE *stream, const char *text);

/**
 * plot_text_label() - a series's name: the allocator, and what tells it from others
 * @is_unreal: its numbers are not meaningful, which the name says
 *
 * Return: a new string, or NULL without memory.
 */
char *plot_text_label(const struct result_list *results, size_t file,
		      const char *allocator, bool is_unreal);

/**
 * plot_text_put_head() - the first block of the data
 *
 * Return: 0 or -ENOMEM; errors of writing stay in the stream.
 */
int plot_text_put_head(FILE *stream, const struct plot_subject *subject,
		       const struct plot_count *count);

#endif
