/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The way of a cell in a verdict file: the only place that knows its form there.
 */
#ifndef ANALYSIS_WAY_JSON_H
#define ANALYSIS_WAY_JSON_H

#include <jansson.h>

#include "analysis/way.h"

/* Major and minor; readers take any minor. */
#define VERDICT_SCHEMA "allocbench-verdict/1.0"

/**
 * way_json() - a new object: field -> text, or NULL without memory
 */
json_t *way_json(const struct way *way);

/**
 * way_json_is() - is it the object of a way?
 */
bool way_json_is(const json_t *object, const struct way *way);

#endif
