// SPDX-License-Identifier: GPL-2.0-only
/*
 * A module full of bugs: each line that is read from debugfs "planted" names one, and writing
 * the name commits it. detectors.sh looks whether the kernel reports it.
 */
#include <linux/debugfs.h>
#include <linux/delay.h>
#include <linux/gfp.h>
#include <linux/ktime.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/rcupdate.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string.h>
#include <linux/timer.h>
#include <linux/uaccess.h>
#include <linux/vmalloc.h>
#include <linux/workqueue.h>

/* What the compiler must not know, or it would warn, or leave the bug out. */
static volatile unsigned int size = 64, far = 64, shift = 40;

static noinline void touch(volatile char *place)
{
	*place = 1;
}

static void slab_out_of_bounds(void)
{
	char *block = kmalloc(size, GFP_KERNEL);

	touch(block + far);
	kfree(block);
}

static void slab_use_after_free(void)
{
	char *block = kmalloc(size, GFP_KERNEL);

	kfree(block);
	touch(block);
}

static void slab_double_free(void)
{
	char *block = kmalloc(size, GFP_KERNEL);
	void *volatile again = block;

	kfree(block);
	kfree(again);
}

static void page_use_after_free(void)
{
	unsigned long page = __get_free_pages(GFP_KERNEL, 1);

	free_pages(page, 1);
	touch((char *)page);
}

static void vmalloc_out_of_bounds(void)
{
	char *block = vmalloc(size);

	touch(block + far);
	vfree(block);
}

static void stack_out_of_bounds(void)
{
	volatile char place[8] = "";
	volatile char *begin = place;

	touch(begin + far / 8);
}

static char global[8];

static void global_out_of_bounds(void)
{
	volatile char *begin = global;

	touch(begin + far / 8);
}

static volatile int array[4];

static void array_index(void)
{
	array[far / 16] = 1;
}

static void shift_too_far(void)
{
	size += (1 << shift) == 7;
}

static void bool_that_is_none(void)
{
	volatile unsigned char byte = 7;
	volatile bool *place = (volatile bool *)&byte;

	size += *place;
}

static void list_corruption(void)
{
	static LIST_HEAD(head);
	static struct list_head entry;

	list_add(&entry, &head);
	list_add(&entry, &head);
}

static void nothing(struct timer_list *timer)
{
}

static void free_active_timer(void)
{
	struct timer_list *timer = kzalloc(sizeof(*timer), GFP_KERNEL);

	timer_setup(timer, nothing, 0);
	mod_timer(timer, jiffies + 1000 * HZ);
	kfree(timer);
}

/* More than the block to user space, which need not be there. */
static void usercopy(void)
{
	char *block = kmalloc(size, GFP_KERNEL);

	if (copy_to_user((void __user *)PAGE_SIZE, block, far * 2))
		pr_info("the copy failed\n");
	kfree(block);
}

static void fortify(void)
{
	struct { char name[8], next[64]; } *block = kzalloc(sizeof(*block), GFP_KERNEL);

	memcpy(block->name, (void *)global, far / 2);
	kfree(block);
}

static void sleep_in_atomic(void)
{
	preempt_disable();
	kfree(kmalloc(size, GFP_KERNEL));
	might_sleep();
	preempt_enable();
}

static void cpu_in_preemptible(void)
{
	size += smp_processor_id() == 7;
}

static void leak(void)
{
	void *volatile *blocks = kmalloc(sizeof(void *), GFP_KERNEL);

	*blocks = kmalloc(size + 1000, GFP_KERNEL);
	*blocks = NULL;
	kfree((void *)blocks);
}

static void __rcu *shared;

static void rcu_without_lock(void)
{
	size += rcu_dereference(shared) != NULL;
}

static DEFINE_MUTEX(first);
static DEFINE_MUTEX(second);

static void lock_inversion(void)
{
	mutex_lock(&first);
	mutex_lock(&second);
	mutex_unlock(&second);
	mutex_unlock(&first);
	mutex_lock(&second);
	mutex_lock(&first);
	mutex_unlock(&first);
	mutex_unlock(&second);
}

static DEFINE_SPINLOCK(spinlock);
static struct timer_list locking_timer;

static void lock_in_timer(struct timer_list *timer)
{
	spin_lock(&spinlock);
	spin_unlock(&spinlock);
}

static void irq_unsafe_lock(void)
{
	timer_setup(&locking_timer, lock_in_timer, 0);
	mod_timer(&locking_timer, jiffies + 1);
	msleep(100);
	del_timer_sync(&locking_timer);
	spin_lock(&spinlock);
	spin_unlock(&spinlock);
}

static void lock_kept(void)
{
	mutex_lock(&first);
}

static void spin_seconds(unsigned int seconds)
{
	ktime_t end = ktime_add_ns(ktime_get(), (u64)seconds * NSEC_PER_SEC);

	while (ktime_before(ktime_get(), end))
		cpu_relax();
}

/* Long enough for a limit of 8 s that begins anew when the stall of RCU has been printed. */
static void soft_lockup(void)
{
	preempt_disable();
	spin_seconds(20);
	preempt_enable();
}

static void rcu_stall(void)
{
	rcu_read_lock();
	spin_seconds(16);
	rcu_read_unlock();
}

static void hung_task(void)
{
	set_current_state(TASK_UNINTERRUPTIBLE);
	schedule_timeout(12 * HZ);
}

static int racing_word;

static void race_on(struct work_struct *work)
{
	int i;

	for (i = 0; i < 1000000; i++) {
		racing_word++;
		barrier();
		if (!(i % 1000))
			cond_resched();
	}
}

static void race_of_two(void)
{
	static DECLARE_WORK(one, race_on);
	static DECLARE_WORK(other, race_on);

	queue_work_on(0, system_wq, &one);
	queue_work_on(1, system_wq, &other);
	flush_work(&one);
	flush_work(&other);
}

/* What nobody has written goes to user space: to the name of the task's, which is there. */
static char __user *reader;

static void infoleak(void)
{
	char *block = kmalloc(size, GFP_KERNEL);

	if (copy_to_user(reader, block, 1))
		pr_info("the copy failed\n");
	kfree(block);
}

static void uninitialised_branch(void)
{
	int *block = kmalloc(size, GFP_KERNEL);

	if (*block == 7)
		pr_info("seven\n");
	kfree(block);
}

static const struct {
	const char *name;
	void (*commit)(void);
} bugs[] = {
	{ "slab-out-of-bounds",    slab_out_of_bounds },
	{ "slab-use-after-free",   slab_use_after_free },
	{ "slab-double-free",      slab_double_free },
	{ "page-use-after-free",   page_use_after_free },
	{ "vmalloc-out-of-bounds", vmalloc_out_of_bounds },
	{ "stack-out-of-bounds",   stack_out_of_bounds },
	{ "global-out-of-bounds",  global_out_of_bounds },
	{ "array-index",           array_index },
	{ "shift-too-far",         shift_too_far },
	{ "bool-that-is-none",     bool_that_is_none },
	{ "list-corruption",       list_corruption },
	{ "free-active-timer",     free_active_timer },
	{ "usercopy",              usercopy },
	{ "fortify",               fortify },
	{ "sleep-in-atomic",       sleep_in_atomic },
	{ "cpu-in-preemptible",    cpu_in_preemptible },
	{ "leak",                  leak },
	{ "rcu-without-lock",      rcu_without_lock },
	{ "lock-inversion",        lock_inversion },
	{ "irq-unsafe-lock",       irq_unsafe_lock },
	{ "lock-kept",             lock_kept },
	{ "soft-lockup",           soft_lockup },
	{ "rcu-stall",             rcu_stall },
	{ "hung-task",             hung_task },
	{ "data-race",             race_of_two },
	{ "infoleak",              infoleak },
	{ "uninitialised-branch",  uninitialised_branch },
};

static int planted_show(struct seq_file *file, void *unused)
{
	int i;

	for (i = 0; i < ARRAY_SIZE(bugs); i++)
		seq_printf(file, "%s\n", bugs[i].name);
	return 0;
}

static ssize_t planted_write(struct file *file, const char __user *text, size_t length,
			     loff_t *position)
{
	char name[32] = "";
	int i;

	if (length >= sizeof(name) || copy_from_user(name, text, length))
		return -EINVAL;
	reader = (char __user *)text;
	for (i = 0; i < ARRAY_SIZE(bugs); i++) {
		if (!strcmp(bugs[i].name, name)) {
			bugs[i].commit();
			return length;
		}
	}
	return -ENOENT;
}

static int planted_open(struct inode *inode, struct file *file)
{
	return single_open(file, planted_show, NULL);
}

static const struct file_operations planted_operations = {
	.owner = THIS_MODULE,
	.open = planted_open,
	.read = seq_read,
	.write = planted_write,
	.release = single_release,
};

static struct dentry *planted_file;

static int __init planted_init(void)
{
	planted_file = debugfs_create_file("planted", 0600, NULL, NULL, &planted_operations);
	return PTR_ERR_OR_ZERO(planted_file);
}

static void __exit planted_exit(void)
{
	debugfs_remove(planted_file);
}

module_init(planted_init);
module_exit(planted_exit);
MODULE_DESCRIPTION("bugs on request, to test what detects them");
MODULE_LICENSE("GPL");
