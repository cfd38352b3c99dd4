// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads and unloads: the debugfs directory and its three files.
 */
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include "clock.h"
#include "files.h"

DEFINE_SHOW_ATTRIBUTE(allocators);
DEFINE_SHOW_ATTRIBUTE(info);

static struct dentry *directory;

static const struct {
	const char *name;
	umode_t mode;
	const struct file_operations *operations;
} files[] = {
	{ "allocators", 0400, &allocators_fops },
	{ "info", 0400, &info_fops },
	{ "run", 0600, &run_file_operations },
};

static int __init allocbench_init(void)
{
	int i;

	if (!clock_is_there()) {
		pr_err("this CPU has no TSC or no SSE2 (LFENCE): there is no clock to measure with\n");
		return -ENODEV;
	}
	directory = debugfs_create_dir("allocbench", NULL);
	if (IS_ERR(directory))
		return PTR_ERR(directory);
	for (i = 0; i < ARRAY_SIZE(files); i++)
		debugfs_create_file(files[i].name, files[i].mode, directory, NULL,
				    files[i].operations);
	return 0;
}

static void __exit allocbench_exit(void)
{
	debugfs_remove_recursive(directory);
}

module_init(allocbench_init);
module_exit(allocbench_exit);

MODULE_DESCRIPTION("Timed samples of the kernel's memory allocators");
MODULE_AUTHOR("The allocbench developers");
MODULE_LICENSE("GPL");
MODULE_VERSION(ALLOCBENCH_MODULE_VERSION);
