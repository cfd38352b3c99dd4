// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module for the VM tests: a word written to debugfs allocvm_death breaks the kernel.
 */
#include <linux/debugfs.h>
#include <linux/irqflags.h>
#include <linux/module.h>
#include <linux/string.h>
#include <linux/uaccess.h>

static struct dentry *file;

static ssize_t death_write(struct file *opened, const char __user *text, size_t length,
			   loff_t *position)
{
	char word[16] = "";
	unsigned long flags;

	if (length >= sizeof(word) || copy_from_user(word, text, length))
		return -EINVAL;
	if (!strcmp(word, "oops"))
		*(volatile int *)8 = 0;
	else if (!strcmp(word, "warning"))
		WARN(1, "allocvm asked for it\n");
	else if (!strcmp(word, "panic"))
		panic("allocvm asked for it");
	else if (!strcmp(word, "hang")) {
		local_irq_save(flags);
		for (;;)
			cpu_relax();
	} else
		return -ENOENT;
	return length;
}

static const struct file_operations death_operations = {
	.owner = THIS_MODULE,
	.write = death_write,
};

static int __init death_init(void)
{
	file = debugfs_create_file("allocvm_death", 0200, NULL, NULL, &death_operations);
	return PTR_ERR_OR_ZERO(file);
}

static void __exit death_exit(void)
{
	debugfs_remove(file);
}

module_init(death_init);
module_exit(death_exit);
MODULE_DESCRIPTION("breaks the kernel on request, to test allocvm");
MODULE_LICENSE("GPL");
