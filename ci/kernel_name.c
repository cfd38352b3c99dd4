// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The grammar of kernel names: FORM:VALUE[,headers:PATH][,append=ARGS].
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "kernels.h"

#define APPEND ",append="
#define HEADERS ",headers:"

static const struct {
	const char *word;
	enum kernel_kind kind;
	bool takes_path, takes_value, takes_headers;
} forms[] = {
	{ "debian",    KERNEL_ROW,     false, true,  false },
	{ "published", KERNEL_MACHINE, false, true,  false },
	{ "tree",      KERNEL_TREE,    true,  true,  false },
	{ "image",     KERNEL_IMAGE,   true,  true,  true  },
	{ "host",      KERNEL_HOST,    false, false, false },
	{ "uml",       KERNEL_UML,     false, true,  false },
	{ "file",      KERNEL_FILE,    true,  true,  false },
};

#define FORM_COUNT (sizeof(forms) / sizeof(forms[0]))
#define NOT_A_NAME                                                        \
	"%s: not a kernel's name: %s; `allocvm list` has the known ones," \
	" image:PATH boots any other"

static int refuse(struct problem *problem, const char *text, const char *why)
{
	return problem_set(problem, EXIT_USAGE, -EINVAL, NOT_A_NAME, text, why);
}

static int copy(char *to, size_t size, const char *from, size_t length)
{
	if (length >= size)
		return -ENAMETOOLONG;
	memcpy(to, from, length);
	to[length] = '\0';
	return 0;
}

static bool is_printable(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return false;
	return true;
}

/* Cut "SEPARATOR REST" off the end of @text. */
static int take_tail(char *text, const char *separator, char *rest, size_t size)
{
	char *at = strstr(text, separator);

	rest[0] = '\0';
	if (!at)
		return 0;
	const char *tail = at + strlen(separator);
	int error = copy(rest, size, tail, strlen(tail));
	*at = '\0';
	return error;
}

static int take_value(struct kernel *kernel, size_t form, const char *value,
		      const char *text, struct problem *problem)
{
	char value_text[PATH_MAX];

	snprintf(value_text, sizeof(value_text), "%s", value);
	if (take_tail(value_text, HEADERS, kernel->headers, sizeof(kernel->headers)))
		return refuse(problem, text, "too long");
	if (kernel->headers[0] && !forms[form].takes_headers)
		return refuse(problem, text, "only image: takes headers:");
	if (strchr(value_text, ','))
		return refuse(problem, text,
			      "nothing but append=ARGS may follow a comma");
	if (forms[form].takes_value != (value_text[0] != '\0'))
		return refuse(problem, text,
			      value_text[0] ? "no such form"
					    : "nothing follows the colon");
	return copy(kernel->value, sizeof(kernel->value), value_text, strlen(value_text));
}

static void set_dashed(struct kernel *kernel, size_t form)
{
	if (forms[form].takes_path)
		kernel_dash_paths(forms[form].word, kernel->value, kernel->headers,
				  kernel->dashed, sizeof(kernel->dashed));
	else
		kernel_dash(kernel->name, kernel->dashed, sizeof(kernel->dashed));
}

/* What follows "FORM:" or, where nothing may follow, "FORM"; NULL of another form. */
static const char *value_of(size_t form, const char *name)
{
	size_t length = strlen(forms[form].word);

	if (strncmp(name, forms[form].word, length) != 0)
		return NULL;
	if (!forms[form].takes_value)
		return name + length;
	return name[length] == ':' ? name + length + 1 : NULL;
}

int kernel_parse(const char *text, struct kernel *kernel, struct problem *problem)
{
	*kernel = (struct kernel){ 0 };
	if (copy(kernel->name, sizeof(kernel->name), text, strlen(text)) ||
	    take_tail(kernel->name, APPEND, kernel->append, sizeof(kernel->append)))
		return refuse(problem, text, "too long");
	if (!is_printable(text))
		return refuse(problem, text, "a control character");
	for (size_t i = 0; i < FORM_COUNT; i++) {
		const char *value = value_of(i, kernel->name);
		if (!value)
			continue;
		kernel->kind = forms[i].kind;
		int error = take_value(kernel, i, value, text, problem);
		if (!error)
			set_dashed(kernel, i);
		return error;
	}
	return refuse(problem, text, "no such form");
}

const char *kernel_form(const struct kernel *kernel)
{
	for (size_t i = 0; i < FORM_COUNT; i++)
		if (forms[i].kind == kernel->kind)
			return forms[i].word;
	return "";
}
