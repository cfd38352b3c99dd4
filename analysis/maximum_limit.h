/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stops a larger block, in words.
 */
#ifndef ANALYSIS_MAXIMUM_LIMIT_H
#define ANALYSIS_MAXIMUM_LIMIT_H

#include "result.h"

/**
 * maximum_limit_text() - the limit of a maximum, with its number where the file has it
 *
 * A limit that is not in FORMAT.md is given as the file has it.
 *
 * Return: a new string, or NULL without memory.
 */
char *maximum_limit_text(const struct result *result, const struct maximum *maximum);

#endif
