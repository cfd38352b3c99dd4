// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts of the CPU: which one, and all that changes its speed.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hypervisor.h"
#include "environment.h"
#include "options.h"
#include "proc_file.h"
#include "results/cleanup.h"

#define SYS_CPU "/sys/devices/system/cpu"
#define VULNERABILITIES SYS_CPU "/vulnerabilities"

/* The value of a key of the first CPU in /proc/cpuinfo. */
static json_t *find_cpuinfo(const struct environment_source *source, const char *argument,
			    char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *text = NULL;
	size_t length = strlen(argument);
	char *rest, *line;
	int error = proc_file_read("/proc/cpuinfo", &text);

	if (error)
		return environment_missing(reason, "/proc/cpuinfo: %s", strerror(-error));
	rest = text;
	while ((line = strsep(&rest, "\n"))) {
		char *colon = strchr(line, ':');

		if (colon && !strncmp(line, argument, length) &&
		    line[length + strspn(line + length, " \t")] == ':')
			return json_string(colon + 1 + strspn(colon + 1, " "));
	}
	return environment_missing(reason, "/proc/cpuinfo: no \"%s\" for this CPU",
				   argument);
}

static json_t *find_pinned(const struct environment_source *source, const char *argument,
			   char reason[static FACT_REASON_LENGTH])
{
	if (source->cpu == CPU_ANY)
		return environment_missing(reason, "not bound to a CPU (--cpu)");
	return json_integer(source->cpu);
}

/* "boost" is of acpi-cpufreq and others, "no_turbo" of intel_pstate. */
static json_t *find_turbo(const struct environment_source *source, const char *argument,
			  char reason[static FACT_REASON_LENGTH])
{
	uint64_t value;

	if (!proc_file_number(SYS_CPU "/intel_pstate/no_turbo", &value))
		return json_boolean(!value);
	if (!proc_file_number(SYS_CPU "/cpufreq/boost", &value))
		return json_boolean(value);
	return environment_missing(reason, "no driver that tells: neither "
					   "intel_pstate/no_turbo nor cpufreq/boost");
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void free_entries(struct dirent **entries, int count)
{
	while (count > 0)
		free(entries[--count]);
	free(entries);
}

static int add_mitigation(json_t *mitigations, const char *name)
{
	_cleanup_free_ char *text = NULL;
	char path[PATH_MAX];
	int error;

	snprintf(path, sizeof(path), VULNERABILITIES "/%s", name);
	error = proc_file_read(path, &text);
	if (error)
		return error;
	return json_object_set_new(mitigations, name, json_string(text)) ? -ENOMEM : 0;
}

static json_t *find_mitigations(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH])
{
	_cleanup_json_ json_t *mitigations = json_object();
	struct dirent **entries;
	int count =
		scandir(proc_file_path(VULNERABILITIES), &entries, is_visible, alphasort);
	int error = mitigations ? 0 : -ENOMEM;

	if (count < 0)
		return environment_missing(reason, VULNERABILITIES ": %s",
					   strerror(errno));
	for (int i = 0; i < count && !error; i++)
		error = add_mitigation(mitigations, entries[i]->d_name);
	free_entries(entries, count);
	if (error)
		return environment_missing(reason, VULNERABILITIES ": %s",
					   strerror(-error));
	return json_incref(mitigations);
}

static const char *hypervisor_word(const char *signature)
{
	static const struct {
		const char *signature, *word;
	} words[] = {
		{ HYPERVISOR_TCG, "tcg" },
		{ "KVMKVMKVM",    "kvm" },
		{ "Microsoft Hv", "hyperv" },
		{ "VMwareVMware", "vmware" },
		{ "XenVMMXenVMM", "xen" },
		{ "bhyve bhyve ", "bhyve" },
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!strcmp(words[i].signature, signature))
			return words[i].word;
	}
	return signature;
}

static json_t *find_hypervisor(const struct environment_source *source,
			       const char *argument,
			       char reason[static FACT_REASON_LENGTH])
{
	char signature[HYPERVISOR_SIGNATURE_LENGTH];

	if (hypervisor_is_uml())
		return json_string("uml");
	hypervisor_signature(signature);
	if (*signature)
		return json_string(hypervisor_word(signature));
	if (source->info->hypervisor)
		return environment_missing(reason, "the hypervisor has no signature");
	return json_string("none");
}

/* "cpu  USER NICE SYSTEM IDLE IOWAIT IRQ SOFTIRQ STEAL ..." */
static json_t *find_steal_ticks(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *text = NULL;
	unsigned long long steal;
	int error = proc_file_read("/proc/stat", &text);

	if (error)
		return environment_missing(reason, "/proc/stat: %s", strerror(-error));
	if (sscanf(text, "cpu %*u %*u %*u %*u %*u %*u %*u %llu", &steal) != 1)
		return environment_missing(reason, "/proc/stat: no steal time");
	return json_integer(steal);
}

static const struct environment_row rows[] = {
	{ "cpu.model",       find_cpuinfo,     "model name" },
	{ "cpu.vendor",      find_cpuinfo,     "vendor_id" },
	{ "cpu.microcode",   find_cpuinfo,     "microcode" },
	{ "cpu.flags",       find_cpuinfo,     "flags" },
	{ "cpu.online",      environment_text, SYS_CPU "/online" },
	{ "cpu.pinned",      find_pinned,      NULL },
	{ "cpu.governor",    environment_text, SYS_CPU "/cpu0/cpufreq/scaling_governor" },
	{ "cpu.turbo",       find_turbo,       NULL },
	{ "cpu.idle_driver", environment_text, SYS_CPU "/cpuidle/current_driver" },
	{ "cpu.smt",         environment_text, SYS_CPU "/smt/control" },
	{ "cpu.isolated",    environment_text, SYS_CPU "/isolated" },
	{ "cpu.mitigations", find_mitigations, NULL },

	{ "hypervisor.name",        find_hypervisor,  NULL },
	{ "hypervisor.steal_ticks", find_steal_ticks, NULL },
};

const struct environment_theme environment_cpu = ENVIRONMENT_THEME(rows);
