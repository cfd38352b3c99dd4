/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What must be known of a result to believe it, and to measure it again.
 */
#ifndef ANALYSIS_REPORT_FACTS_H
#define ANALYSIS_REPORT_FACTS_H

#include "analysis/page.h"
#include "analysis/result.h"

/* All of these return 0 or -ENOMEM. */

/**
 * facts_environment() - a table: machine, kernel, clock, configuration
 */
int facts_environment(const struct result *result, struct page *page);

/**
 * facts_command() - the command that measures it again
 */
int facts_command(const struct result *result, struct page *page);

#endif
