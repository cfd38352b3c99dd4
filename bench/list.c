// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `list`: the rows of the module.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "commands.h"
#include "results/cleanup.h"
#include "session.h"

static json_t *words_array(const struct words *words)
{
	json_t *array = json_array();

	for (size_t i = 0; i < words->count; i++)
		json_array_append_new(array, json_string(words->words[i]));
	return array;
}

static int write_row(struct session *session, const struct allocator_row *row)
{
	_cleanup_json_ json_t *record = json_pack(
		"{s: s, s: s, s: s, s: I, s: I, s: b, s: b, s: b, s: o, s: o, s: o, s: s?}",
		"type", "allocator", "name", row->name, "size_means",
		size_means_name(row->size_means), "smallest", (json_int_t)row->smallest,
		"largest", (json_int_t)row->largest, "probe", row->probe, "bulk",
		row->bulk, "node", row->node, "flags", words_array(&row->flags),
		"contexts", words_array(&row->contexts), "patterns",
		words_array(&row->patterns), "absent", row->absent);

	return session_write(session, record);
}

/* The words joined by commas, "-" for none; the caller frees it. */
static char *words_text(const struct words *words)
{
	char *text = NULL;
	size_t length;
	FILE *stream = open_memstream(&text, &length);

	if (!stream)
		return NULL;
	for (size_t i = 0; i < words->count; i++)
		fprintf(stream, "%s%s", i ? "," : "", words->words[i]);
	if (!words->count)
		fputc('-', stream);
	fclose(stream);
	return text;
}

static int add_line(struct text_table *table, const struct allocator_row *row)
{
	_cleanup_free_ char *contexts = words_text(&row->contexts);
	_cleanup_free_ char *patterns = words_text(&row->patterns);
	_cleanup_free_ char *flags = words_text(&row->flags);

	if (!contexts || !patterns || !flags)
		return -ENOMEM;
	return text_table_add(table, "%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s\t%s\t%s\t%s",
			      row->name, size_means_name(row->size_means), row->smallest,
			      row->largest, row->probe ? "yes" : "no", contexts, patterns,
			      flags);
}

static int print_table(struct session *session)
{
	const struct allocators *allocators = &session->allocators;
	struct text_table table = { .wraps = true };
	int error;

	error = text_table_add(
		&table,
		"allocator\tsize is\tsmallest\tlargest\tmaximum\tcontexts\tpatterns\tflags");
	for (size_t i = 0; i < allocators->count && !error; i++)
		error = add_line(&table, &allocators->rows[i]);
	if (!error)
		text_table_print(&table, text_table_width(), stdout);
	text_table_free(&table);
	return error ? problem_no_memory(&session->problem) : 0;
}

static int write_rows(struct session *session)
{
	int error = 0;

	for (size_t i = 0; i < session->allocators.count && !error; i++)
		error = write_row(session, &session->allocators.rows[i]);
	return error;
}

static int list(int argc, char **argv)
{
	struct session session;
	int error;

	error = session_prepare(&session, OPTIONS_LIST, "list",
				"Print the allocators that the module can measure.", argc,
				argv);
	if (!error)
		error = session_start(&session, false, 0);
	if (!error && output_is_table(&session.output))
		error = print_table(&session);
	else if (!error)
		error = write_rows(&session);
	return session_finish(&session);
}

const struct command list_command = {
	.name = "list",
	.run = list,
	.help = "print the allocators that the module can measure",
};
