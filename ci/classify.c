// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rules by which a boot is judged, in the order in which they are tried.
 */
#include "classify.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "guest.h"
#include "kernel_log.h"

/* Each rule returns whether it applies, and then has filled the problem. */
typedef bool rule(const struct evidence *evidence, struct problem *problem);

static bool say(struct problem *problem, enum exit_code exit_code, const char *text)
{
	problem_set(problem, exit_code, 0, "%s", text);
	return true;
}

static bool say_log_line(const struct evidence *evidence, enum log_event event,
			 enum exit_code exit_code, struct problem *problem)
{
	struct log_line line = log_find(evidence->log, evidence->log_length, event);

	if (!line.text)
		return false;
	problem_set(problem, exit_code, 0, "the kernel says: %.*s",
		    (int)(line.length > 300 ? 300 : line.length), line.text);
	return true;
}

static bool interrupted(const struct evidence *evidence, struct problem *problem)
{
	return evidence->ending == ENDING_INTERRUPTED &&
	       say(problem, EXIT_INTERRUPTED, "stopped by a signal");
}

static bool panic(const struct evidence *evidence, struct problem *problem)
{
	return say_log_line(evidence, LOG_PANIC, EXIT_GUEST_PANIC, problem);
}

static bool report(const struct evidence *evidence, struct problem *problem)
{
	return say_log_line(evidence, LOG_REPORT, EXIT_GUEST_REPORT, problem);
}

/*
 * User-mode Linux may crash when a timer's signal comes in while it halts, once in a thousand
 * boots of 6.1. All has been said by then.
 */
static bool crashed_at_the_end(const struct evidence *evidence)
{
	return evidence->is_process && evidence->ending == ENDING_EXITED &&
	       evidence->channel.state == CHANNEL_CLOSED &&
	       log_is_whole(evidence->log, evidence->log_length, evidence->token);
}

static bool qemu_exited_well(const struct evidence *evidence)
{
	int status = evidence->wait_status;

	if (WIFSIGNALED(status))
		return crashed_at_the_end(evidence);
	return WIFEXITED(status) &&
	       (WEXITSTATUS(status) == 0 || WEXITSTATUS(status) == GUEST_EXIT_STATUS);
}

/* Where the machine cannot boot here, the fault is not the kernel's. */
static bool unproved(const struct evidence *evidence, struct problem *problem)
{
	if (!evidence->must_prove || evidence->channel.state != CHANNEL_SILENT ||
	    (evidence->ending == ENDING_EXITED && qemu_exited_well(evidence)))
		return false;
	problem_set(problem, EXIT_UNFIT_ENVIRONMENT, 0,
		    "machine %s does not bring a kernel up here", evidence->machine);
	if (evidence->ending == ENDING_EXITED)
		problem_add(problem, " (%s)", evidence->qemu_message);
	else
		problem_add(problem, " within %u s", evidence->seconds);
	problem_add(problem, "; use --clock icount");
	return true;
}

static bool hang(const struct evidence *evidence, struct problem *problem)
{
	if (evidence->ending != ENDING_SILENCE && evidence->ending != ENDING_NO_BOOT)
		return false;
	problem_set(problem, EXIT_GUEST_HANG, 0, "%s for %u s",
		    evidence->ending == ENDING_SILENCE
			    ? "neither the kernel nor the driver said a word"
			    : "the guest's init has not begun",
		    evidence->seconds);
	return true;
}

static bool flood(const struct evidence *evidence, struct problem *problem)
{
	return evidence->ending == ENDING_FLOOD &&
	       say(problem, EXIT_GUEST_GARBAGE,
		   "the guest sent more than 256 MiB on one line; is it stuck in a loop?");
}

static bool timeout(const struct evidence *evidence, struct problem *problem)
{
	if (evidence->ending != ENDING_TIMEOUT)
		return false;
	problem_set(problem, EXIT_GUEST_TIMEOUT, 0,
		    "not done after %u s; --deadline SECONDS gives more",
		    evidence->seconds);
	return true;
}

static bool lockup(const struct evidence *evidence, struct problem *problem)
{
	return say_log_line(evidence, LOG_LOCKUP, EXIT_GUEST_REPORT, problem);
}

static bool qemu_failed(const struct evidence *evidence, struct problem *problem)
{
	int status = evidence->wait_status;

	if (qemu_exited_well(evidence))
		return false;
	if (WIFSIGNALED(status))
		problem_set(problem, EXIT_NO_QEMU, 0, "%s was killed by signal %d (%s)",
			    evidence->title, WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		problem_set(problem, EXIT_NO_QEMU, 0, "%s failed with status %d",
			    evidence->title, WEXITSTATUS(status));
	if (evidence->qemu_message[0])
		problem_add(problem, ": %s", evidence->qemu_message);
	return true;
}

static bool reset(const struct evidence *evidence, struct problem *problem)
{
	return WIFEXITED(evidence->wait_status) &&
	       WEXITSTATUS(evidence->wait_status) == 0 &&
	       say(problem, EXIT_GUEST_PANIC,
		   "the guest reset itself or powered off without a word");
}

static bool garbage(const struct evidence *evidence, struct problem *problem)
{
	static const char *const texts[] = {
		[CHANNEL_SILENT]  = "the guest left without a byte of results",
		[CHANNEL_OPEN]    = "the results break off before their end line",
		[CHANNEL_GARBLED] = "the results are not what the driver sent: foreign or"
				    " lost bytes between its begin and its end line",
	};

	return evidence->channel.state != CHANNEL_CLOSED &&
	       say(problem, EXIT_GUEST_GARBAGE, texts[evidence->channel.state]);
}

/* No trouble in the log means something only where all of the log is there. */
static bool log_cut_short(const struct evidence *evidence, struct problem *problem)
{
	return !log_is_whole(evidence->log, evidence->log_length, evidence->token) &&
	       say(problem, EXIT_TOOL_FAILURE,
		   "the kernel log is cut short: is the disk full, or was"
		   " console=" GUEST_CONSOLE " overruled?");
}

static bool no_module(const struct evidence *evidence, struct problem *problem)
{
	if (!channel_has_word(&evidence->channel, GUEST_WORD_NO_MODULE))
		return false;
	problem_set(problem, EXIT_GUEST_NO_MODULE, 0,
		    "the kernel refuses the module: %s; was it built for this kernel?"
		    " (kmod/build-module)",
		    strerror(evidence->channel.number));
	return true;
}

static bool no_driver(const struct evidence *evidence, struct problem *problem)
{
	if (!channel_has_word(&evidence->channel, GUEST_WORD_NO_DRIVER))
		return false;
	problem_set(problem, EXIT_TOOL_FAILURE, 0,
		    "the guest cannot start the driver: %s; it must be a static"
		    " program for the kernel's architecture",
		    strerror(evidence->channel.number));
	return true;
}

static bool driver_killed(const struct evidence *evidence, struct problem *problem)
{
	if (!channel_has_word(&evidence->channel, GUEST_WORD_SIGNAL))
		return false;
	problem_set(problem, EXIT_TOOL_FAILURE, 0,
		    "the driver was killed by signal %d (%s)", evidence->channel.number,
		    strsignal(evidence->channel.number));
	return true;
}

/* A kernel that reported trouble and then fell silent is judged by its report. */
static rule *const rules[] = {
	interrupted, panic, report,  flood,         unproved,  hang,      timeout,       lockup,
	qemu_failed, reset, garbage, log_cut_short, no_module, no_driver, driver_killed,
};

bool classify(const struct evidence *evidence, struct problem *problem)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i](evidence, problem))
			return false;
	if (evidence->channel.number)
		problem_set(problem, (enum exit_code)evidence->channel.number, 0,
			    "exit code %d", evidence->channel.number);
	problem->word = "driver";
	return true;
}
