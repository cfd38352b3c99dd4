// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of the kernel's words for its troubles.
 */
#include "kernel_log.h"

#include <string.h>

#include "guest.h"

static const struct {
	const char *words;
	enum log_event event;
	bool anywhere; /* not only at the start of the message */
} signs[] = {
	{ "Kernel panic - not syncing",    LOG_PANIC,  false },
	{ "watchdog: BUG: soft lockup",    LOG_LOCKUP, false },
	{ "BUG: soft lockup",              LOG_LOCKUP, false },
	{ "BUG: workqueue lockup",         LOG_LOCKUP, false },
	{ "Watchdog detected hard LOCKUP", LOG_LOCKUP, true },
	{ "INFO: rcu",                     LOG_LOCKUP, true },
	{ "INFO: task ",                   LOG_LOCKUP, false },
	{ "BUG: ",                         LOG_REPORT, false },
	{ "WARNING: ",                     LOG_REPORT, false },
	{ "Oops: ",                        LOG_REPORT, false },
	{ "Internal error: Oops",          LOG_REPORT, false },
	{ "Unable to handle kernel",       LOG_REPORT, false },
	{ "kernel BUG at ",                LOG_REPORT, false },
	{ "UBSAN: ",                       LOG_REPORT, false },
	{ "general protection fault",      LOG_REPORT, false },
	{ "invalid opcode: ",              LOG_REPORT, false },
	{ "divide error: ",                LOG_REPORT, false },
	{ "stack segment: ",               LOG_REPORT, false },
	{ "traps: PANIC: double fault",    LOG_REPORT, false },
	{ "new suspected memory leaks",    LOG_REPORT, true },
	{ "page allocation failure: ",     LOG_REPORT, true },
	{ " invoked oom-killer: ",         LOG_REPORT, true },
	{ ": nobody cared (try booting",   LOG_REPORT, true },
	{ "Out of memory: ",               LOG_REPORT, false },
};

#define SIGN_COUNT (sizeof(signs) / sizeof(signs[0]))

static bool starts_with(const struct log_line *line, const char *words)
{
	size_t length = strlen(words);

	return line->length >= length && !memcmp(line->text, words, length);
}

static bool is_stamp(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (!strchr(" .0123456789TC", text[i]))
			return false;
	return true;
}

/*
 * The message behind "[    1.234567] " and, with CONFIG_PRINTK_CALLER, "[   T12] ".
 * Empty if the line has no stamp: it is not the kernel's.
 */
static struct log_line message_of(struct log_line line)
{
	bool stamped = false;

	while (line.length && line.text[0] == '[') {
		const char *end = memchr(line.text, ']', line.length);

		if (!end || !is_stamp(line.text + 1, (size_t)(end - line.text) - 1))
			break;
		stamped = true;
		line.length -= (size_t)(end + 1 - line.text);
		line.text = end + 1;
	}
	if (line.length && line.text[0] == ' ') {
		line.text++;
		line.length--;
	}
	return stamped ? line : (struct log_line){ line.text, 0 };
}

/* The first sign that matches decides: lockups stand before the more general "BUG: ". */
static bool is_event(const struct log_line *line, enum log_event event)
{
	struct log_line message = message_of(*line);

	for (size_t i = 0; i < SIGN_COUNT; i++) {
		if (starts_with(&message, signs[i].words) ||
		    (signs[i].anywhere && memmem(message.text, message.length,
						 signs[i].words, strlen(signs[i].words))))
			return signs[i].event == event;
	}
	return false;
}

/* Take the first line off a log, without "\r". */
static struct log_line next_line(const char **log, size_t *length)
{
	const char *end = memchr(*log, '\n', *length);
	size_t line_length = end ? (size_t)(end - *log) : *length;
	struct log_line line = { *log, line_length };

	*log += line_length + (end != NULL);
	*length -= line_length + (end != NULL);
	while (line.length && line.text[line.length - 1] == '\r')
		line.length--;
	return line;
}

struct log_line log_find(const char *log, size_t length, enum log_event event)
{
	while (length) {
		struct log_line line = next_line(&log, &length);

		if (is_event(&line, event))
			return line;
	}
	return (struct log_line){ 0 };
}

bool log_is_whole(const char *log, size_t length, const char *token)
{
	char end[sizeof(GUEST_LOG_END) + GUEST_TOKEN_LENGTH] = GUEST_LOG_END;

	strncat(end, token, GUEST_TOKEN_LENGTH);
	return length && memmem(log, length, end, strlen(end));
}

static bool is_drivers(const struct log_line *line)
{
	return line->length && !message_of(*line).length && line->text[0] != '[' &&
	       !starts_with(line, GUEST_LOG_END);
}

void log_visit_driver(const char *log, size_t length,
		      void (*visit)(const struct log_line *line, void *context),
		      void *context)
{
	static const char start[] = "Run /init as init process";
	const char *init = length ? memmem(log, length, start, sizeof(start) - 1) : NULL;

	if (!init)
		return;
	length -= (size_t)(init - log);
	next_line(&init, &length);
	while (length) {
		struct log_line line = next_line(&init, &length);

		if (is_drivers(&line))
			visit(&line, context);
	}
}
