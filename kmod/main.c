// SPDX-License-Identifier: GPL-2.0-only
/*
 * Loads and unloads: the debugfs directory and its three files.
 */
#include <linux/capability.h>
#include <linux/debugfs.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/seq_file.h>

#include "clock.h"
#include "files.h"

/* Who opens the modes of the files does not open them to all. */
static int text_open(struct inode *inode, struct file *file)
{
	int (*const *show)(struct seq_file *seq, void *unused) = inode->i_private;

	return capable(CAP_SYS_ADMIN) ? single_open(file, *show, NULL) : -EPERM;
}

static const struct file_operations text_operations = {
	.owner = THIS_MODULE,
	.open = text_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static struct dentry *directory;

static const struct {
	const char *name;
	umode_t mode;
	const struct file_operations *operations;
	int (*show)(struct seq_file *seq, void *unused);
} files[] = {
	{ "allocators", 0400, &text_operations, allocators_show },
	{ "info", 0400, &text_operations, info_show },
	{ "run", 0600, &run_file_operations },
};

static int __init allocbench_init(void)
{
	struct dentry *file;
	int i;

	if (!clock_is_there()) {
		pr_err("this CPU has no TSC or no SSE2 (LFENCE): there is no clock to measure with\n");
		return -ENODEV;
	}
	directory = debugfs_create_dir("allocbench", NULL);
	if (IS_ERR(directory))
		return PTR_ERR(directory);
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		file = debugfs_create_file(files[i].name, files[i].mode, directory,
					   (void *)&files[i].show, files[i].operations);
		if (IS_ERR(file)) {
			debugfs_remove_recursive(directory);
			return PTR_ERR(file);
		}
	}
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
