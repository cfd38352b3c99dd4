// SPDX-License-Identifier: GPL-2.0-only
/*
 * The file "run": write(2) performs a request, read(2) gives the reply and its samples.
 */
#include <linux/capability.h>
#include <linux/errno.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/oom.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "budget.h"
#include "buffer.h"
#include "counters.h"
#include "empty.h"
#include "files.h"
#include "request.h"
#include "run.h"

/**
 * struct run_file - one open file
 * @lock:     one write or read at a time
 * @run:      the run of the last write
 * @request:  what asked for it
 * @cell:     the request with which its cell began
 * @reply:    what the next read begins with
 * @counters: what it ends with: of the run
 * @length:   bytes of all parts; 0 where there is nothing to read
 * @cursor:   bytes of them that were read
 */
struct run_file {
	struct mutex lock;
	struct run run;
	struct allocbench_request request;
	struct allocbench_request cell;
	struct allocbench_reply reply;
	const struct allocbench_counter *counters;
	size_t length;
	size_t cursor;
};

static int check_access(void)
{
	if (!capable(CAP_SYS_ADMIN))
		return -EPERM;
	return security_locked_down(LOCKDOWN_DEBUGFS);
}

static int run_file_open(struct inode *inode, struct file *file)
{
	struct run_file *run_file;
	int error;

	error = check_access();
	if (error)
		return error;
	run_file = kzalloc(sizeof(*run_file), GFP_KERNEL);
	if (!run_file)
		return -ENOMEM;
	mutex_init(&run_file->lock);
	run_register(&run_file->run);
	file->private_data = run_file;
	return stream_open(inode, file);
}

static int run_file_release(struct inode *inode, struct file *file)
{
	struct run_file *run_file = file->private_data;

	run_tear_down(&run_file->run);
	budget_give_back(&run_file->run);
	empty_give_back(&run_file->run);
	counters_free(run_file->run.counters);
	run_unregister(&run_file->run);
	buffer_free(&run_file->run.buffer);
	kfree(run_file);
	return 0;
}

/* The buffer is made once, so that it is the same memory for every cell of a run. */
static int prepare_buffer(struct buffer *buffer, u64 samples, bool is_check)
{
	if (is_check || buffer->capacity)
		return buffer_check(buffer, samples);
	return buffer_alloc(samples, buffer);
}

/* A run may go on with the cell of the last one; its counts may differ. */
static bool goes_on(struct run_file *run_file)
{
	const struct allocbench_request *request = &run_file->request;
	struct allocbench_request *cell = &run_file->cell;

	cell->sample_count = request->sample_count;
	cell->warmup_count = request->warmup_count;
	cell->buffer_samples = request->buffer_samples;
	cell->flags = request->flags;
	return run_file->run.is_set_up && !memcmp(cell, request, sizeof(*cell));
}

static int begin(struct run_file *run_file)
{
	if (!(run_file->request.flags & ALLOCBENCH_CONTINUE)) {
		run_tear_down(&run_file->run);
		run_file->cell = run_file->request;
	} else if (!goes_on(run_file)) {
		return -EINVAL;
	}
	return request_parse(&run_file->request, &run_file->run);
}

static size_t samples_size(const struct run_file *run_file)
{
	return run_file->reply.sample_count * sizeof(*run_file->run.buffer.samples);
}

static size_t counters_size(const struct run_file *run_file)
{
	return run_file->reply.counter_count * sizeof(*run_file->counters);
}

/* What this file holds in order to keep lists empty, it can do without. */
static int take_budget(struct run *run)
{
	if (!budget_take(run))
		return 0;
	empty_give_back(run);
	return budget_take(run);
}

static int perform_request(struct run_file *run_file)
{
	const struct allocbench_request *request = &run_file->request;
	struct run *run = &run_file->run;
	bool is_check = request->operation == ALLOCBENCH_CHECK;
	int error;

	run_file->length = 0;
	run_file->cursor = 0;
	error = begin(run_file);
	if (!error)
		error = take_budget(run);
	if (error)
		return error;
	error = prepare_buffer(&run->buffer,
			       max(request->buffer_samples, request_samples_needed(run)),
			       is_check);
	if (error || is_check)
		return error;
	error = run_perform(run, &run_file->reply);
	if (error)
		return error;
	if (run->counters)
		run_file->counters =
			counters_result(run->counters, &run_file->reply.counter_count);
	run_file->length = sizeof(run_file->reply) + samples_size(run_file) +
			   counters_size(run_file);
	return 0;
}

/* Where memory runs out for all that, it is this process that the kernel kills first. */
static int perform(struct run_file *run_file)
{
	int error;

	set_current_oom_origin();
	error = perform_request(run_file);
	clear_current_oom_origin();
	if (!run_file->run.is_set_up)
		budget_give_back(&run_file->run);
	return error;
}

static ssize_t run_file_write(struct file *file, const char __user *from, size_t size,
			      loff_t *position)
{
	struct run_file *run_file = file->private_data;
	int error;

	error = check_access();
	if (error)
		return error;
	if (size != sizeof(run_file->request))
		return -EMSGSIZE;
	if (mutex_lock_interruptible(&run_file->lock))
		return -EINTR;
	if (copy_from_user(&run_file->request, from, size))
		error = -EFAULT;
	else
		error = perform(run_file);
	mutex_unlock(&run_file->lock);
	return error ? error : size;
}

/* Copies from one of the parts; the caller's loop goes on with the next. */
static ssize_t read_part(struct run_file *run_file, char __user *to, size_t size)
{
	const struct part {
		const void *from;
		size_t size;
	} parts[] = {
		{ &run_file->reply, sizeof(run_file->reply) },
		{ run_file->run.buffer.samples, samples_size(run_file) },
		{ run_file->counters, counters_size(run_file) },
	};
	const struct part *part = parts;
	size_t cursor = run_file->cursor;

	while (cursor >= part->size)
		cursor -= part++->size;
	size = min(size, part->size - cursor);
	size -= copy_to_user(to, part->from + cursor, size);
	run_file->cursor += size;
	return size ? size : -EFAULT;
}

static ssize_t read_all(struct run_file *run_file, char __user *to, size_t size)
{
	size_t done = 0;

	if (!run_file->length)
		return -ENODATA;
	while (done < size && run_file->cursor < run_file->length) {
		ssize_t part = read_part(run_file, to + done, size - done);

		if (part < 0)
			return done ? done : part;
		done += part;
	}
	return done;
}

static ssize_t run_file_read(struct file *file, char __user *to, size_t size,
			     loff_t *position)
{
	struct run_file *run_file = file->private_data;
	ssize_t done;

	if (mutex_lock_interruptible(&run_file->lock))
		return -EINTR;
	done = read_all(run_file, to, size);
	mutex_unlock(&run_file->lock);
	return done;
}

const struct file_operations run_file_operations = {
	.owner = THIS_MODULE,
	.open = run_file_open,
	.release = run_file_release,
	.read = run_file_read,
	.write = run_file_write,
};
