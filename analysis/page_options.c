// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Takes --format, --mail and --width, and finds out where the page goes.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "page_options.h"
#include "results/size.h"

#define DEFAULT_WIDTH 80
#define LEAST_WIDTH 40

/* Beyond the keys that commands and the filter use. */
enum { OPTION_FORMAT = 768, OPTION_MAIL, OPTION_WIDTH };

static const struct argp_option option_table[] = {
	{ "format", OPTION_FORMAT, "FORMAT", 0,
	  "text, markdown, latex (booktabs), html, csv or json (text)", 1 },
	{ "mail", OPTION_MAIL, NULL, 0, "Plain text of 72 columns, for a mailing list",
	  1 },
	{ "width", OPTION_WIDTH, "COLUMNS", 0,
	  "Of text, 0 for no limit (the terminal's, else 80): wider tables are printed in "
	  "parts, one below the other",
	  1 },
	{ 0 },
};

static void take_format(const char *name, struct page_options *options,
			struct argp_state *state)
{
	options->style = page_style_named(name);
	options->has_records = !strcmp(name, "csv") || !strcmp(name, "json");
	options->format = !strcmp(name, "csv") ? RECORDS_CSV : RECORDS_JSON;
	if (!options->style && !options->has_records)
		argp_error(state,
			   "--format=%s: not one of text markdown latex html csv json",
			   name);
}

static void take_width(const char *text, struct page_options *options,
		       struct argp_state *state)
{
	uint64_t width;

	if (size_parse(text, &width) || (width && width < LEAST_WIDTH) || width > 100000)
		argp_error(state, "--width=%s: neither 0 nor %d to 100000 columns", text,
			   LEAST_WIDTH);
	options->width = width;
	options->has_width = true;
}

static void check(const struct page_options *options, struct argp_state *state)
{
	bool is_text = !options->has_records &&
		       (!options->style || options->style == &page_text);

	if ((options->is_mail || options->has_width) && !is_text)
		argp_error(state, "--mail and --width are of --format=text");
	if (options->is_mail && options->has_width)
		argp_error(state, "--mail has a width of its own: leave out --width");
}

static error_t take_option(int key, char *value, struct argp_state *state)
{
	struct page_options *options = state->input;

	switch (key) {
	case OPTION_FORMAT:
		take_format(value, options, state);
		return 0;
	case OPTION_MAIL:
		options->is_mail = true;
		return 0;
	case OPTION_WIDTH:
		take_width(value, options, state);
		return 0;
	case ARGP_KEY_SUCCESS:
		check(options, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp page_options_argp = { .options = option_table, .parser = take_option };

static size_t width_of_output(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size;
	uint64_t width;

	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) && size.ws_col >= LEAST_WIDTH)
		return size.ws_col;
	if (columns && !size_parse(columns, &width) && (!width || width >= LEAST_WIDTH))
		return width;
	return DEFAULT_WIDTH;
}

static bool wants_colour(void)
{
	const char *no_colour = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && !(no_colour && *no_colour) &&
	       !(term && !strcmp(term, "dumb"));
}

struct page page_options_page(const struct page_options *options)
{
	struct page page = {
		.stream = stdout,
		.style = options->style ? options->style : &page_text,
		.width = options->width,
		.colour = !options->is_mail && wants_colour(),
	};

	if (options->is_mail)
		page.width = PAGE_MAIL_WIDTH;
	else if (!options->has_width)
		page.width = width_of_output();
	return page;
}
