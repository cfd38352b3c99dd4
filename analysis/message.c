// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What allocstat says on standard error. The only file that writes there.
 */
#include <stdarg.h>
#include <stdio.h>

#include "escape.h"
#include "message.h"
#include "results/cleanup.h"

static void say(const char *prefix, const char *format, va_list arguments)
{
	_cleanup_free_ char *text = NULL;
	_cleanup_free_ char *harmless = NULL;

	if (vasprintf(&text, format, arguments) < 0)
		text = NULL;
	if (text)
		harmless = escape_terminal(text);
	fprintf(stderr, "allocstat: %s%s\n", prefix,
		harmless ? harmless : "out of memory");
}

void message_error(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("", format, arguments);
	va_end(arguments);
}

void message_warning(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	say("warning: ", format, arguments);
	va_end(arguments);
}
