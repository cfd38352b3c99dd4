// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The command `list`: the rows of the module.
 */
#include "commands.h"
#include "list_table.h"
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
		"{s: s, s: s, s: s, s: I, s: I, s: b, s: b, s: b, s: o, s: o, s: o, s: s?,"
		" s: s?}",
		"type", "allocator", "name", row->name, "size_means",
		size_means_name(row->size_means), "smallest", (json_int_t)row->smallest,
		"largest", (json_int_t)row->largest, "probe", row->probe, "bulk",
		row->bulk, "node", row->node, "flags", words_array(&row->flags),
		"contexts", words_array(&row->contexts), "patterns",
		words_array(&row->patterns), "absent", row->absent, "unreal",
		row->unreal);

	return session_write(session, record);
}

static int print_tables(struct session *session)
{
	if (!list_table_print(&session->allocators, text_table_width(), stdout))
		return 0;
	return problem_no_memory(&session->problem);
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
		error = print_tables(&session);
	else if (!error)
		error = write_rows(&session);
	return session_finish(&session);
}

const struct command list_command = {
	.name = "list",
	.run = list,
	.help = "print the allocators that the module can measure",
};
