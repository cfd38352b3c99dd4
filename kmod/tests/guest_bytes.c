// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for kernel addresses, for the marks of memory that nobody has written, and for
 * holes in replies.
 */
#include <stdlib.h>
#include <string.h>

#include "guest.h"
#include "guest_bytes.h"

/*
 * Mapped memory, vmalloc's and struct page, wherever they were moved to; the kernel and
 * modules. A counter that has gone down by less than 2^24 is above.
 */
static bool is_pointer(uint64_t value)
{
	return (value >= 0xffff800000000000 && value < 0xfffff00000000000) ||
	       (value >= 0xffffffff80000000 && value < 0xffffffffff000000);
}

/* Pointers stand where they can be read at once; between is what two numbers make
 * together. */
bool bytes_have_pointer(const void *bytes, size_t size, size_t *where)
{
	for (size_t at = 0; at + sizeof(uint64_t) <= size; at += sizeof(uint64_t)) {
		uint64_t value;

		memcpy(&value, (const char *)bytes + at, sizeof(value));
		if (!is_pointer(value))
			continue;
		*where = at;
		return true;
	}
	return false;
}

/* Both as hexadecimal and as decimal figures; the shortest pointer has 16 of the first.
 */
bool text_has_pointer(const char *text, const char **where)
{
	while (*text) {
		size_t figures = strspn(text, "0123456789abcdefABCDEF");
		bool is_word = figures >= 16;

		if (is_word && (is_pointer(strtoull(text, NULL, 16)) ||
				is_pointer(strtoull(text, NULL, 10)))) {
			*where = text;
			return true;
		}
		text += figures ? figures : 1;
	}
	return false;
}

/* linux/poison.h: of slabs in use and free, of pages; red zones; the test's own. */
static const unsigned char poisons[] = { 0x5a, 0x6b, 0xa5,	    0xaa,
					 0xbb, 0xcc, POISON_OF_TEST };

bool bytes_have_poison(const void *bytes, size_t size, size_t *where)
{
	const unsigned char *byte = bytes;
	size_t run = 0;

	for (size_t at = 0; at < size; at++) {
		bool is_poison = memchr(poisons, byte[at], sizeof(poisons)) != NULL;

		run = is_poison && at && byte[at] == byte[at - 1] ? run + 1 : is_poison;
		if (run < POISON_RUN)
			continue;
		*where = at + 1 - POISON_RUN;
		return true;
	}
	return false;
}

static bool is_padded(const char *name)
{
	size_t length = strnlen(name, ALLOCBENCH_NAME_LENGTH);

	for (size_t at = length; at < ALLOCBENCH_NAME_LENGTH; at++) {
		if (name[at])
			return false;
	}
	return length && length < ALLOCBENCH_NAME_LENGTH;
}

static const char *sample_fault(const struct allocbench_sample *sample,
				unsigned int threads)
{
	if (sample->cause & ~(uint32_t)(ALLOCBENCH_FAILED * 2 - 1))
		return "a sample's cause has an unknown bit";
	if (sample->cpu >= threads)
		return "a sample's CPU is none";
	if (sample->cause & ALLOCBENCH_FAILED &&
	    (sample->free_ticks || sample->touch_ticks))
		return "a failed sample has a free";
	return NULL;
}

static const char *counter_fault(const struct allocbench_counter *counter)
{
	if (!is_padded(counter->name))
		return "a counter's name has something after its end";
	if (counter->kind != ALLOCBENCH_PATH && counter->kind != ALLOCBENCH_HARDWARE)
		return "a counter's kind is none";
	if (counter->error && counter->change)
		return "a counter that could not be read has a change";
	return NULL;
}

static const char *header_fault(const struct allocbench_reply *reply,
				unsigned int threads)
{
	if (reply->version != ALLOCBENCH_VERSION)
		return "another version";
	if (reply->flags & ~(uint32_t)(ALLOCBENCH_INTERRUPTED | ALLOCBENCH_SMI_COUNTED))
		return "an unknown flag";
	if (reply->reserved ||
	    (!(reply->flags & ALLOCBENCH_SMI_COUNTED) && reply->smi_count))
		return "something in a reserved field";
	if (!reply->sample_count || reply->cpu >= threads || reply->threads > threads)
		return "no sample, or a CPU that is none";
	return NULL;
}

const char *reply_fault(const void *bytes, size_t size, unsigned int threads)
{
	const struct allocbench_reply *reply = bytes;
	const struct allocbench_sample *samples = (const void *)(reply + 1);
	const struct allocbench_counter *counters;
	uint64_t failures = 0;
	const char *fault =
		size < sizeof(*reply) ? "no reply" : header_fault(reply, threads);

	if (fault)
		return fault;
	if (size != sizeof(*reply) + reply->sample_count * sizeof(*samples) +
			    reply->counter_count * sizeof(*counters))
		return "another length than it says";
	for (uint64_t i = 0; !fault && i < reply->sample_count; i++) {
		failures += (samples[i].cause & ALLOCBENCH_FAILED) != 0;
		fault = sample_fault(&samples[i], threads);
	}
	if (!fault && failures != reply->failures)
		fault = "another number of failures than it says";
	counters = (const void *)(samples + reply->sample_count);
	for (uint32_t i = 0; !fault && i < reply->counter_count; i++)
		fault = counter_fault(&counters[i]);
	return fault;
}
