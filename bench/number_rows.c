// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Tables of numbers, grown by half: a million rows leave little unused.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "number_rows.h"

#define FIRST_ROOM 256

static int grow(struct number_rows *rows)
{
	size_t room = rows->room ? rows->room + rows->room / 2 : FIRST_ROOM;
	uint64_t *values =
		reallocarray(rows->values, room, rows->width * sizeof(*values));

	if (!values)
		return -ENOMEM;
	rows->values = values;
	rows->room = room;
	return 0;
}

int number_rows_append(struct number_rows *rows, const uint64_t *row)
{
	int error = rows->count == rows->room ? grow(rows) : 0;

	if (error)
		return error;
	memcpy(rows->values + rows->count * rows->width, row, rows->width * sizeof(*row));
	rows->count++;
	return 0;
}

void number_rows_narrow(struct number_rows *rows, size_t width)
{
	for (size_t i = 1; i < rows->count; i++)
		memmove(rows->values + i * width, rows->values + i * rows->width,
			width * sizeof(*rows->values));
	rows->room = rows->count;
	rows->width = width;
}

void number_rows_free(struct number_rows *rows)
{
	free(rows->values);
	*rows = (struct number_rows){ .width = rows->width };
}
