/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Sizes in bytes as people write them: "4096", "4 KiB", "8..4MiB*2".
 */
#ifndef RESULTS_SIZE_H
#define RESULTS_SIZE_H

#include <stddef.h>
#include <stdint.h>

/* Long enough for every size_print(). */
#define SIZE_TEXT_LENGTH 32

/**
 * size_parse() - one size: digits and an optional suffix
 * @text: "262144", "256k", "256K", "256KiB", "4M", "4MiB", "2G", "2GiB"; the suffixes are
 *        powers of 1024; a space before the suffix is allowed; nothing may follow
 * @size: bytes
 *
 * Return: 0, -EINVAL (not a size) or -ERANGE (beyond 64 bits).
 */
int size_parse(const char *text, uint64_t *size);

/**
 * size_print() - a size with the largest IEC unit that divides it
 * @size: bytes
 * @text: gets "262000 B", "256 KiB", "2 GiB", never rounded
 */
void size_print(uint64_t size, char text[static SIZE_TEXT_LENGTH]);

/**
 * struct size_list - sizes in the order in which they were written
 * @sizes: @count sizes in bytes; free with size_list_free()
 */
struct size_list {
	uint64_t *sizes;
	size_t count;
};

/* The longest list: enough for every edge of every class, too few for a slip. */
#define SIZE_LIST_LIMIT 65536

/**
 * size_list_parse() - sizes separated by commas, ranges among them
 * @text: "5,1000,4096"; "8..4MiB*2" (geometric), "4096..65536+4096" (arithmetic), where
 *        the last size of a range is the largest that does not pass its end
 * @list: gets the sizes; empty and untouched by an error
 * @position: if not NULL, gets the offset in @text of the item that is wrong
 *
 * Return: 0, -EINVAL (not a list: empty item, end below start, factor below 2, step 0),
 * -ERANGE (a size beyond 64 bits), -E2BIG (more than SIZE_LIST_LIMIT sizes) or -ENOMEM.
 */
int size_list_parse(const char *text, struct size_list *list, size_t *position);

void size_list_free(struct size_list *list);

#endif
