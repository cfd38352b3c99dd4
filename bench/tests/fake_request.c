// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Checks requests as the contract says.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fake_faults.h"
#include "fake_request.h"

static struct allocators allocators;
static struct info info;

static void free_texts(void)
{
	allocators_free(&allocators);
}

static void read_texts(void)
{
	struct problem problem;

	if (allocators.count)
		return;
	if (info_read(&info, &problem) || allocators_read(&allocators, &problem)) {
		fprintf(stderr, "fake device: %s\n", problem.text);
		abort();
	}
	atexit(free_texts);
}

const struct info *fake_info(void)
{
	read_texts();
	return &info;
}

bool fake_is_clock(const struct allocator_row *row)
{
	return row->size_means != SIZE_MEANS_BYTES;
}

static bool is_padded(const char *name, size_t length)
{
	size_t used = strnlen(name, length);

	for (size_t i = used; i < length; i++) {
		if (name[i])
			return false;
	}
	return used < length;
}

#define IS_PADDED(name) is_padded(name, sizeof(name))

static int check_form(const struct allocbench_request *request)
{
	if (request->version != ALLOCBENCH_VERSION)
		return EPROTONOSUPPORT;
	for (size_t i = 0; i < sizeof(request->reserved) / sizeof(uint64_t); i++) {
		if (request->reserved[i])
			return EINVAL;
	}
	if (!IS_PADDED(request->allocator) || !IS_PADDED(request->gfp) ||
	    !IS_PADDED(request->pattern) || !IS_PADDED(request->context) ||
	    !IS_PADDED(request->cpus))
		return EINVAL;
	if (request->operation < ALLOCBENCH_SAMPLE ||
	    request->operation > ALLOCBENCH_CHECK ||
	    request->flags & ~(uint32_t)ALLOCBENCH_CONTINUE)
		return EINVAL;
	return 0;
}

static bool is_known_flag(const char *flag, size_t length)
{
	for (size_t i = 0; i < allocators.count; i++) {
		if (words_contain(&allocators.rows[i].flags, flag, length))
			return true;
	}
	return false;
}

/* One base flag, known and taken ones only. */
static int check_flags(const struct allocbench_request *request,
		       const struct allocator_row *row)
{
	const char *flag = request->gfp;
	int bases = 0;

	if (!row->flags.count)
		return *flag ? EOPNOTSUPP : 0;
	for (;;) {
		size_t length = strcspn(flag, "|");

		if (!is_known_flag(flag, length))
			return ENOENT;
		if (!words_contain(&row->flags, flag, length))
			return EOPNOTSUPP;
		bases += !strncmp(flag, "GFP_", 4);
		if (!flag[length])
			return bases == 1 ? 0 : EINVAL;
		flag += length + 1;
	}
}

static bool has_word(const struct words *words, const char *word)
{
	return words_contain(words, word, strlen(word));
}

static int check_names(const struct allocbench_request *request,
		       const struct allocator_row *row)
{
	bool may_sleep = strstr(request->gfp, "GFP_KERNEL");

	if (!has_word(&row->patterns, request->pattern) ||
	    !has_word(&row->contexts, request->context))
		return EOPNOTSUPP;
	return may_sleep && strcmp(request->context, "task") ? EOPNOTSUPP : 0;
}

static int check_taken(bool is_taken, uint64_t count)
{
	if (is_taken)
		return count ? 0 : ERANGE;
	return count ? EINVAL : 0;
}

static int check_cpus(const struct allocbench_request *request,
		      struct fake_request *checked)
{
	bool is_crowd = !strcmp(request->pattern, "crowd");
	struct cpu_list list;
	int error = 0;

	if (!info_list_has(info.pattern_cpus, request->pattern))
		return *request->cpus ? EINVAL : 0;
	if (cpu_list_parse(request->cpus, &list))
		return EINVAL;
	for (size_t i = 0; i < list.count && !error; i++)
		error = list.cpus[i] < FAKE_CPU_COUNT ? 0 : ENXIO;
	if (!error && !is_crowd && list.count != 1)
		error = EINVAL;
	if (is_crowd)
		checked->threads = list;
	else
		cpu_list_free(&list);
	return error;
}

static int check_choices(const struct allocbench_request *request,
			 const struct allocator_row *row)
{
	int error = check_taken(info_list_has(info.pattern_set, request->pattern),
				request->set_size);

	if (!error)
		error = check_taken(row->bulk, request->bulk_count);
	if (!error && request->node != -1)
		error = !row->node			   ? EINVAL
			: request->node >= FAKE_NODE_COUNT ? ENXIO
							   : 0;
	return error;
}

static uint64_t larger(uint64_t one, uint64_t other)
{
	return one > other ? one : other;
}

static int check_counts(const struct allocbench_request *request,
			struct fake_request *checked)
{
	bool is_probe = request->operation == ALLOCBENCH_PROBE;
	uint64_t slots = larger(request->set_size, 1) *
			 (checked->row->slot_words + request->bulk_count);
	uint64_t each = larger(request->sample_count, slots);

	if (!request->sample_count)
		return ERANGE;
	if (is_probe &&
	    (request->sample_count != 1 || request->warmup_count ||
	     strcmp(request->pattern, "pair") || strcmp(request->context, "task")))
		return EINVAL;
	checked->needed = each * larger(checked->threads.count, 1);
	if (request->buffer_samples && request->buffer_samples < request->sample_count)
		return EINVAL;
	return 0;
}

static int check_size(const struct allocbench_request *request,
		      const struct allocator_row *row)
{
	uint64_t size = request->size;

	if (request->operation == ALLOCBENCH_PROBE)
		return 0;
	if (size < row->smallest || size > row->largest)
		return ERANGE;
	if (row->size_means == SIZE_MEANS_ADDS && size && size != 10 && size != 100 &&
	    size != 1000)
		return ERANGE;
	if (fault("refuse") && size > fault("refuse"))
		return ERANGE;
	return 0;
}

static uint64_t held_bytes(const struct allocbench_request *request,
			   const struct fake_request *checked)
{
	uint64_t blocks = larger(request->set_size, 1) * larger(request->bulk_count, 1);

	if (!strcmp(request->allocator, "book_pages"))
		blocks *= 2;
	return request->size * blocks * larger(checked->threads.count, 1);
}

int fake_request_check(const struct allocbench_request *request,
		       struct fake_request *checked)
{
	const struct allocator_row *row;
	int error = check_form(request);

	*checked = (struct fake_request){ 0 };
	read_texts();
	if (error)
		return error;
	row = checked->row = allocators_find(&allocators, request->allocator);
	if (!row)
		return ENOENT;
	if (row->absent)
		return EOPNOTSUPP;
	error = check_flags(request, row);
	if (!error)
		error = check_names(request, row);
	if (!error)
		error = check_choices(request, row);
	if (!error)
		error = check_cpus(request, checked);
	if (!error)
		error = check_counts(request, checked);
	if (!error)
		error = check_size(request, row);
	if (!error && !fake_is_clock(row) &&
	    held_bytes(request, checked) > request->budget)
		error = E2BIG;
	return error;
}
