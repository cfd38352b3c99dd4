// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How a published table is read: "# " comments, a heading, rows of plain values between
 * commas. The tables are our own data: quoted values do not occur, and are refused.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "published.h"
#include "results/cleanup.h"

static int append(char ***texts, size_t *count, const char *text, size_t length)
{
	char **larger = reallocarray(*texts, *count + 1, sizeof(**texts));

	if (!larger)
		return -ENOMEM;
	*texts = larger;
	larger[*count] = strndup(text, length);
	if (!larger[*count])
		return -ENOMEM;
	++*count;
	return 0;
}

static int split(const char *line, char ***texts, size_t *count)
{
	for (;;) {
		size_t length = strcspn(line, ",");
		int error = append(texts, count, line, length);

		if (error || !line[length])
			return error;
		line += length + 1;
	}
}

static int take_note(struct published *published, const char *line)
{
	line += strspn(line, "# ");
	return append(&published->notes, &published->note_count, line, strlen(line));
}

static int take_row(struct published *published, const char *line)
{
	size_t wanted = (published->row_count + 1) * published->column_count;
	size_t value_count = published->row_count * published->column_count;
	int error;

	if (strchr(line, '"'))
		return -EBADMSG;
	error = split(line, &published->values, &value_count);
	if (!error && value_count != wanted)
		error = -EBADMSG;
	if (!error) {
		published->row_count++;
		return 0;
	}
	while (value_count > published->row_count * published->column_count)
		free(published->values[--value_count]);
	return error;
}

static int take_line(struct published *published, const char *line)
{
	if (!*line)
		return 0;
	if (*line == '#')
		return take_note(published, line);
	if (!published->column_count)
		return split(line, &published->columns, &published->column_count);
	return take_row(published, line);
}

static int explain(const char *path, size_t line_number, int error, char **message)
{
	const char *cause = error == -EBADMSG
				    ? "another number of values than the heading, "
				      "or a quoted one; restore the file"
				    : strerror(-error);

	if (asprintf(message, "%s:%zu: %s", path, line_number, cause) < 0)
		*message = NULL;
	return error;
}

static int read_lines(struct published *published, FILE *stream, size_t *line_number)
{
	_cleanup_free_ char *line = NULL;
	size_t room = 0;
	int error = 0;

	while (!error && getline(&line, &room, stream) >= 0) {
		++*line_number;
		line[strcspn(line, "\r\n")] = '\0';
		error = take_line(published, line);
	}
	if (!error && ferror(stream))
		error = -EIO;
	return !error && !published->row_count ? -EBADMSG : error;
}

int published_read(const char *path, struct published *published, char **message)
{
	_cleanup_fclose_ FILE *stream = fopen(path, "re");
	int error = stream ? 0 : -errno;
	size_t line_number = 0;

	*published = (struct published){ 0 };
	*message = NULL;
	if (!error)
		published->path = strdup(path);
	if (!error)
		error = published->path ? read_lines(published, stream, &line_number)
					: -ENOMEM;
	if (!error)
		return 0;
	published_free(published);
	return explain(path, line_number, error, message);
}

static void free_texts(char **texts, size_t count)
{
	while (count)
		free(texts[--count]);
	free(texts);
}

void published_free(struct published *published)
{
	free_texts(published->notes, published->note_count);
	free_texts(published->columns, published->column_count);
	free_texts(published->values, published->row_count * published->column_count);
	free(published->path);
	*published = (struct published){ 0 };
}
