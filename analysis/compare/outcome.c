// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What can be said of a thing that was compared: names, and what fails.
 */
#include "outcome.h"

#include <errno.h>
#include <string.h>

enum failing { NEVER, ON_REQUEST, ALWAYS };

static const struct {
	const char *name;
	enum failing failing;
	enum exit_code code;
} outcomes[OUTCOME_COUNT] = {
	[OUTCOME_SAME]         = { "same",         NEVER,      EXIT_DONE },
	[OUTCOME_FASTER]       = { "faster",       NEVER,      EXIT_DONE },
	[OUTCOME_SHIFTED]      = { "shifted",      ON_REQUEST, EXIT_REGRESSION },
	[OUTCOME_INCONCLUSIVE] = { "inconclusive", ON_REQUEST, EXIT_INCONCLUSIVE },
	[OUTCOME_SLOWER]       = { "slower",       ALWAYS,     EXIT_REGRESSION },
	[OUTCOME_ADDED]        = { "added",        NEVER,      EXIT_DONE },
	[OUTCOME_ABSENT]       = { "absent",       ON_REQUEST, EXIT_REGRESSION },
	[OUTCOME_LOST]         = { "lost",         ALWAYS,     EXIT_REGRESSION },
	[OUTCOME_FAILS_LESS]   = { "fails less",   NEVER,      EXIT_DONE },
	[OUTCOME_FAILS_MORE]   = { "fails more",   ALWAYS,     EXIT_REGRESSION },
	[OUTCOME_GREW]         = { "grew",         NEVER,      EXIT_DONE },
	[OUTCOME_SHRANK]       = { "shrank",       ALWAYS,     EXIT_REGRESSION },
	[OUTCOME_UNREAL]       = { "not meaningful", NEVER,  EXIT_DONE },
	[OUTCOME_ENDED]        = { "ended",        NEVER,      EXIT_DONE },
	[OUTCOME_DIED]         = { "died",         ALWAYS,     EXIT_REGRESSION },
};

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome].name;
}

static bool is_name(const char *name, const char *text, size_t length)
{
	if (strlen(name) != length)
		return false;
	for (size_t i = 0; i < length; i++)
		if (text[i] != name[i] && !(name[i] == ' ' && text[i] == '-'))
			return false;
	return true;
}

int outcome_parse(const char *name, size_t length, enum outcome *outcome)
{
	for (size_t i = 0; i < OUTCOME_COUNT; i++) {
		if (!is_name(outcomes[i].name, name, length))
			continue;
		*outcome = (enum outcome)i;
		return 0;
	}
	return -EINVAL;
}

int outcome_set_parse(const char *text, outcome_set *set)
{
	*set = 0;
	for (;;) {
		size_t length = strcspn(text, ",");
		enum outcome outcome;

		if (outcome_parse(text, length, &outcome) ||
		    outcomes[outcome].failing != ON_REQUEST)
			return -EINVAL;
		*set |= OUTCOME_BIT(outcome);
		if (!text[length])
			return 0;
		text += length + 1;
	}
}

enum exit_code outcome_code(enum outcome outcome, int direction, outcome_set fail_on)
{
	bool fails =
		outcomes[outcome].failing == ALWAYS || (fail_on & OUTCOME_BIT(outcome));

	if (outcome == OUTCOME_SHIFTED && direction < 0)
		fails = false;
	return fails ? outcomes[outcome].code : EXIT_DONE;
}

enum exit_code exit_code_worst(enum exit_code one, enum exit_code other)
{
	static const enum exit_code order[] = {
		EXIT_TOOL_FAILURE, EXIT_NOT_COMPARABLE, EXIT_NOT_TRUSTWORTHY,
		EXIT_REGRESSION,   EXIT_INCONCLUSIVE,
	};

	for (size_t i = 0; i < sizeof(order) / sizeof(order[0]); i++)
		if (one == order[i] || other == order[i])
			return order[i];
	return EXIT_DONE;
}
