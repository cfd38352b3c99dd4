/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tables of `list`, for people.
 */
#ifndef BENCH_LIST_TABLE_H
#define BENCH_LIST_TABLE_H

#include <stdio.h>

#include "allocators.h"

/**
 * list_table_print() - sizes first, then what each row takes, then the rows that this
 * kernel does not have
 * @width: of the terminal
 *
 * Return: 0 or -ENOMEM.
 */
int list_table_print(const struct allocators *allocators, size_t width, FILE *stream);

#endif
