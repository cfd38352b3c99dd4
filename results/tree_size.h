/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How much memory the values of a line take as a tree: up to a hundred times its length.
 * Private to libresults.
 */
#ifndef RESULTS_TREE_SIZE_H
#define RESULTS_TREE_SIZE_H

#include <stddef.h>

/* The largest tree that is made of a line; FORMAT.md names it. */
#define TREE_LIMIT ((size_t)512 << 20)

/* No byte of a line takes more. */
#define TREE_BYTES_PER_BYTE 257

/**
 * tree_size() - bytes that jansson takes at most for a piece of JSON
 */
size_t tree_size(const char *text, size_t length);

#endif
