/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What of results may mislead who reads their numbers.
 */
#ifndef ANALYSIS_REPORT_WARNINGS_H
#define ANALYSIS_REPORT_WARNINGS_H

#include "analysis/page.h"
#include "analysis/result_list.h"

/**
 * warnings_put() - a note for each thing that may mislead, and of which files it is true
 *
 * Says so where nothing does.
 *
 * Return: 0 or -ENOMEM.
 */
int warnings_put(const struct result_list *results, struct page *page);

#endif
