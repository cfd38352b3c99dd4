// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes requests from the module's own files, at the edges of what they say, and changes them:
 * fields, bits, lengths.
 */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "guest.h"
#include "guest_fuzz.h"
#include "guest_rows.h"

#define ROWS 64
#define WORDS 32
#define KEPT 512

/* A run may hold so much: more than one file may have one at a time. */
#define MOST_BUDGET (32u << 20)

/* Words that a list of the module has, joined by commas. */
struct words {
	const char *word[WORDS];
	size_t count;
};

static struct row {
	struct allocbench_request sample;
	uint64_t smallest, largest;
	struct words flags, contexts, patterns;
} rows[ROWS];
static size_t row_count;
static char set_patterns[256], cpu_patterns[256];
static struct words all_flags, all_patterns, all_contexts;

static struct fuzz_input kept[KEPT];
static size_t kept_count;
static pthread_mutex_t kept_lock = PTHREAD_MUTEX_INITIALIZER;

/* xorshift64 */
uint64_t fuzz_below(uint64_t *state, uint64_t limit)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return *state % limit;
}

static void split(const char *list, struct words *words)
{
	char *copy = strdup(list), *word;

	if (!strcmp(list, "-"))
		return;
	while ((word = strsep(&copy, ",")) && words->count < WORDS)
		words->word[words->count++] = word;
}

static void learn_row(char *const *columns)
{
	struct row *row = &rows[row_count];

	if (strcmp(columns[ABSENT], "-") || row_count == ROWS)
		return;
	row->sample = row_request(columns, "pair", "task", "");
	row->smallest = strtoull(columns[SMALLEST], NULL, 10);
	row->largest = strtoull(columns[LARGEST], NULL, 10);
	split(columns[FLAGS], &row->flags);
	split(columns[CONTEXTS], &row->contexts);
	split(columns[PATTERNS], &row->patterns);
	row_count++;
}

/* The first row is "none", which takes all patterns and all contexts. */
void fuzz_learn(void)
{
	each_row(learn_row);
	split(info_text("gfp_flags"), &all_flags);
	snprintf(set_patterns, sizeof(set_patterns), "%s", info_text("pattern_set"));
	snprintf(cpu_patterns, sizeof(cpu_patterns), "%s", info_text("pattern_cpus"));
	all_patterns = rows[0].patterns;
	all_contexts = rows[0].contexts;
}

static const char *one_of(uint64_t *state, const struct words *words)
{
	return words->count ? words->word[fuzz_below(state, words->count)] : "";
}

static void set_name(char *name, size_t size, const char *value)
{
	memset(name, 0, size);
	strncpy(name, value, size - 1);
}

static uint64_t size_of(uint64_t *state, const struct row *row)
{
	const uint64_t edges[] = { row->sample.size, row->smallest, row->largest, 8, 64, 192, 4096,
				   4097, 8192, 65536, row->largest / 2 };
	uint64_t size = edges[fuzz_below(state, sizeof(edges) / sizeof(edges[0]))];

	return size < row->smallest ? row->smallest : size > row->largest ? row->largest : size;
}

/* One that may sleep or not, as the context wants it; now and then one more. */
static void choose_flags(uint64_t *state, const struct row *row,
			 struct allocbench_request *request)
{
	bool may_sleep = !strcmp(request->context, "task");

	if (!row->flags.count)
		return;
	set_name(request->gfp, sizeof(request->gfp), may_sleep ? "GFP_KERNEL" : "GFP_ATOMIC");
	if (fuzz_below(state, 4) == 0) {
		strcat(request->gfp, "|");
		strcat(request->gfp, one_of(state, &row->flags));
	}
}

static struct allocbench_request from_contract(uint64_t *state)
{
	const struct row *row = &rows[fuzz_below(state, row_count)];
	struct allocbench_request request = row->sample;

	set_name(request.pattern, sizeof(request.pattern), one_of(state, &row->patterns));
	set_name(request.context, sizeof(request.context), one_of(state, &row->contexts));
	choose_flags(state, row, &request);
	request.size = size_of(state, row);
	request.sample_count = 1 + fuzz_below(state, 12);
	request.warmup_count = fuzz_below(state, 3);
	request.seed = fuzz_below(state, 1000);
	request.budget = fuzz_below(state, 2) ? 0 : MOST_BUDGET;
	request.buffer_samples = fuzz_below(state, 2) ? 0 : 4096;
	if (list_has(set_patterns, request.pattern))
		request.set_size = 1 + fuzz_below(state, 8);
	if (list_has(cpu_patterns, request.pattern))
		strcpy(request.cpus,
		       strcmp(request.pattern, "remote") && fuzz_below(state, 2) ? "0-1" : "1");
	if (fuzz_below(state, 16) == 0) {
		request.operation = 1 + (uint32_t)fuzz_below(state, 3);
		request.sample_count = 1;
		request.warmup_count = 0;
	}
	if (fuzz_below(state, 16) == 0)
		request.flags = ALLOCBENCH_CONTINUE;
	return request;
}

static uint64_t edge(uint64_t *state)
{
	static const uint64_t edges[] = { 0, 1, 2, 7, 4095, 4096, 4097, 65536, 1 << 20, 1 << 22,
					  1 << 30, 0x7fffffff, 0x80000000, 0xffffffff,
					  0x100000000, 0x7fffffffffffffff, 0x8000000000000000,
					  0xffffffffffffffff, 1489454, 1525201, 131072 };
	uint64_t value = edges[fuzz_below(state, sizeof(edges) / sizeof(edges[0]))];

	return value + fuzz_below(state, 3) - 1;
}

static const size_t numbers[] = {
	offsetof(struct allocbench_request, size),
	offsetof(struct allocbench_request, sample_count),
	offsetof(struct allocbench_request, warmup_count),
	offsetof(struct allocbench_request, buffer_samples),
	offsetof(struct allocbench_request, budget),
	offsetof(struct allocbench_request, set_size),
	offsetof(struct allocbench_request, bulk_count),
	offsetof(struct allocbench_request, seed),
	offsetof(struct allocbench_request, reserved),
};

static void change_number(uint64_t *state, struct fuzz_input *input)
{
	uint64_t value = edge(state);

	memcpy(input->bytes + numbers[fuzz_below(state, sizeof(numbers) / sizeof(numbers[0]))],
	       &value, sizeof(value));
}

static void change_word(uint64_t *state, struct fuzz_input *input)
{
	uint32_t *const words[] = { &input->request.version, &input->request.operation,
				    (uint32_t *)&input->request.node, &input->request.flags };

	*words[fuzz_below(state, 4)] = (uint32_t)fuzz_below(state, 6) - 1;
}

static void change_name(uint64_t *state, struct fuzz_input *input)
{
	static const char *const lists[] = { "0", "1", "0-1", "0,1", "1-0", "2", "0-8191",
					     "4294967295", "0-3:1/2", "0-3:0/0", "N", "all", "x",
					     "0-", ",,1", " 1", "1\n" };
	struct allocbench_request *request = &input->request;

	switch (fuzz_below(state, 5)) {
	case 0:
		set_name(request->allocator, sizeof(request->allocator),
			 rows[fuzz_below(state, row_count)].sample.allocator);
		break;
	case 1:
		set_name(request->pattern, sizeof(request->pattern),
			 one_of(state, &all_patterns));
		break;
	case 2:
		set_name(request->context, sizeof(request->context),
			 one_of(state, &all_contexts));
		break;
	case 3:
		set_name(request->gfp, sizeof(request->gfp), one_of(state, &all_flags));
		break;
	default:
		set_name(request->cpus, sizeof(request->cpus),
			 lists[fuzz_below(state, sizeof(lists) / sizeof(lists[0]))]);
	}
}

static void change_bits(uint64_t *state, struct fuzz_input *input)
{
	for (uint64_t left = 1 + fuzz_below(state, 4); left; left--)
		input->bytes[fuzz_below(state, sizeof(input->request))] ^=
			(unsigned char)(1u << fuzz_below(state, 8));
}

static void change_length(uint64_t *state, struct fuzz_input *input)
{
	input->length = fuzz_below(state, FUZZ_BYTES);
}

static void (*const changes[])(uint64_t *state, struct fuzz_input *input) = {
	change_number, change_number, change_number, change_word, change_name, change_name,
	change_bits, change_length,
};

static bool take_kept(uint64_t *state, struct fuzz_input *input)
{
	bool taken;

	pthread_mutex_lock(&kept_lock);
	taken = kept_count != 0;
	if (taken)
		*input = kept[fuzz_below(state, kept_count)];
	pthread_mutex_unlock(&kept_lock);
	return taken;
}

struct fuzz_input fuzz_make(uint64_t *state)
{
	struct fuzz_input input = { .length = sizeof(input.request) };

	if (fuzz_below(state, 4) || !take_kept(state, &input))
		input.request = from_contract(state);
	if (fuzz_below(state, 2)) {
		for (uint64_t left = 1 + fuzz_below(state, 2); left; left--)
			changes[fuzz_below(state, sizeof(changes) / sizeof(changes[0]))](state,
											 &input);
	}
	/* What a run may hold is the caller's affair: all of memory too. */
	if (input.request.budget > MOST_BUDGET)
		input.request.budget = MOST_BUDGET;
	return input;
}

void fuzz_keep(const struct fuzz_input *input)
{
	pthread_mutex_lock(&kept_lock);
	if (kept_count < KEPT)
		kept[kept_count++] = *input;
	pthread_mutex_unlock(&kept_lock);
}

size_t fuzz_kept(void)
{
	return kept_count;
}
