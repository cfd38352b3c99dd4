// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Two tables of errno: of opening the module's files, and of a request.
 */
#include <errno.h>
#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "device_error.h"

struct error_row {
	int error;
	enum exit_code exit_code;
	const char *cause;
	const char *way_out;
};

#define OTHER_BUILDS "build the module and the driver from one source"

static const struct error_row open_errors[] = {
	{ ENOENT, EXIT_UNFIT_ENVIRONMENT, "not found",
	  "is debugfs mounted, and the module loaded? (sudo insmod allocbench.ko)" },
	{ EACCES, EXIT_UNFIT_ENVIRONMENT, "permission denied", "run it as root (sudo)" },
	{ EPERM, EXIT_UNFIT_ENVIRONMENT, "not permitted",
	  "it needs CAP_SYS_ADMIN and a kernel that is not locked down: run it as root, "
	  "and see /sys/kernel/security/lockdown" },
	{ EWOULDBLOCK, EXIT_UNFIT_ENVIRONMENT,
	  "busy: another allocbench is measuring, and each would disturb the other",
	  "end it, or wait for it" },
	{ 0, EXIT_TOOL_FAILURE, NULL, "look into the kernel log (dmesg)" },
};

static const struct error_row run_errors[] = {
	{ EMSGSIZE, EXIT_TOOL_FAILURE, "the module expects a request of another length",
	  OTHER_BUILDS },
	{ EPROTONOSUPPORT, EXIT_TOOL_FAILURE, "the module speaks another version",
	  OTHER_BUILDS },
	{ ENOENT, EXIT_USAGE, "the module does not know this allocator or flag",
	  "`allocbench list` shows what it knows" },
	{ ERANGE, EXIT_USAGE,
	  "the size or a count is outside what the allocator or the pattern takes",
	  "`allocbench list` shows the limits; a ruler takes 0, 10, 100 and 1000" },
	{ ENXIO, EXIT_USAGE, "there is no such CPU or NUMA node, or it is offline",
	  "see /sys/devices/system/cpu/online and /sys/devices/system/node/online" },
	{ EOPNOTSUPP, EXIT_USAGE,
	  "the allocator, or this kernel, does not take this flag, pattern or context, "
	  "or not together",
	  "`allocbench list` shows what it takes; flags that may sleep need the context "
	  "task" },
	{ EINVAL, EXIT_USAGE, "the request contradicts itself",
	  "give one base flag such as GFP_KERNEL, each flag once, and to a pattern the "
	  "--set and --cpus that it takes" },
	{ E2BIG, EXIT_USAGE,
	  "it would hold more memory than the budget, or than others can spare",
	  "raise --budget, or ask for a smaller size, --set or --bulk" },
	{ ENOSPC, EXIT_USAGE, "the module's sample buffers are beyond their budget",
	  "ask for a smaller --set, --bulk or --cpus, or end the other run" },
	{ EPERM, EXIT_UNFIT_ENVIRONMENT, "not permitted",
	  "it needs CAP_SYS_ADMIN: run it as root (sudo)" },
	{ ENODATA, EXIT_TOOL_FAILURE, "the module has no reply", OTHER_BUILDS },
	{ ENOMEM, EXIT_TOOL_FAILURE, "the kernel has no memory for the sample buffer",
	  "ask for a smaller --set, --bulk or --cpus" },
	{ EBUSY, EXIT_TOOL_FAILURE, "another run is under way",
	  "end it, or wait for it" },
	{ EINTR, EXIT_INTERRUPTED, "interrupted by a signal before the first sample",
	  "start it again" },
	{ 0, EXIT_TOOL_FAILURE, NULL, "look into the kernel log (dmesg)" },
};

/* The last row, errno 0, fits all that stand in no other. */
static const struct error_row *row_of(const struct error_row *rows, int error)
{
	while (rows->error && rows->error != error)
		rows++;
	return rows;
}

int device_open_error(struct problem *problem, const char *path, int error)
{
	const struct error_row *row = row_of(open_errors, error);

	return problem_set(problem, row->exit_code, -error, "%s: %s; %s", path,
			   row->cause ? row->cause : strerror(error), row->way_out);
}

static void request_words(const struct allocbench_request *request, char *words,
			  size_t length)
{
	if (!request) {
		snprintf(words, length, "reading the module's reply");
		return;
	}
	snprintf(words, length, "%s, size %" PRIu64 "%s%s, %s, %s, %" PRIu64 " samples",
		 request->allocator, (uint64_t)request->size, *request->gfp ? ", " : "",
		 request->gfp, request->pattern, request->context,
		 (uint64_t)request->sample_count);
}

int device_refusal(struct problem *problem, int error)
{
	const struct error_row *row = row_of(run_errors, error);

	return problem_set(problem, row->exit_code, -error, "%s; %s",
			   row->cause ? row->cause : strerror(error), row->way_out);
}

int device_run_error(struct problem *problem, const struct allocbench_request *request,
		     int error)
{
	const struct error_row *row = row_of(run_errors, error);
	char words[400];

	request_words(request, words, sizeof(words));
	return problem_set(problem, row->exit_code, -error, "%s: %s; %s", words,
			   row->cause ? row->cause : strerror(error), row->way_out);
}

int device_contract_error(struct problem *problem, const char *fault)
{
	return problem_set(problem, EXIT_TOOL_FAILURE, -EPROTO,
			   "the module broke the contract: %s; " OTHER_BUILDS, fault);
}
