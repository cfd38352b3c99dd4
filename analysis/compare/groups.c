// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Which files are which kernel.
 */
#include "groups.h"

#include <errno.h>
#include <string.h>

#include "analysis/message.h"
#include "results/cleanup.h"

int groups_split(struct groups *groups, int argc, char **argv)
{
	int own_count = argc;

	groups->count = 1;
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--")) {
			if (own_count == argc)
				own_count = i;
			if (groups->count < GROUP_LIMIT)
				groups->paths[groups->count++] = argv + i + 1;
		} else if (own_count < argc) {
			groups->counts[groups->count - 1]++;
		}
	}
	return own_count;
}

void groups_set_base(struct groups *groups, char **paths, int count)
{
	groups->paths[0] = paths;
	groups->counts[0] = (size_t)count;
}

int groups_label(struct groups *groups, const char *label)
{
	if (groups->label_count == GROUP_LIMIT)
		return -E2BIG;
	groups->labels[groups->label_count++] = label;
	return 0;
}

bool groups_are_whole(const struct groups *groups)
{
	for (size_t i = 0; i < groups->count; i++)
		if (!groups->counts[i])
			return false;
	return groups->count > 1;
}

static bool is_same_kernel(const struct result *one, const struct result *other)
{
	_cleanup_free_ char *label = kernel_label(one);
	_cleanup_free_ char *other_label = kernel_label(other);
	_cleanup_free_ char *version = result_fact(one, "kernel.version");
	_cleanup_free_ char *other_version = result_fact(other, "kernel.version");

	return label && other_label && version && other_version &&
	       !strcmp(label, other_label) && !strcmp(version, other_version);
}

/* The kernel of a boot among those that were found; the last one where it does not tell.
 */
static struct kernel_boots *kernel_of(const struct kernel_list *kernels,
				      const struct boot *boot)
{
	if (!boot->result)
		return kernels->count > 1 ? &kernels->items[kernels->count - 1] : NULL;
	for (size_t i = 1; i < kernels->count; i++) {
		const struct result *first = kernel_boots_first(&kernels->items[i]);

		if (!first || is_same_kernel(first, boot->result))
			return &kernels->items[i];
	}
	return NULL;
}

static int add_kernel(struct kernel_list *kernels, size_t room,
		      struct kernel_boots **kernel)
{
	*kernel = &kernels->items[kernels->count];
	(*kernel)->boots = calloc(room, sizeof(struct boot));
	if (!(*kernel)->boots)
		return -ENOMEM;
	kernels->count++;
	return 0;
}

static int set_label(struct kernel_boots *kernel, const char *label)
{
	const struct result *first = kernel_boots_first(kernel);

	free(kernel->label);
	if (label)
		kernel->label = strdup(label);
	else
		kernel->label = first ? kernel_label(first) : strdup("the new kernel");
	return kernel->label ? 0 : -ENOMEM;
}

/* Hand the boots of @all over to the kernels that they are of. */
static int tell_apart(struct kernel_boots *all, const struct groups *groups,
		      struct kernel_list *kernels)
{
	int error = 0;

	for (size_t i = 0; i < all->count && !error; i++) {
		struct kernel_boots *kernel = kernel_of(kernels, &all->boots[i]);

		if (!kernel)
			error = add_kernel(kernels, all->count, &kernel);
		if (error)
			break;
		kernel->boots[kernel->count++] = all->boots[i];
		all->boots[i] = (struct boot){ 0 };
	}
	for (size_t i = 1; i < kernels->count && !error; i++)
		error = set_label(&kernels->items[i],
				  i < groups->label_count ? groups->labels[i] : NULL);
	return error;
}

static enum exit_code load_one_group(const struct groups *groups,
				     const struct filter *filter,
				     struct kernel_list *kernels)
{
	struct kernel_boots all;
	enum exit_code code = kernel_boots_load(groups->paths[1], groups->counts[1], NULL,
						filter, &all);

	if (code == EXIT_DONE && tell_apart(&all, groups, kernels)) {
		message_error("out of memory");
		code = EXIT_TOOL_FAILURE;
	}
	kernel_boots_free(&all);
	return code;
}

static enum exit_code load_group(const struct groups *groups, size_t group,
				 const struct filter *filter, struct kernel_list *kernels)
{
	const char *label = group < groups->label_count ? groups->labels[group] : NULL;

	return kernel_boots_load(groups->paths[group], groups->counts[group], label,
				 filter, &kernels->items[kernels->count++]);
}

enum exit_code kernel_list_load(const struct groups *groups, const struct filter *filter,
				struct kernel_list *kernels)
{
	enum exit_code code;
	size_t room = 1;

	for (size_t i = 1; i < groups->count; i++)
		room += groups->counts[i];
	*kernels = (struct kernel_list){ .items = calloc(room, sizeof(*kernels->items)) };
	if (!kernels->items) {
		message_error("out of memory");
		return EXIT_TOOL_FAILURE;
	}
	code = load_group(groups, 0, filter, kernels);
	if (code == EXIT_DONE && groups->count == 2)
		return load_one_group(groups, filter, kernels);
	for (size_t i = 1; i < groups->count && code == EXIT_DONE; i++)
		code = load_group(groups, i, filter, kernels);
	return code;
}

void kernel_list_free(struct kernel_list *kernels)
{
	for (size_t i = 0; i < kernels->count; i++)
		kernel_boots_free(&kernels->items[i]);
	free(kernels->items);
}
