// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Boots a plan: QEMU, the watch over it, the judgement.
 */
#include "vm.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "classify.h"
#include "results/cleanup.h"
#include "watch.h"

static int block_signals(sigset_t *before)
{
	sigset_t stops;

	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGHUP);
	sigprocmask(SIG_BLOCK, &stops, before);
	return signalfd(-1, &stops, SFD_CLOEXEC);
}

static unsigned first_of(unsigned chosen, unsigned usual)
{
	return chosen ? chosen : usual;
}

static double seconds_since(const struct timespec *start)
{
	struct timespec end;

	clock_gettime(CLOCK_MONOTONIC, &end);
	return (double)(end.tv_sec - start->tv_sec) +
	       (double)(end.tv_nsec - start->tv_nsec) / 1e9;
}

/* The last line of a text. */
static const char *last_line(char *text)
{
	size_t length = strlen(text);

	while (length && text[length - 1] == '\n')
		text[--length] = '\0';
	const char *newline = strrchr(text, '\n');
	return newline ? newline + 1 : text;
}

/*
 * QEMU says the cause first, and then what follows from it; user-mode Linux first tells how
 * it checks the host.
 */
static const char *message_of(const struct machine *machine, char *text)
{
	if (!machine->program)
		return last_line(text);
	text[strcspn(text, "\n")] = '\0';
	return text;
}

static int judge(struct vm *vm, int console, int stream, const struct qemu *qemu,
		 struct evidence *evidence, struct problem *problem)
{
	_cleanup_bytes_ struct bytes message = { 0 };
	int error = bytes_read_fd(console, &vm->log);

	if (!error)
		error = bytes_read_fd(stream, &vm->stream);
	if (!error)
		error = bytes_read_fd(qemu->message, &message);
	if (error)
		return problem_set(problem, EXIT_TOOL_FAILURE, error,
				   "reading what the guest sent: %s", strerror(-error));
	vm->channel = channel_parse(vm->stream.data, vm->stream.size, vm->plan.token);
	evidence->log = vm->log.data;
	evidence->log_length = vm->log.size;
	evidence->channel = vm->channel;
	evidence->token = vm->plan.token;
	evidence->qemu_message = message_of(vm->options->machine, message.data);
	evidence->must_prove = vm->options->machine->must_prove;
	evidence->machine = vm->options->machine->name;
	evidence->is_process = !vm->options->machine->program;
	evidence->title = machine_title(vm->options->machine);
	vm->complete = classify(evidence, problem);
	return 0;
}

static int run_qemu(struct vm *vm, int console, int stream, int signals,
		    const sigset_t *before, struct problem *problem)
{
	const struct boot_options *options = vm->options;
	const struct machine *machine = options->machine;
	struct qemu qemu = { .pidfd = -1, .message = -1 };
	struct evidence evidence = { 0 };
	struct timespec start;

	clock_gettime(CLOCK_MONOTONIC, &start);
	vm->started = time(NULL);
	int error =
		qemu_start(options, &vm->plan, console, stream, before, &qemu, problem);
	if (!error) {
		const struct watch watch = {
			.qemu = &qemu,
			.console = console,
			.channel = stream,
			.signals = signals,
			.boot_seconds =
				first_of(options->silence_seconds, machine->boot_seconds),
			.silence_seconds = first_of(options->silence_seconds,
						    machine->silence_seconds),
			.total_seconds =
				first_of(options->total_seconds, machine->total_seconds),
			.verbose = options->verbose,
		};
		evidence.ending =
			watch_qemu(&watch, &evidence.wait_status, &evidence.seconds);
		vm->seconds = seconds_since(&start);
		error = judge(vm, console, stream, &qemu, &evidence, problem);
	}
	if (qemu.pidfd >= 0)
		close(qemu.pidfd);
	if (qemu.message >= 0)
		close(qemu.message);
	return error;
}

int vm_boot(const struct boot_options *options, int console, int stream, struct vm *vm,
	    struct problem *problem)
{
	sigset_t before;

	*vm = (struct vm){ .options = options, .plan = { .kernel = -1, .initramfs = -1 } };
	_cleanup_close_ int signals = block_signals(&before);
	int error = signals < 0 ? problem_set(problem, EXIT_TOOL_FAILURE, -errno,
					      "signalfd: %s", strerror(errno))
				: 0;
	if (!error)
		error = plan_make(options, &vm->plan, problem);
	if (!error)
		error = qemu_version(options->machine->program, vm->qemu_version,
				     problem);
	if (!error)
		error = run_qemu(vm, console, stream, signals, &before, problem);
	return error;
}

void vm_close(struct vm *vm)
{
	plan_close(&vm->plan);
	bytes_free(&vm->log);
	bytes_free(&vm->stream);
}
