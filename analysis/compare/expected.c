// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The file of expected changes.
 */
#include "expected.h"

#include <errno.h>
#include <fnmatch.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "results/cleanup.h"
#include "results/size.h"

/* Longer than any line that says something. */
#define LINE_LENGTH 4096

#define FORM "ALLOCATOR SIZE|max|* SIDE|* OUTCOME[:PERCENT%]"

static bool parse_size(struct expectation *item, const char *word)
{
	item->any_size = !strcmp(word, "*");
	item->is_maximum = !strcmp(word, "max");
	return item->any_size || item->is_maximum || !size_parse(word, &item->size);
}

static bool parse_side(struct expectation *item, const char *word)
{
	static const char *const words[] = { "*", "-", "alloc", "free", "touch" };
	bool known = false;

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		known |= !strcmp(words[i], word);
	item->side = known ? strdup(word) : NULL;
	return item->side;
}

static bool parse_outcome(struct expectation *item, const char *word)
{
	size_t length = strcspn(word, ":");
	char *end;

	item->limit = INFINITY;
	if (outcome_parse(word, length, &item->outcome))
		return false;
	if (!word[length])
		return true;
	item->limit = strtod(word + length + 1, &end) / 100;
	return end != word + length + 1 && !strcmp(end, "%") && item->limit >= 0;
}

/* Return: what is wrong, NULL where nothing is. */
static const char *parse(struct expectation *item, char *text)
{
	char *words[4], *rest = NULL;
	size_t count = 0;

	for (char *word = strtok_r(text, " \t", &rest); word;
	     word = strtok_r(NULL, " \t", &rest)) {
		if (count == 4)
			return "more than four words; a reason stands behind a #";
		words[count++] = word;
	}
	if (count < 4)
		return "fewer than four words";
	item->allocator = strdup(words[0]);
	if (!item->allocator)
		return "out of memory";
	if (!parse_size(item, words[1]))
		return "the second word is neither a size, 'max' nor '*'";
	if (!parse_side(item, words[2]))
		return "the third word is none of alloc, free, touch and '*'";
	if (!parse_outcome(item, words[3]))
		return "the fourth word is no outcome, such as slower, slower:5%, "
		       "shifted, absent, lost, fails-more or shrank";
	return NULL;
}

static int add(struct expected *expected, char *text, size_t line, const char **wrong)
{
	struct expectation *items =
		reallocarray(expected->items, expected->count + 1, sizeof(*items));

	if (!items)
		return -ENOMEM;
	expected->items = items;
	items[expected->count] = (struct expectation){ .line = line };
	*wrong = parse(&items[expected->count++], text);
	return *wrong ? -EINVAL : 0;
}

static int read_lines(FILE *stream, struct expected *expected, size_t *line,
		      const char **wrong)
{
	char text[LINE_LENGTH];
	int error = 0;

	while (!error && fgets(text, sizeof(text), stream)) {
		++*line;
		if (!strchr(text, '\n') && !feof(stream)) {
			*wrong = "a line that is too long, or no text";
			return -EINVAL;
		}
		text[strcspn(text, "#\r\n")] = '\0';
		if (text[strspn(text, " \t")])
			error = add(expected, text, *line, wrong);
	}
	return error || !ferror(stream) ? error : -EIO;
}

int expected_read(const char *path, struct expected *expected, char **message)
{
	_cleanup_fclose_ FILE *stream = fopen(path, "re");
	const char *wrong = NULL;
	size_t line = 0;
	int error;

	*expected = (struct expected){ 0 };
	*message = NULL;
	error = stream ? read_lines(stream, expected, &line, &wrong) : -errno;
	if (error && asprintf(message, "%s:%zu: %s%s", path, line,
			      wrong ? wrong : strerror(-error),
			      wrong ? "; a line is " FORM : "") < 0)
		*message = NULL;
	return error;
}

void expected_free(struct expected *expected)
{
	for (size_t i = 0; i < expected->count; i++) {
		free(expected->items[i].allocator);
		free(expected->items[i].side);
	}
	free(expected->items);
	*expected = (struct expected){ 0 };
}

static bool is_of(const struct expectation *item, const char *allocator,
		  enum outcome outcome)
{
	return item->outcome == outcome && !fnmatch(item->allocator, allocator, 0);
}

bool expected_cell(struct expected *expected, const char *allocator, uint64_t size,
		   const char *side, enum outcome outcome, double growth)
{
	bool met = false;

	for (size_t i = 0; i < expected->count; i++) {
		struct expectation *item = &expected->items[i];

		if (item->is_maximum || !is_of(item, allocator, outcome) ||
		    !(item->any_size || item->size == size) || growth > item->limit ||
		    !(!side || item->side[0] == '*' || !strcmp(item->side, side)))
			continue;
		item->met = true;
		met = true;
	}
	return met;
}

bool expected_maximum(struct expected *expected, const char *allocator,
		      enum outcome outcome)
{
	bool met = false;

	for (size_t i = 0; i < expected->count; i++) {
		struct expectation *item = &expected->items[i];

		if (!item->is_maximum || !is_of(item, allocator, outcome))
			continue;
		item->met = true;
		met = true;
	}
	return met;
}
