// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The boots of one kernel: how they are loaded and looked at.
 */
#include "kernel_boots.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "analysis/cell_grid.h"
#include "analysis/message.h"
#include "analysis/result_files.h"
#include "analysis/result_list.h"
#include "results/cleanup.h"

int cell_key_compare(const struct cell *one, const struct cell *other)
{
	int order = way_compare(&one->way, &other->way);

	if (!order)
		order = allocator_compare(one->allocator, other->allocator);
	if (!order)
		order = (one->size > other->size) - (one->size < other->size);
	return order;
}

static int compare_cells(const void *one, const void *other)
{
	return cell_key_compare(*(const struct cell *const *)one,
				*(const struct cell *const *)other);
}

static int sort_cells(struct boot *boot)
{
	boot->cells = calloc(boot->result->cell_count + 1, sizeof(struct cell *));
	if (!boot->cells)
		return -ENOMEM;
	for (size_t i = 0; i < boot->result->cell_count; i++)
		boot->cells[i] = &boot->result->cells[i];
	qsort(boot->cells, boot->result->cell_count, sizeof(struct cell *),
	      compare_cells);
	return 0;
}

const struct cell *boot_cell(const struct boot *boot, const struct cell *key)
{
	const struct cell **found;

	if (!boot->result)
		return NULL;
	found = bsearch(&key, boot->cells, boot->result->cell_count,
			sizeof(struct cell *), compare_cells);
	return found ? *found : NULL;
}

static enum exit_code fail(const char *message)
{
	message_error("%s", message ? message : strerror(ENOMEM));
	return EXIT_TOOL_FAILURE;
}

/* Not even its environment is there. */
static enum exit_code note_early_death(struct boot *boot, const char *message)
{
	boot->death = strdup(message ? message : boot->path);
	return boot->death ? EXIT_DONE : fail(NULL);
}

static enum exit_code check(struct boot *boot, const struct filter *filter)
{
	struct result *result = boot->result;
	enum exit_code code = result_check_clock(result);

	if (code != EXIT_DONE)
		return code;
	if (result->interrupted) {
		message_error("%s: its run was interrupted, so it has not measured what "
			      "others have; go on with it by allocbench run --resume",
			      boot->path);
		return EXIT_NOT_COMPARABLE;
	}
	if (result->truncation && !(boot->death = strdup(result->truncation)))
		return fail(NULL);
	result_select(result, filter);
	code = result_check_calibrations(result);
	if (code == EXIT_DONE && sort_cells(boot))
		return fail(NULL);
	return code;
}

static bool is_empty_file(const char *path)
{
	struct stat state;

	return !stat(path, &state) && S_ISREG(state.st_mode) && !state.st_size;
}

static enum exit_code take(struct boot *boot, struct result_file *file,
			   const struct filter *filter)
{
	boot->result = file->result;
	file->result = NULL;
	if (file->error == -ENODATA || (file->error && is_empty_file(boot->path)))
		return note_early_death(boot, file->message);
	return file->error ? fail(file->message) : check(boot, filter);
}

char *kernel_label(const struct result *result)
{
	const char *name = NULL, *append = NULL;
	char *label = NULL;

	json_unpack(result->environment, "{s:{s:s, s:s}}", "vm", "kernel_name", &name,
		    "append", &append);
	if (!name)
		return result_fact(result, "kernel.release");
	if (asprintf(&label, "%s%s%s", name, *append ? ",append=" : "", append) < 0)
		return NULL;
	return label;
}

static char *label_of(const struct kernel_boots *boots, const char *label)
{
	const struct result *first = kernel_boots_first(boots);

	if (label)
		return strdup(label);
	return first ? kernel_label(first) : strdup("a kernel that gave no result");
}

enum exit_code kernel_boots_load(char **paths, size_t count, const char *label,
				 const struct filter *filter, struct kernel_boots *boots)
{
	struct result_file *files = result_files_load(paths, count);
	enum exit_code code = EXIT_DONE;

	*boots = (struct kernel_boots){ .boots = calloc(count + 1, sizeof(struct boot)) };
	if (!files || !boots->boots)
		code = fail(NULL);
	for (; boots->count < count && code == EXIT_DONE; boots->count++) {
		boots->boots[boots->count].path = paths[boots->count];
		code = take(&boots->boots[boots->count], &files[boots->count], filter);
	}
	result_files_free(files, count);
	boots->label = label_of(boots, label);
	return boots->label ? code : fail(NULL);
}

void kernel_boots_free(struct kernel_boots *boots)
{
	for (size_t i = 0; i < boots->count; i++) {
		result_free(boots->boots[i].result);
		free(boots->boots[i].cells);
		free(boots->boots[i].death);
	}
	free(boots->boots);
	free(boots->label);
	*boots = (struct kernel_boots){ 0 };
}

const struct result *kernel_boots_first(const struct kernel_boots *boots)
{
	for (size_t i = 0; i < boots->count; i++)
		if (boots->boots[i].result)
			return boots->boots[i].result;
	return NULL;
}

size_t kernel_boots_deaths(const struct kernel_boots *boots)
{
	size_t deaths = 0;

	for (size_t i = 0; i < boots->count; i++)
		deaths += boots->boots[i].death != NULL;
	return deaths;
}
