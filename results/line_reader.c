// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads lines through zlib, which passes plain files on as they are. */
#include "results/line_reader.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "results/fifo.h"

#define FIRST_ROOM ((size_t)64 << 10)

struct line_reader {
	gzFile file;
	char *buffer;
	size_t room;
	/* Where what is not yet given out begins, and where what was read ends. */
	size_t begin;
	size_t end;
	/* No newline between begin and here. */
	size_t scanned;
	bool is_ended;
};

static int open_file(const char *path)
{
	if (strcmp(path, "-") != 0)
		return fifo_open(path);

	int fd = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0);
	return fd < 0 ? -errno : fd;
}

int line_reader_open(const char *path, struct line_reader **lines)
{
	int fd = open_file(path);
	if (fd < 0)
		return fd;

	*lines = calloc(1, sizeof(**lines));
	gzFile file = *lines ? gzdopen(fd, "r") : NULL;
	if (!file) {
		close(fd);
		free(*lines);
		*lines = NULL;
		return -ENOMEM;
	}
	gzbuffer(file, FIRST_ROOM);
	(*lines)->file = file;
	return 0;
}

void line_reader_free(struct line_reader *lines)
{
	if (!lines)
		return;
	gzclose_r(lines->file);
	free(lines->buffer);
	free(lines);
}

/* What zlib says, as -errno. It says "buffer error" at an end that comes too early. */
static int error_of(struct line_reader *lines)
{
	int code;

	gzerror(lines->file, &code);
	switch (code) {
	case Z_OK:
	case Z_STREAM_END:
		return 0;
	case Z_BUF_ERROR:
		return -ENODATA;
	case Z_MEM_ERROR:
		return -ENOMEM;
	case Z_ERRNO:
		return errno ? -errno : -EIO;
	default:
		return -EILSEQ;
	}
}

static void move_to_front(struct line_reader *lines)
{
	memmove(lines->buffer, lines->buffer + lines->begin, lines->end - lines->begin);
	lines->end -= lines->begin;
	lines->scanned -= lines->begin;
	lines->begin = 0;
}

static int make_room(struct line_reader *lines)
{
	if (lines->begin)
		move_to_front(lines);
	if (lines->end < lines->room)
		return 0;
	if (lines->end > LINE_LIMIT)
		return -EMSGSIZE;

	size_t room = lines->room ? lines->room * 2 : FIRST_ROOM;
	char *buffer = realloc(lines->buffer, room);
	if (!buffer)
		return -ENOMEM;
	lines->buffer = buffer;
	lines->room = room;
	return 0;
}

static int fill(struct line_reader *lines)
{
	int error = make_room(lines);
	if (error)
		return error;

	errno = 0;
	int got = gzread(lines->file, lines->buffer + lines->end,
			 (unsigned int)(lines->room - lines->end));
	if (got > 0) {
		lines->end += (size_t)got;
		return 0;
	}
	lines->is_ended = true;
	return error_of(lines);
}

static char *find_newline(struct line_reader *lines)
{
	if (lines->scanned == lines->end)
		return NULL;

	char *found =
		memchr(lines->buffer + lines->scanned, '\n', lines->end - lines->scanned);
	if (!found)
		lines->scanned = lines->end;
	return found;
}

int line_read(struct line_reader *lines, const char **line, size_t *length,
	      bool *is_whole)
{
	char *newline;

	while (!(newline = find_newline(lines)) && !lines->is_ended) {
		int error = fill(lines);

		if (error)
			return error;
	}

	*is_whole = newline != NULL;
	*line = lines->buffer + lines->begin;
	*length = newline ? (size_t)(newline + 1 - *line) : lines->end - lines->begin;
	lines->begin += *length;
	lines->scanned = lines->begin;
	if (*length > LINE_LIMIT)
		return -EMSGSIZE;
	return *length > 0;
}
