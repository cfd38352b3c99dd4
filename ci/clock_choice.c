// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Asks KVM for its proof, or the cache for an earlier one.
 */
#include "clock_choice.h"

#include <errno.h>
#include <stdio.h>

#include "bytes.h"
#include "proof.h"
#include "results/cleanup.h"
#include "vm.h"

/* The init alone, with nothing of a user's in it that could be at fault. */
static struct boot_options trial_of(const struct boot_options *options,
				    const struct machine *machine)
{
	static char *no_arguments[] = { NULL };
	struct boot_options trial = *options;

	trial.machine = machine;
	trial.cpu_count = 1;
	trial.append[0] = '\0';
	trial.perturb = 0;
	trial.silence_seconds = 0;
	trial.total_seconds = 0;
	trial.module = NULL;
	trial.driver = NULL;
	trial.arguments = no_arguments;
	return trial;
}

/* Return: 0, also where there is no proof; -errno where nobody was asked. */
static int boot_trial(const struct boot_options *trial, struct proof *proof,
		      double *seconds, struct problem *problem)
{
	_cleanup_close_ int console = bytes_memory_file("allocvm-proof-console", 0);
	_cleanup_close_ int stream = bytes_memory_file("allocvm-proof-stream", 0);
	struct vm vm;

	if (console < 0 || stream < 0)
		return problem_set(problem, EXIT_TOOL_FAILURE, -EMFILE,
				   "proof of %s: no memory for a file",
				   trial->machine->name);
	int error = vm_boot(trial, console, stream, &vm, problem);
	if (!error && problem->exit_code == EXIT_INTERRUPTED)
		error = -EINTR;
	proof->works = vm.channel.state != CHANNEL_SILENT;
	snprintf(proof->reason, sizeof(proof->reason), "%s",
		 proof->works ? "" : problem->text);
	*seconds = vm.seconds;
	vm_close(&vm);
	return error;
}

/* A refusal that came at once is not kept: it may be a matter of permissions. */
static void keep(const struct boot_options *trial, const struct proof_key *key,
		 double seconds, const struct proof *proof, char *path)
{
	if (!proof->works && seconds < trial->machine->boot_seconds)
		path[0] = '\0';
	else if (proof_write(path, key, proof))
		path[0] = '\0';
}

/* @path: of the file that has the answer, "" where none has. */
static int prove(const struct boot_options *trial, struct proof *proof, char *path,
		 struct problem *problem)
{
	char image[PATH_MAX], version[QEMU_VERSION_LENGTH];
	double seconds = 0;

	int error = kernel_image(&trial->kernel, image, problem);
	if (!error)
		error = qemu_version(trial->machine->program, version, problem);
	if (error)
		return error;
	error = proof_path(image, path);
	if (error)
		return problem_set(problem, EXIT_TOOL_FAILURE, error,
				   "%s: cannot be read, or ALLOCBENCH_CACHE is too long",
				   image);
	const struct proof_key key = proof_key_now(version);
	if (!proof_read(path, &key, proof))
		return 0;
	error = boot_trial(trial, proof, &seconds, problem);
	if (error)
		return error;
	*problem = (struct problem){ .exit_code = EXIT_DONE };
	keep(trial, &key, seconds, proof, path);
	return 0;
}

static void say_where(const char *path, char *text, size_t size)
{
	text[0] = '\0';
	if (path[0])
		snprintf(text, size,
			 " (kept in %s until the host boots again; remove it to try"
			 " again)",
			 path);
}

int clock_choose(struct boot_options *options, struct problem *problem)
{
	const struct machine *machine =
		options->clock_is_auto ? machine_of_clock("tsc") : options->machine;
	struct proof proof;
	char path[PATH_MAX], where[PATH_MAX + 128];

	if (!machine->must_prove || options->cpu_count > machine->cpu_limit)
		return 0;
	const struct boot_options trial = trial_of(options, machine);
	int error = prove(&trial, &proof, path, problem);
	if (error)
		return error;
	say_where(path, where, sizeof(where));
	if (proof.works)
		options->machine = machine;
	else if (options->clock_is_auto)
		fprintf(stderr,
			"allocvm: --clock auto counts instructions (icount): %s%s\n",
			proof.reason, where);
	else
		return problem_set(problem, EXIT_UNFIT_ENVIRONMENT, -ENODEV, "%s%s",
				   proof.reason, where);
	return 0;
}
