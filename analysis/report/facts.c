// SPDX-License-Identifier: GPL-2.0-or-later
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "results/cleanup.h"

static const char *const fields[] = {
	"kernel.release",
	"kernel.version",
	"kernel.arch",
	"kernel.command_line",
	"kernel.taint",
	"cpu.model",
	"cpu.microcode",
	"cpu.pinned",
	"cpu.governor",
	"cpu.turbo",
	"cpu.smt",
	"cpu.isolated",
	"hypervisor.name",
	"memory.total_bytes",
	"memory.available_bytes",
	"memory.budget_bytes",
	"memory.page_size",
	"memory.numa_nodes",
	"memory.transparent_hugepage",
	"clock.kind",
	"clock.tsc_khz",
	"clock.smallest_step",
	"clock.ticks_per_add",
	"allocator.kmalloc_max_size",
	"allocator.largest_order",
	"allocator.vmalloc_bytes",
	"allocator.init_on_alloc",
	"allocator.init_on_free",
	"allocator.slub_debug",
	"allocator.kfence_sample_interval",
	"vm.qemu_version",
	"vm.cpu",
	"vm.host_cpu",
};

static int put_row(struct text_table *table, const struct result *result,
		   const char *field)
{
	_cleanup_free_ char *fact = result_fact(result, field);

	if (!fact)
		return -ENOMEM;
	text_table_cell(table, "%s", field);
	text_table_cell(table, "%s", fact);
	return 0;
}

static int put_config(struct text_table *table, const struct result *result)
{
	const json_t *kernel = json_object_get(result->environment, "kernel");
	json_t *config = json_object_get(kernel, "config");
	const char *option;
	json_t *value;
	int error = 0;

	json_object_foreach (config, option, value) {
		_cleanup_free_ char *text = json_is_string(value)
						    ? strdup(json_string_value(value))
						    : json_dumps(value, JSON_ENCODE_ANY);

		if (!text)
			error = -ENOMEM;
		text_table_cell(table, "%s", option);
		text_table_cell(table, "%s", text ? text : "");
	}
	return error;
}

int facts_environment(const struct result *result, struct page *page)
{
	struct text_table table = { 0 };
	int error = page_heading(page, "Environment of %s", result->path);

	text_table_key(&table, "fact", SIDE_LEFT);
	text_table_column(&table, NULL, "value", SIDE_LEFT);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]) && !error; i++)
		error = put_row(&table, result, fields[i]);
	if (!error)
		error = put_config(&table, result);
	if (!error)
		error = page_table(page, &table);
	text_table_free(&table);
	return error;
}

/* For a shell: quoted where anything but plain letters is in it. */
static void put_word(FILE *stream, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789-_=,./:+@%";

	if (*word && !word[strspn(word, plain)]) {
		fprintf(stream, " %s", word);
		return;
	}
	fputs(" '", stream);
	for (const char *at = word; *at; at++) {
		if (*at == '\'')
			fputs("'\\''", stream);
		else
			fputc(*at, stream);
	}
	fputc('\'', stream);
}

/* What allocvm was asked for, where it was. */
static void put_vm(FILE *stream, const struct result *result)
{
	const json_t *vm = json_object_get(result->environment, "vm");
	const char *kernel = json_string_value(json_object_get(vm, "kernel_name"));
	const char *append = json_string_value(json_object_get(vm, "append"));
	json_int_t perturb = json_integer_value(json_object_get(vm, "perturb"));

	if (!kernel)
		return;
	fputs("allocvm run --kernel", stream);
	put_word(stream, kernel);
	fprintf(stream, " --memory %lld",
		(long long)json_integer_value(json_object_get(vm, "memory_mib")));
	if (append && *append && !strstr(kernel, ",append=")) {
		fputs(" --append", stream);
		put_word(stream, append);
	}
	if (perturb)
		fprintf(stream, " --perturb %lld", (long long)perturb);
	fputs(" -o result.jsonl --", stream);
}

static char *command_of(const struct result *result)
{
	const json_t *arguments = json_object_get(result->header, "argv");
	bool is_vm = json_is_object(json_object_get(result->environment, "vm"));
	char *command = NULL;
	size_t length, i;
	json_t *word;
	FILE *stream = open_memstream(&command, &length);

	if (!stream)
		return NULL;
	put_vm(stream, result);
	/* allocvm names the driver itself. */
	json_array_foreach (arguments, i, word)
		if (i || !is_vm)
			put_word(stream, json_string_value(word) ? json_string_value(word)
								 : "");
	if (!fclose(stream))
		return command;
	free(command);
	return NULL;
}

int facts_command(const struct result *result, struct page *page)
{
	_cleanup_free_ char *command = command_of(result);

	if (!command)
		return -ENOMEM;
	return page_line(page, "%s", command + (*command == ' '));
}

static uint64_t marked_share(const struct result *result, uint64_t *samples)
{
	uint64_t marked = 0;

	*samples = 0;
	for (size_t i = 0; i < result->cell_count; i++) {
		marked += result->cells[i].marked_count;
		*samples += result->cells[i].sample_count;
	}
	return marked;
}

static int warn_of(const struct result *result, struct page *page, size_t *count)
{
	_cleanup_free_ char *on_alloc = result_fact(result, "allocator.init_on_alloc");
	_cleanup_free_ char *debug = result_fact(result, "allocator.slub_debug");
	uint64_t samples, marked = marked_share(result, &samples), taint = 0, steal = 0;
	int error = 0;

	if (!on_alloc || !debug)
		return -ENOMEM;
	result_number(result, "kernel.taint", &taint);
	result_number(result, "hypervisor.steal_ticks", &steal);
	const struct {
		bool is_true;
		const char *words;
	} warnings[] = {
		{ result->truncation != NULL, "the file is not whole" },
		{ result->interrupted, "its run was interrupted" },
		{ !strcmp(on_alloc, "1"), "init_on_alloc=1: each block is zeroed" },
		{ *debug && strcmp(debug, "none") && strncmp(debug, "unknown", 7),
		  "SLUB debugs: slab caches are far dearer" },
		{ samples && marked * 100 > samples,
		  "more than 1 % of the samples were disturbed" },
		{ steal > 0, "the hypervisor took the CPU away meanwhile" },
	};

	for (size_t i = 0; i < sizeof(warnings) / sizeof(warnings[0]) && !error; i++) {
		if (!warnings[i].is_true)
			continue;
		(*count)++;
		error = page_note(page, "%s: %s.", result->path, warnings[i].words);
	}
	return error;
}

int facts_warnings(const struct result_list *results, struct page *page)
{
	size_t count = 0;
	int error = page_heading(page, "What may mislead");

	for (size_t i = 0; i < results->count && !error; i++)
		error = warn_of(results->items[i], page, &count);
	if (!error && !count)
		error = page_note(page, "Nothing was found: the files are whole, no option of "
					"the kernels is known to distort costs, and few samples "
					"were disturbed.");
	return error;
}
