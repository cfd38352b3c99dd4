// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A kernel's release taken apart.
 */
#include "kernel_release.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_digit(char character)
{
	return isdigit((unsigned char)character);
}

static size_t digits_at(const char *text)
{
	return strspn(text, "0123456789");
}

char *kernel_release_series(const char *release)
{
	size_t major = digits_at(release);
	size_t minor = release[major] == '.' ? digits_at(release + major + 1) : 0;

	return major && minor ? strndup(release, major + 1 + minor) : strdup(release);
}

static bool is_of_version(const char *word)
{
	return is_digit(*word) || (!strncmp(word, "rc", 2) && is_digit(word[2]));
}

const char *kernel_release_flavour(const char *release)
{
	const char *word = release;

	while (is_of_version(word)) {
		word += strcspn(word, "-");
		if (!*word)
			return word;
		word++;
	}
	return word;
}
