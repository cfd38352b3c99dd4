// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What was measured, and the command that measures it again.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "results/cleanup.h"
#include "results/json_text.h"

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
						    : json_text(value, JSON_ENCODE_ANY);

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
			put_word(stream,
				 json_string_value(word) ? json_string_value(word) : "");
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
