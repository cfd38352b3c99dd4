/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where the files are that allocstat needs besides results: published tables and plot
 * scripts.
 */
#ifndef ANALYSIS_DATA_FILE_H
#define ANALYSIS_DATA_FILE_H

/**
 * data_file_find() - the path of a data file
 * @name: "published/max-block.csv", "plots/cost.gp"
 * @path: a new string; after -ENOENT the place where it was looked for last
 *
 * Looked for in $ALLOCBENCH_DATA alone where that is set, else in the source tree that
 * the program was built from, else in the installed data directory.
 *
 * Return: 0, -ENOENT or -ENOMEM.
 */
int data_file_find(const char *name, char **path);

#endif
