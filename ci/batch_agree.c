// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The file "plan" of a batch's directory: a line "SIDE/boot-NUMBER IDENTITY" for each
 * boot that it has or will have. What an earlier batch left is used again only where the
 * line is the same.
 */
#include "batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "batch_files.h"
#include "bytes.h"
#include "plan.h"
#include "qemu.h"
#include "results/cleanup.h"

#define PLAN_FILE "plan"

static int failed(const char *path, int error, struct problem *problem)
{
	return problem_set(problem, EXIT_TOOL_FAILURE, error, "%s: %s", path,
			   strerror(-error));
}

static int identify(const struct batch *batch, struct batch_boot *boot, const char *qemu,
		    struct problem *problem)
{
	const struct boot_options options = batch_boot_options(batch, boot);
	struct plan plan;
	int error = plan_make(&options, &plan, problem);

	if (!error &&
	    asprintf(&boot->identity,
		     "perturb %u kernel %.8s guest %s machine %s memory %u"
		     " cpus %u qemu %s",
		     options.perturb, plan.token, plan.token + 8, options.machine->name,
		     options.memory_mib, options.cpu_count, qemu) < 0)
		error = failed("memory", -ENOMEM, problem);
	plan_close(&plan);
	return error;
}

static int identify_all(struct batch *batch, struct problem *problem)
{
	char qemu[QEMU_VERSION_LENGTH];
	int error = qemu_version(batch->sides[0].measurement.boot.machine->program, qemu,
				 problem);

	for (size_t i = 0; !error && i < batch->boot_count; i++)
		error = identify(batch, &batch->boots[i], qemu, problem);
	return error;
}

static struct batch_boot *find(const struct batch *batch, const char *name)
{
	char other[BATCH_NAME_SIZE];

	for (size_t i = 0; i < batch->boot_count; i++) {
		batch_name(batch, &batch->boots[i], other);
		if (!strcmp(name, other))
			return &batch->boots[i];
	}
	return NULL;
}

static bool has_side(const struct batch *batch, const char *name)
{
	size_t length = strcspn(name, "/");

	for (size_t i = 0; i < batch->side_count; i++)
		if (strlen(batch->sides[i].directory) == length &&
		    !strncmp(batch->sides[i].directory, name, length))
			return true;
	return false;
}

static int refuse(const struct batch *batch, const char *name, const char *was,
		  const struct batch_boot *boot, struct problem *problem)
{
	return problem_set(problem, EXIT_USAGE, -EEXIST,
			   "%s: has boots of another plan; name another directory, or"
			   " replace them with --force. %s is %s there%s%s",
			   batch->directory, name, was, boot ? ", but here " : "",
			   boot ? boot->identity : "");
}

/* A boot of an earlier batch: @kept gets its line where nothing speaks against it. */
static int judge_line(struct batch *batch, const char *name, const char *identity,
		      bool force, FILE *kept, struct problem *problem)
{
	struct batch_boot *boot = find(batch, name);

	if (boot && !strcmp(boot->identity, identity)) {
		boot->is_there = batch_outcome_read(batch, boot);
	} else if (!boot && has_side(batch, name)) {
		/* One more than this batch wants. */
		fprintf(kept, "%s %s\n", name, identity);
	} else if (force) {
		batch_files_remove(batch, name);
	} else {
		return refuse(batch, name, identity, boot, problem);
	}
	return 0;
}

/* Files are removed by what the plan says: it must not lead elsewhere. */
static bool is_name(const char *name)
{
	const char *slash = strchr(name, '/');

	return name[0] >= '0' && name[0] <= '9' && slash && !strchr(slash + 1, '/');
}

static int judge_old_plan(struct batch *batch, const char *path, bool force, FILE *kept,
			  struct problem *problem)
{
	_cleanup_bytes_ struct bytes plan = { 0 };
	int error = bytes_read(path, &plan);
	char *rest = plan.data;

	if (error == -ENOENT)
		return 0;
	if (error)
		return failed(path, error, problem);
	while (!error && rest && *rest) {
		char *line = strsep(&rest, "\n");
		char *name = strsep(&line, " ");

		if (name[0] == '#')
			continue;
		if (!line || !is_name(name))
			return problem_set(problem, EXIT_TOOL_FAILURE, -EBADMSG,
					   "%s: not the plan of a batch; name another"
					   " directory",
					   path);
		error = judge_line(batch, name, line, force, kept, problem);
	}
	return error;
}

static int write_plan(const struct batch *batch, const char *path, const char *kept)
{
	char made[PATH_MAX + 8], name[BATCH_NAME_SIZE];

	snprintf(made, sizeof(made), "%s.new", path);
	FILE *file = fopen(made, "we");
	if (!file)
		return -errno;
	if (batch->seed)
		fprintf(file, "# in rounds, each shuffled; seed %u\n", batch->seed);
	else
		fprintf(file, "# in rounds\n");
	for (size_t i = 0; i < batch->boot_count; i++) {
		batch_name(batch, &batch->boots[i], name);
		fprintf(file, "%s %s\n", name, batch->boots[i].identity);
	}
	fputs(kept, file);
	return fclose(file) || rename(made, path) ? -errno : 0;
}

static int make_directories(const struct batch *batch, struct problem *problem)
{
	char path[PATH_MAX];

	for (size_t i = 0; i < batch->side_count; i++) {
		snprintf(path, sizeof(path), "%s/%s", batch->directory,
			 batch->sides[i].directory);
		if (mkdir(path, 0777) && errno != EEXIST)
			return failed(path, -errno, problem);
	}
	return 0;
}

/* Whatever is not there is begun afresh: a boot that was stopped, or died and is retried.
 */
static void clear_rest(struct batch *batch, bool retry)
{
	char name[BATCH_NAME_SIZE];

	for (size_t i = 0; i < batch->boot_count; i++) {
		struct batch_boot *boot = &batch->boots[i];

		if (retry && batch_end_of(boot->exit_code) == BATCH_DEATH)
			boot->is_there = false;
		if (boot->is_there)
			continue;
		batch_name(batch, boot, name);
		batch_files_remove(batch, name);
	}
}

int batch_agree(struct batch *batch, bool force, bool retry, struct problem *problem)
{
	_cleanup_bytes_ struct bytes kept = { 0 };
	char path[PATH_MAX];

	int error = identify_all(batch, problem);
	if (error)
		return error;
	FILE *kept_lines = open_memstream(&kept.data, &kept.size);
	if (!kept_lines)
		return failed("memory", -errno, problem);
	snprintf(path, sizeof(path), "%s/" PLAN_FILE, batch->directory);
	error = judge_old_plan(batch, path, force, kept_lines, problem);
	if (fclose(kept_lines))
		return failed("memory", -ENOMEM, problem);
	if (error)
		return error;
	clear_rest(batch, retry);
	error = write_plan(batch, path, kept.data);
	return error ? failed(path, error, problem) : make_directories(batch, problem);
}
