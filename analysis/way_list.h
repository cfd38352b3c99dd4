/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The distinct ways in which the cells of results were taken.
 */
#ifndef ANALYSIS_WAY_LIST_H
#define ANALYSIS_WAY_LIST_H

#include "result.h"

/**
 * struct way_list - each way once, in the order of way_compare()
 */
struct way_list {
	const struct way **items;
	size_t count;
};

/**
 * way_list_add() - the ways of a result; they live as long as it
 *
 * Return: 0 or -ENOMEM. Free with way_list_free() in any case.
 */
int way_list_add(struct way_list *list, const struct result *result);

void way_list_free(struct way_list *list);

/**
 * way_list_text() - all of them, "; " between them
 *
 * Return: a new string, or NULL without memory.
 */
char *way_list_text(const struct way_list *list);

#endif
