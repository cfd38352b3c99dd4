// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Walks the tables of all themes.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "environment.h"
#include "proc_file.h"
#include "results/cleanup.h"

static json_t *find_vm(const struct environment_source *source, const char *argument,
		       char reason[static FACT_REASON_LENGTH])
{
	return environment_missing(reason, source->is_guest ? "filled in by allocvm"
							    : "not a VM of allocvm's");
}

static const struct environment_row host_rows[] = {
	{ "vm", find_vm, NULL },
	{ "boot_seed", find_vm, NULL },
};

static const struct environment_theme environment_host = ENVIRONMENT_THEME(host_rows);

static const struct environment_theme *const themes[] = {
	&environment_kernel,
	&environment_cpu,
	&environment_memory,
	&environment_host,
};

json_t *environment_missing(char reason[static FACT_REASON_LENGTH], const char *format,
			    ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(reason, FACT_REASON_LENGTH, format, arguments);
	va_end(arguments);
	return NULL;
}

json_t *environment_text(const struct environment_source *source, const char *argument,
			 char reason[static FACT_REASON_LENGTH])
{
	_cleanup_free_ char *text = NULL;
	int error = proc_file_read(argument, &text);
	json_t *value;

	if (error)
		return environment_missing(reason, "%s: %s", argument, strerror(-error));
	errno = 0;
	value = json_string(text);
	return value ? value
		     : environment_missing(reason, "%s: %s", argument,
					   errno ? strerror(errno) : "not UTF-8");
}

json_t *environment_number(const struct environment_source *source, const char *argument,
			   char reason[static FACT_REASON_LENGTH])
{
	uint64_t number;
	int error = proc_file_number(argument, &number);

	if (error == -EBADMSG)
		return environment_missing(reason, "%s: not a number", argument);
	if (error)
		return environment_missing(reason, "%s: %s", argument, strerror(-error));
	return json_integer(number);
}

json_t *environment_info_number(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH])
{
	return json_integer(*(const uint64_t *)info_field(source->info, argument));
}

json_t *environment_info_answer(const struct environment_source *source,
				const char *argument,
				char reason[static FACT_REASON_LENGTH])
{
	return json_boolean(*(const bool *)info_field(source->info, argument));
}

static int add_row(json_t *record, const struct environment_row *row,
		   const struct environment_source *source)
{
	char reason[FACT_REASON_LENGTH] = "";
	json_t *value = row->find(source, row->argument, reason);

	if (value)
		return fact_set(record, row->path, value);
	/* Nothing is unknown without a reason but where there was no memory for it. */
	return *reason ? fact_unknown(record, row->path, reason) : -ENOMEM;
}

static int add_theme(json_t *record, const struct environment_theme *theme,
		     const struct environment_source *source)
{
	int error = 0;

	for (size_t i = 0; i < theme->row_count && !error; i++)
		error = add_row(record, &theme->rows[i], source);
	return error;
}

json_t *environment_record(const struct environment_source *source)
{
	json_t *record = json_pack("{s: s}", "type", "environment");
	int error = record ? 0 : -ENOMEM;

	if (!error)
		error = add_theme(record,
				  source->clock ? &environment_clock
						: &environment_no_clock,
				  source);
	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]) && !error; i++)
		error = add_theme(record, themes[i], source);
	if (!error)
		return record;
	json_decref(record);
	return NULL;
}
