/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The files of the debugfs directory.
 */
#ifndef ALLOCBENCH_FILES_H
#define ALLOCBENCH_FILES_H

#include <linux/fs.h>

struct seq_file;

int allocators_show(struct seq_file *seq, void *unused);
int info_show(struct seq_file *seq, void *unused);
extern const struct file_operations run_file_operations;

#endif
