// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The keys of the module's file "info".
 */
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "device.h"
#include "info.h"
#include "results/cleanup.h"

struct key {
	const char *name;
	int (*parse)(const char *value, void *field);
	size_t offset;
	bool required;
};

static int parse_number(const char *value, void *field)
{
	unsigned long long number;
	char *end;

	if (!isdigit((unsigned char)*value))
		return -EBADMSG;
	errno = 0;
	number = strtoull(value, &end, 10);
	if (errno || *end)
		return -EBADMSG;
	*(uint64_t *)field = number;
	return 0;
}

static int parse_text(const char *value, void *field, size_t room)
{
	size_t length = strlen(value);

	if (!length || length >= room)
		return -EBADMSG;
	memcpy(field, value, length + 1);
	return 0;
}

static int parse_word(const char *value, void *field)
{
	return parse_text(value, field, INFO_WORD_LENGTH);
}

/* A kernel that cannot tell leaves the list empty. */
static int parse_known(const char *value, void *field)
{
	return *value ? parse_text(value, field, INFO_LIST_LENGTH) : 0;
}

static int parse_list(const char *value, void *field)
{
	return parse_text(value, field, INFO_LIST_LENGTH);
}

static int parse_answer(const char *value, void *field)
{
	bool yes = !strcmp(value, "yes");

	if (!yes && strcmp(value, "no"))
		return -EBADMSG;
	*(bool *)field = yes;
	return 0;
}

#define KEY(field, parse, needed) { #field, parse, offsetof(struct info, field), needed }

static const struct key keys[] = {
	KEY(contract,         parse_number, true),
	KEY(module_version,   parse_word,   true),
	KEY(module_build,     parse_word,   true),
	KEY(arch,             parse_word,   true),
	KEY(tsc_khz,          parse_number, false),
	KEY(constant_tsc,     parse_answer, false),
	KEY(nonstop_tsc,      parse_answer, false),
	KEY(tsc_stable,       parse_answer, false),
	KEY(hypervisor,       parse_answer, true),
	KEY(page_size,        parse_number, true),
	KEY(largest_order,    parse_number, true),
	KEY(kmalloc_max_size, parse_number, true),
	KEY(vmalloc_bytes,    parse_number, true),
	KEY(total_bytes,      parse_number, true),
	KEY(available_bytes,  parse_number, true),
	KEY(buffer_limit,     parse_number, true),
	KEY(live_objects,     parse_number, true),
	KEY(live_bytes,       parse_number, true),
	KEY(smi_counter,      parse_word,   false),
	KEY(pattern_set,      parse_list,   true),
	KEY(pattern_cpus,     parse_list,   true),
	KEY(kmalloc_classes,  parse_known,  false),
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static int key_find(const char *name)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (!strcmp(keys[i].name, name))
			return i;
	}
	return -ENOENT;
}

bool info_list_has(const char *list, const char *word)
{
	size_t length = strlen(word);

	while (*list) {
		size_t item = strcspn(list, ",");

		if (item == length && !memcmp(list, word, length))
			return true;
		list += item + (list[item] != 0);
	}
	return false;
}

const void *info_field(const struct info *info, const char *key)
{
	return (const char *)info + keys[key_find(key)].offset;
}

static int bad_line(struct problem *problem, const char *line, const char *fault)
{
	return problem_set(
		problem, EXIT_TOOL_FAILURE, -EBADMSG,
		"the module's file info: \"%.80s\": %s; build the module and the "
		"driver from one source",
		line, fault);
}

static int parse_line(char *line, struct info *info, bool seen[KEY_COUNT],
		      struct problem *problem)
{
	char *colon = strchr(line, ':');
	const char *value;
	int key;

	if (!colon)
		return bad_line(problem, line, "no colon");
	*colon = 0;
	value = colon + 1 + strspn(colon + 1, " \t");
	key = key_find(line);
	if (key < 0)
		return 0;
	if (keys[key].parse(value, (char *)info + keys[key].offset))
		return bad_line(problem, line, "its value is not of the expected kind");
	seen[key] = true;
	return 0;
}

static int check_keys(const struct info *info, const bool seen[KEY_COUNT],
		      struct problem *problem)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (keys[i].required && !seen[i])
			return bad_line(problem, keys[i].name, "missing");
	}
	if (info->contract != ALLOCBENCH_VERSION)
		return problem_set(
			problem, EXIT_UNFIT_ENVIRONMENT, -EPROTONOSUPPORT,
			"the module speaks version %" PRIu64
			" of the contract, this driver %d; build both from one "
			"source",
			info->contract, ALLOCBENCH_VERSION);
	/* All sizes are computed from it. */
	if (!info->page_size || info->page_size & (info->page_size - 1))
		return bad_line(problem, "page_size", "not a power of two");
	if (info->largest_order > 32)
		return bad_line(problem, "largest_order", "beyond any kernel's");
	return 0;
}

int info_parse(const char *text, struct info *info, struct problem *problem)
{
	_cleanup_free_ char *copy = strdup(text);
	bool seen[KEY_COUNT] = { false };
	char *rest = copy;
	char *line;

	if (!copy)
		return problem_no_memory(problem);
	memset(info, 0, sizeof(*info));
	while ((line = strsep(&rest, "\n"))) {
		int error = *line ? parse_line(line, info, seen, problem) : 0;

		if (error)
			return error;
	}
	return check_keys(info, seen, problem);
}

int info_read(struct info *info, struct problem *problem)
{
	_cleanup_free_ char *text = NULL;
	int error;

	error = device_text("info", &text, problem);
	if (error)
		return error;
	return info_parse(text, info, problem);
}
