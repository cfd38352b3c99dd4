/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Fields of a record that are known, or not known for a reason.
 */
#ifndef BENCH_FACT_H
#define BENCH_FACT_H

#include <jansson.h>

#define FACT_REASON_LENGTH 160

/**
 * fact_text() - a text that may be anything
 *
 * Return: it, or "(not UTF-8)"; NULL without memory.
 */
json_t *fact_text(const char *text);

/**
 * fact_set() - a field
 * @path:  its name, or a theme and a name: "cpu.model"; the theme is made where missing
 * @value: taken over, even by an error; NULL (no memory) is an error
 *
 * Return: 0 or -ENOMEM.
 */
int fact_set(json_t *record, const char *path, json_t *value);

/**
 * fact_unknown() - a field that is null, and why
 * @reason: for "unknown"
 *
 * Return: 0 or -ENOMEM.
 */
int fact_unknown(json_t *record, const char *path, const char *reason);

#endif
