// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any bytes as what a guest sends on its two lines. They are its results and
 * its kernel log, of a QEMU that ended in any way. What comes to its end came whole.
 */
#include <stdlib.h>
#include <string.h>

#include "../classify.h"
#include "../guest.h"
#include "../kernel_log.h"
#include "../stream.h"
#include "results/cleanup.h"
#include "results/tests/fuzz.h"

#define TOKEN "0123456789abcdef"

static void check_parts(const struct channel *channel, const char *stream, size_t length)
{
	if (channel->state == CHANNEL_SILENT)
		return;
	if (channel->payload < stream || channel->payload > stream + length ||
	    channel->payload_length > (size_t)(stream + length - channel->payload))
		abort();
	if (channel->state == CHANNEL_CLOSED && !channel->word[0])
		abort();
}

static void check_line(const struct log_line *line, void *context)
{
	const struct bytes *log = context;

	if (line->text < log->data || line->text + line->length > log->data + log->size)
		abort();
}

static void use_log(struct bytes log)
{
	for (enum log_event event = LOG_PANIC; event <= LOG_LOCKUP; event++) {
		struct log_line line = log_find(log.data, log.size, event);

		if (line.text)
			check_line(&line, &log);
	}
	log_visit_driver(log.data, log.size, check_line, &log);
}

/* Endings, and wait statuses, that a chance chooses. */
static struct evidence evidence_of(const struct vm *vm, unsigned int chance)
{
	static const int statuses[] = { GUEST_EXIT_STATUS << 8, 0, 1 << 8, 9 };

	return (struct evidence){
		.ending = chance % 8 > ENDING_INTERRUPTED ? ENDING_EXITED : chance % 8,
		.wait_status = statuses[chance / 8 % 4],
		.seconds = 5,
		.log = vm->stream.data,
		.log_length = vm->stream.size,
		.channel = vm->channel,
		.token = vm->plan.token,
		.qemu_message = "",
		.must_prove = chance & 32,
		.machine = vm->options->machine->name,
		.is_process = chance & 64,
		.title = "QEMU",
	};
}

static void store(const struct vm *vm)
{
	char path[FUZZ_PATH_LENGTH];
	_cleanup_close_ int fd = fuzz_file(NULL, 0, path);
	struct problem problem;

	if (fd >= 0 && !stream_copy(vm, fd))
		stream_check(path, "fuzz", vm->complete, &problem);
}

/* The first byte is the chance: '@' is a guest that ended well. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	static struct boot_options options = { .kernel.name = "debian:sid",
					       .memory_mib = 64,
					       .cpu_count = 1 };
	struct problem problem = { .text = "" };
	struct vm vm = { .options = &options,
			 .plan.token = TOKEN,
			 .qemu_version = "7.2" };

	if (!length)
		return 0;
	options.machine = machine_of_clock("icount");
	vm.stream.size = length - 1;
	vm.stream.data = malloc(length);
	if (!vm.stream.data)
		return 0;
	memcpy(vm.stream.data, bytes + 1, length - 1);
	vm.stream.data[length - 1] = '\0';
	vm.channel = channel_parse(vm.stream.data, vm.stream.size, vm.plan.token);
	check_parts(&vm.channel, vm.stream.data, vm.stream.size);
	use_log(vm.stream);

	struct evidence evidence = evidence_of(&vm, bytes[0] ^ '@');
	vm.complete = classify(&evidence, &problem);
	if (vm.complete && vm.channel.state != CHANNEL_CLOSED)
		abort();
	store(&vm);
	bytes_free(&vm.stream);
	return 0;
}
