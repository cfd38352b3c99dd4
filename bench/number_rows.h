/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A growing table of numbers: what is kept of samples in the order taken.
 */
#ifndef BENCH_NUMBER_ROWS_H
#define BENCH_NUMBER_ROWS_H

#include <stddef.h>
#include <stdint.h>

/**
 * struct number_rows - rows of @width numbers each, one after the other
 * @room: rows that there is memory for
 */
struct number_rows {
	uint64_t *values;
	size_t width;
	size_t count;
	size_t room;
};

/**
 * number_rows_append() - one more row
 * @row: rows->width numbers
 *
 * Return: 0 or -ENOMEM.
 */
int number_rows_append(struct number_rows *rows, const uint64_t *row);

/**
 * number_rows_narrow() - drop the last numbers of each row
 * @width: what is left of it
 */
void number_rows_narrow(struct number_rows *rows, size_t width);

void number_rows_free(struct number_rows *rows);

#endif
