// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What must be the same on both sides of a comparison. The table of it.
 */
#include "comparable.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "plan_text.h"
#include "results/cleanup.h"

/*
 * A kernel takes some memory for itself before it counts the rest, a newer one often a
 * little more: on machines of one size the totals differ by less.
 */
#define MEMORY_TOLERANCE 0.03

static bool is_in_vm(const struct result *result)
{
	return json_is_object(json_object_get(result->environment, "vm"));
}

/* Under icount the emulated CPU decides which instructions there are. */
static char *cpu_of(const struct result *result)
{
	const char *cpu = NULL, *version = NULL;
	char *text;

	json_unpack(result->environment, "{s:{s:s, s:s}}", "vm", "cpu", &cpu,
		    "qemu_version", &version);
	if (result->clock != CLOCK_ICOUNT || !version)
		return result_fact(result, "cpu.model");
	return asprintf(&text, "%s of QEMU %s", cpu, version) < 0 ? NULL : text;
}

static char *memory_of(const struct result *result)
{
	uint64_t bytes;
	char *text;

	if (is_in_vm(result))
		return result_fact(result, "vm.memory_mib");
	if (!result_number(result, "memory.total_bytes", &bytes))
		return NULL;
	return asprintf(&text, "%.0f", (double)bytes / (1 << 20)) < 0 ? NULL : text;
}

static bool is_same_memory(const char *one, const char *other)
{
	double mib = strtod(one, NULL), other_mib = strtod(other, NULL);
	double larger = mib > other_mib ? mib : other_mib;

	return larger - (mib + other_mib - larger) <= larger * MEMORY_TOLERANCE;
}

static char *text_of(const json_t *object, const char *field)
{
	const char *text = json_string_value(json_object_get(object, field));

	return text ? strdup(text) : NULL;
}

static char *tool_of(const struct result *result)
{
	return text_of(result->header, "tool");
}

static char *module_of(const struct result *result)
{
	const json_t *module = json_object_get(result->header, "module");
	_cleanup_free_ char *version = text_of(module, "version");
	_cleanup_free_ char *build = text_of(module, "build");
	char *text;

	if (!version || !build)
		return NULL;
	return asprintf(&text, "%s, %s build", version, build) < 0 ? NULL : text;
}

/*
 * @of:    the fact as text, NULL where it is not known; where there is no such function
 *         it is a field of the environment
 * @agree: NULL: equal texts
 */
static const struct {
	const char *key;
	const char *unit;
	const char *field;
	char *(*of)(const struct result *result);
	bool (*agree)(const char *one, const char *other);
} facts[] = {
	{ "clock",         "",     "clock.kind",              NULL,      NULL },
	{ "arch",          "",     "kernel.arch",             NULL,      NULL },
	{ "cpu",           "",     NULL,                      cpu_of,    NULL },
	{ "memory",        " MiB", NULL,                      memory_of, is_same_memory },
	{ "page_size",     "",     "memory.page_size",        NULL,      NULL },
	{ "init_on_alloc", "",     "allocator.init_on_alloc", NULL,      NULL },
	{ "init_on_free",  "",     "allocator.init_on_free",  NULL,      NULL },
	{ "slub_debug",    "",     "allocator.slub_debug",    NULL,      NULL },
	{ "plan",          "",     NULL,                      plan_text, NULL },
	{ "tool",          "",     NULL,                      tool_of,   NULL },
	{ "module",        "",     NULL,                      module_of, NULL },
};

#define FACT_COUNT (sizeof(facts) / sizeof(facts[0]))

const char *comparable_key(size_t i)
{
	return i < FACT_COUNT ? facts[i].key : NULL;
}

int comparable_parse(const char *key, comparable_set *set)
{
	for (size_t i = 0; i < FACT_COUNT; i++) {
		if (strcmp(facts[i].key, key))
			continue;
		*set |= 1u << i;
		return 0;
	}
	return -EINVAL;
}

static char *fact_of(const struct result *result, size_t fact)
{
	if (facts[fact].of)
		return facts[fact].of(result);

	char *text = result_fact(result, facts[fact].field);

	if (text && !strncmp(text, "unknown", strlen("unknown"))) {
		free(text);
		return NULL;
	}
	return text;
}

static bool agrees(size_t fact, const char *one, const char *other)
{
	if (!one || !other || !strcmp(one, other))
		return true;
	return facts[fact].agree && facts[fact].agree(one, other);
}

static int add(char **text, const char *sentence)
{
	char *joined;

	if (asprintf(&joined, "%s%s%s", *text ? *text : "", *text ? "; " : "", sentence) <
	    0)
		return -ENOMEM;
	free(*text);
	*text = joined;
	return 0;
}

int comparable_differences(const struct result *one, const struct result *other,
			   comparable_set vary, comparable_set *varied, char **text)
{
	int error = 0;

	*text = NULL;
	for (size_t i = 0; i < FACT_COUNT && !error; i++) {
		_cleanup_free_ char *fact = fact_of(one, i);
		_cleanup_free_ char *other_fact = fact_of(other, i);
		_cleanup_free_ char *sentence = NULL;

		if (agrees(i, fact, other_fact))
			continue;
		if (vary & (1u << i)) {
			*varied |= 1u << i;
			continue;
		}
		error = asprintf(&sentence, "%s: %s%s in %s, %s%s in %s", facts[i].key,
				 fact, facts[i].unit, one->path, other_fact,
				 facts[i].unit, other->path) < 0
				? -ENOMEM
				: add(text, sentence);
	}
	if (error) {
		free(*text);
		*text = NULL;
	}
	return error;
}
