// SPDX-License-Identifier: GPL-2.0-or-later
/* One size in bytes: its suffixes, reading and printing. */
#include "results/size.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *suffix;
	unsigned int shift;
} units[] = {
	{ "",    0 },
	{ "B",   0 },
	{ "k",   10 },
	{ "K",   10 },
	{ "KiB", 10 },
	{ "M",   20 },
	{ "MiB", 20 },
	{ "G",   30 },
	{ "GiB", 30 },
};

/* Only suffixes that are names, the largest first, print. */
static const struct {
	const char *name;
	unsigned int shift;
} printed_units[] = {
	{ "GiB", 30 },
	{ "MiB", 20 },
	{ "KiB", 10 },
};

static int shift_of(const char *suffix, unsigned int *shift)
{
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (strcmp(suffix, units[i].suffix) == 0) {
			*shift = units[i].shift;
			return 0;
		}
	}
	return -EINVAL;
}

int size_parse(const char *text, uint64_t *size)
{
	/* strtoull() would take a space or a sign. */
	if (*text < '0' || *text > '9')
		return -EINVAL;

	char *suffix;
	errno = 0;
	unsigned long long number = strtoull(text, &suffix, 10);
	int error = errno;

	if (suffix[0] == ' ' && suffix[1] != '\0')
		suffix++;

	unsigned int shift;
	if (shift_of(suffix, &shift) < 0)
		return -EINVAL;
	if (error || number > UINT64_MAX >> shift)
		return -ERANGE;
	*size = (uint64_t)number << shift;
	return 0;
}

void size_print(uint64_t size, char text[static SIZE_TEXT_LENGTH])
{
	for (size_t i = 0; i < sizeof(printed_units) / sizeof(printed_units[0]); i++) {
		unsigned int shift = printed_units[i].shift;
		uint64_t rest = size & ((UINT64_C(1) << shift) - 1);

		if (size && !rest) {
			snprintf(text, SIZE_TEXT_LENGTH, "%" PRIu64 " %s", size >> shift,
				 printed_units[i].name);
			return;
		}
	}
	snprintf(text, SIZE_TEXT_LENGTH, "%" PRIu64 " B", size);
}
