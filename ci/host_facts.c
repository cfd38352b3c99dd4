// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fills a header and an environment record; all else in a result comes from the guest.
 */
#include "host_facts.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "results/cleanup.h"
#include "results/json_text.h"

/* Set a field, and take back the reason why it was unknown. */
static int fact_set(json_t *record, const char *field, json_t *value)
{
	json_t *unknown = json_object_get(record, "unknown");

	json_object_del(unknown, field);
	if (unknown && !json_object_size(unknown))
		json_object_del(record, "unknown");
	return json_object_set_new(record, field, value) ? -ENOMEM : 0;
}

static int fact_unknown(json_t *record, const char *field, const char *reason)
{
	json_t *unknown = json_object_get(record, "unknown");

	if (!unknown) {
		unknown = json_object();
		if (json_object_set_new(record, "unknown", unknown))
			return -ENOMEM;
	}
	return json_object_set_new(unknown, field, json_string(reason)) ? -ENOMEM : 0;
}

/* A line of a file in /proc: the first, or what follows the colon of one with a key. */
static void proc_line(const char *path, const char *key, char *value, size_t size)
{
	_cleanup_fclose_ FILE *file = fopen(path, "re");
	char line[512];

	snprintf(value, size, "unknown");
	while (file && fgets(line, sizeof(line), file)) {
		if (strncmp(line, key, strlen(key)))
			continue;
		const char *colon = *key ? strchr(line, ':') : NULL;
		line[strcspn(line, "\n")] = '\0';
		snprintf(value, size, "%.*s", (int)size - 1, colon ? colon + 2 : line);
		return;
	}
}

static int fill_header(const struct vm *vm, json_t *record)
{
	char id[64], date[32];
	struct tm time;

	proc_line("/proc/sys/kernel/random/uuid", "", id, sizeof(id));
	gmtime_r(&vm->started, &time);
	strftime(date, sizeof(date), "%Y-%m-%dT%H:%M:%SZ", &time);
	int error = fact_set(record, "run_id", json_string(id));
	return error ? error : fact_set(record, "started", json_string(date));
}

/* A kernel that is a process of the host says of its CPU that it is one. */
static int correct_process(json_t *record, const char *cpu)
{
	json_t *facts = json_object_get(record, "cpu");

	if (json_is_object(facts) && json_object_set_new(facts, "model", json_string(cpu)))
		return -ENOMEM;
	return fact_unknown(record, "vm.qemu_version", "no QEMU boots it");
}

static int fill_environment(const struct vm *vm, json_t *record)
{
	const struct boot_options *options = vm->options;
	struct utsname host;
	char cpu[128];

	uname(&host);
	proc_line("/proc/cpuinfo", "model name", cpu, sizeof(cpu));
	json_t *facts = json_pack(
		"{s:s?, s:s, s:s, s:I, s:I, s:s, s:I, s:s, s:s, s:s}",
		"qemu_version", vm->qemu_version[0] ? vm->qemu_version : NULL,
		"machine", options->machine->name,
		"cpu", options->machine->cpu,
		"cpu_count", (json_int_t)options->cpu_count,
		"memory_mib", (json_int_t)options->memory_mib,
		"append", options->append,
		"perturb", (json_int_t)options->perturb,
		"kernel_name", options->kernel.name,
		"host_release", host.release,
		"host_cpu", cpu);
	if (!facts)
		return -EILSEQ; /* an option that is not UTF-8 */
	int error = fact_set(record, "vm", facts);
	if (!error && !options->machine->program)
		error = correct_process(record, cpu);
	return error ? error
		     : fact_set(record, "boot_seed",
				json_integer((json_int_t)vm->plan.seed));
}

static const struct {
	const char *type;
	int (*fill)(const struct vm *vm, json_t *record);
} fillers[] = {
	{ "header",      fill_header },
	{ "environment", fill_environment },
};

int host_facts_fill(const struct vm *vm, const char *line, size_t length, char **filled)
{
	_cleanup_json_ json_t *record =
		json_loadb(line, length, JSON_REJECT_DUPLICATES, NULL);
	const char *type = json_string_value(json_object_get(record, "type"));

	*filled = NULL;
	for (size_t i = 0; type && i < sizeof(fillers) / sizeof(fillers[0]); i++) {
		if (strcmp(fillers[i].type, type))
			continue;
		int error = fillers[i].fill(vm, record);
		if (error)
			return error;
		*filled = json_text(record, JSON_COMPACT);
		return *filled ? 0 : -ENOMEM;
	}
	return 0;
}
