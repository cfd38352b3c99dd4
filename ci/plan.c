// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Makes a plan: command line, token and initramfs.
 */
#include "plan.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "bytes.h"
#include "bzimage.h"
#include "image_arch.h"
#include "initramfs.h"
#include "pvh.h"
#include "results/cleanup.h"

/*
 * panic=-1 with QEMU's -no-reboot ends the machine; a loaded host needs no_timer_check;
 * Debian's init_on_alloc=1 would time the clearing of memory. --append may overrule each.
 */
#define COMMAND_LINE                                                                  \
	"console=" GUEST_CONSOLE " panic=-1 nokaslr no_timer_check cryptomgr.notests" \
	" printk.time=1 init_on_alloc=0 init_on_free=0"

/* The most that --perturb adds to the initramfs: it moves the rest of memory. */
#define PADDING_LIMIT (15 * 4096)

enum { ENTRY_INIT, ENTRY_DRIVER, ENTRY_MODULE, ENTRY_CONFIG, FILE_COUNT };

#define ENTRY_LIMIT 16

#define PROGRAMS_WAY_OUT                                                            \
	"build the project with ci/build; what is below guest/ for kernels of this" \
	" architecture ci/get-kernel --module NAME builds"

void plan_built_path(const char *file, char *path)
{
	const char *chosen = getenv("ALLOCVM_GUEST_DIR");

	snprintf(path, PATH_MAX, "%s/%s",
		 chosen && *chosen ? chosen : ALLOCVM_BUILD_DIRECTORY, file);
}

void plan_guest_path(const struct kernel *kernel, const char *file, char *path)
{
	char image[PATH_MAX], below[NAME_MAX];
	const char *arch = IMAGE_ARCH_USUAL;
	struct problem problem;

	if (!kernel_image(kernel, image, &problem))
		arch = image_arch_of_file(image);
	if (strcmp(arch, IMAGE_ARCH_USUAL) != 0)
		snprintf(below, sizeof(below), "guest/%s/%s", arch, file);
	else
		snprintf(below, sizeof(below), "%s", file);
	plan_built_path(below, path);
}

static int make_command_line(const struct boot_options *options, struct plan *plan)
{
	const char *of_machine = options->machine->boot_arguments;

	snprintf(plan->perturb, sizeof(plan->perturb), "%u", options->perturb);
	/* A name with a dot is a module's; of one that is never loaded here. */
	int length =
		snprintf(plan->command_line, sizeof(plan->command_line), "%s%s%s%s%s%s%s",
			 COMMAND_LINE, of_machine ? " " : "",
			 of_machine ? of_machine : "", options->append[0] ? " " : "",
			 options->append, options->perturb ? " allocvm.perturb=" : "",
			 options->perturb ? plan->perturb : "");
	return length < (int)sizeof(plan->command_line) ? 0 : -E2BIG;
}

static int load(const char *path, enum exit_code exit_code, const char *way_out,
		struct bytes *bytes, struct problem *problem)
{
	int error = bytes_read(path, bytes);

	if (error)
		problem_set(problem, exit_code, error, "%s: %s; %s", path,
			    strerror(-error), way_out);
	return error;
}

static int load_files(const struct boot_options *options, struct bytes *files,
		      struct problem *problem)
{
	char init[PATH_MAX], config[PATH_MAX];
	int error;

	plan_guest_path(&options->kernel, "ci/guest-init", init);
	error = load(init, EXIT_TOOL_FAILURE, PROGRAMS_WAY_OUT, &files[ENTRY_INIT],
		     problem);
	if (!error && options->driver)
		error = load(options->driver, EXIT_TOOL_FAILURE,
			     PROGRAMS_WAY_OUT ", or name a static program by --driver",
			     &files[ENTRY_DRIVER], problem);
	if (!error && options->module)
		error = load(options->module, EXIT_GUEST_NO_MODULE,
			     "build it with ci/get-kernel --module NAME, name another by"
			     " --module, or go without by --no-module",
			     &files[ENTRY_MODULE], problem);
	/* The driver records what matters of it. */
	if (!error && options->driver && !kernel_config(&options->kernel, config))
		error = load(config, EXIT_TOOL_FAILURE, "remove it to go without",
			     &files[ENTRY_CONFIG], problem);
	return error;
}

/* argv[0] and the options' arguments, each with its NUL. */
static int pack_arguments(char *const *arguments, struct bytes *packed)
{
	FILE *stream = open_memstream(&packed->data, &packed->size);

	if (!stream)
		return -errno;
	fputs("allocbench", stream);
	fputc('\0', stream);
	for (; *arguments; arguments++) {
		fputs(*arguments, stream);
		fputc('\0', stream);
	}
	return fclose(stream) ? -errno : 0;
}

static size_t padding_size(uint32_t perturb)
{
	/* Knuth's multiplicative hash: neighbours are far apart. */
	return perturb ? (perturb * 2654435761u >> 8) % PADDING_LIMIT + 1 : 0;
}

static size_t list_entries(const struct boot_options *options, const struct bytes *files,
			   const struct bytes *arguments, const struct plan *plan,
			   struct initramfs_entry *entries)
{
	static const char padding[PADDING_LIMIT];
	static const char *const directories[] = { "boot", "dev", "proc", "sys", "tmp" };
	const struct initramfs_entry contents[] = {
		{ GUEST_INIT, S_IFREG | 0755, files[ENTRY_INIT].data,
		  files[ENTRY_INIT].size },
		{ GUEST_DRIVER, S_IFREG | 0755, files[ENTRY_DRIVER].data,
		  files[ENTRY_DRIVER].size },
		{ GUEST_MODULE, S_IFREG | 0644, files[ENTRY_MODULE].data,
		  files[ENTRY_MODULE].size },
		{ GUEST_CONFIG, S_IFREG | 0644, files[ENTRY_CONFIG].data,
		  files[ENTRY_CONFIG].size },
		{ "padding", S_IFREG | 0644, options->perturb ? padding : NULL,
		  padding_size(options->perturb) },
		{ GUEST_PERTURB, S_IFREG | 0644, options->perturb ? plan->perturb : NULL,
		  strlen(plan->perturb) },
		{ GUEST_ARGUMENTS, S_IFREG | 0644, arguments->data, arguments->size },
		{ GUEST_TOKEN, S_IFREG | 0644, plan->token, GUEST_TOKEN_LENGTH },
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(directories) / sizeof(directories[0]); i++)
		entries[count++] = (struct initramfs_entry){ directories[i],
							     S_IFDIR | 0755, NULL, 0 };
	for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++)
		if (contents[i].bytes)
			entries[count++] = contents[i];
	return count;
}

static unsigned long check_sum(unsigned long sum, const char *bytes, size_t size)
{
	return crc32_z(sum, (const unsigned char *)bytes, size);
}

/* The token's own entry is among @entries, still empty. */
static void make_token(const struct boot_options *options,
		       const struct initramfs_entry *entries, size_t count,
		       const struct bytes *kernel, struct plan *plan)
{
	unsigned long rest = check_sum(0, plan->command_line, strlen(plan->command_line));
	rest = check_sum(rest, options->machine->name, strlen(options->machine->name));
	for (size_t i = 0; i < count; i++) {
		rest = check_sum(rest, entries[i].path, strlen(entries[i].path) + 1);
		if (entries[i].size)
			rest = check_sum(rest, entries[i].bytes, entries[i].size);
	}
	snprintf(plan->token, sizeof(plan->token), "%08lx%08lx",
		 check_sum(0, kernel->data, kernel->size), rest);
}

static int store(const char *name, const char *bytes, size_t size, int *file)
{
	*file = bytes_memory_file(name, 1);
	return *file < 0 ? *file : bytes_write_fd(*file, bytes, size);
}

static int store_initramfs(const struct initramfs_entry *entries, size_t count,
			   struct plan *plan)
{
	_cleanup_free_ char *archive = NULL;
	size_t size;
	int error = initramfs_make(entries, count, &archive, &size);

	if (error)
		return error;
	return store("allocvm-initramfs", archive, size, &plan->initramfs);
}

/* What QEMU cannot boot unpacked, or nobody here can unpack, unpacks itself. */
static int store_kernel(const struct bytes *image, struct plan *plan)
{
	_cleanup_bytes_ struct bytes kernel = { 0 };
	int error = bzimage_unpack(image, &kernel);

	if (error == -ENOEXEC || (!error && !pvh_can_enter(&kernel)))
		return 0;
	return error ? error
		     : store("allocvm-kernel", kernel.data, kernel.size, &plan->kernel);
}

static int pack(const struct boot_options *options, const struct bytes *files,
		const struct bytes *kernel, struct plan *plan, struct problem *problem)
{
	_cleanup_bytes_ struct bytes arguments = { 0 };
	struct initramfs_entry entries[ENTRY_LIMIT];
	int error = pack_arguments(options->arguments, &arguments);

	if (error)
		return problem_set(problem, EXIT_TOOL_FAILURE, error,
				   "driver's arguments: %s", strerror(-error));
	size_t count = list_entries(options, files, &arguments, plan, entries);
	make_token(options, entries, count, kernel, plan);
	error = store_initramfs(entries, count, plan);
	if (error)
		problem_set(problem, EXIT_TOOL_FAILURE, error, "initramfs: %s",
			    strerror(-error));
	return error;
}

int plan_make(const struct boot_options *options, struct plan *plan,
	      struct problem *problem)
{
	struct bytes files[FILE_COUNT] = { 0 };
	_cleanup_bytes_ struct bytes kernel = { 0 };

	*plan = (struct plan){ .kernel = -1,
			       .initramfs = -1,
			       .seed = PLAN_SEED + options->perturb };
	int error = kernel_image(&options->kernel, plan->kernel_path, problem);
	if (!error && make_command_line(options, plan))
		error = problem_set(problem, EXIT_USAGE, -E2BIG,
				    "--append: more than a kernel's command line takes");
	if (!error)
		error = load_files(options, files, problem);
	if (!error)
		error = load(plan->kernel_path, EXIT_TOOL_FAILURE,
			     "a kernel image is wanted", &kernel, problem);
	if (!error)
		error = pack(options, files, &kernel, plan, problem);
	if (!error && options->machine->unpacks && store_kernel(&kernel, plan))
		error = problem_set(problem, EXIT_TOOL_FAILURE, -ENOMEM,
				    "%s: no memory to unpack it", plan->kernel_path);
	for (size_t i = 0; i < FILE_COUNT; i++)
		bytes_free(&files[i]);
	return error;
}

void plan_close(struct plan *plan)
{
	int *const files[] = { &plan->kernel, &plan->initramfs };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		if (*files[i] >= 0)
			close(*files[i]);
		*files[i] = -1;
	}
}
