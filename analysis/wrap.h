/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Breaks text into lines.
 */
#ifndef ANALYSIS_WRAP_H
#define ANALYSIS_WRAP_H

#include <stddef.h>

/**
 * wrap() - break text between words, and words that are longer than a line
 * @text:  harmless, UTF-8
 * @first: characters that the first line may have
 * @width: those of the others; 0: nothing is broken
 *
 * Return: a new string, or NULL without memory.
 */
char *wrap(const char *text, size_t first, size_t width);

#endif
