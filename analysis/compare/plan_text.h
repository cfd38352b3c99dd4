/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a run was asked to measure, as text, without what does not change it.
 */
#ifndef ANALYSIS_PLAN_TEXT_H
#define ANALYSIS_PLAN_TEXT_H

#include "analysis/result.h"

/**
 * plan_text() - the driver's command line less its own name, where its output went, and
 * the order and seed of its cells: "run --preset book"
 *
 * Two results of the same text were to have the same cells.
 *
 * Return: a new string, or NULL without memory or without a command line.
 */
char *plan_text(const struct result *result);

#endif
