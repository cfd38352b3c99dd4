// SPDX-License-Identifier: GPL-2.0-or-later
/* The beginning of a result that a writer goes on from. */
#include "results/record.h"

#include <errno.h>
#include <string.h>
#include <zlib.h>

#include "results/cleanup.h"

#define PIECE 65536

/* Takes @length bytes that are read, up to the last line wanted. */
static void take_piece(struct record_prefix *prefix, const char *piece, size_t length,
		       size_t environment_line, size_t last_line)
{
	while (length && prefix->lines < last_line) {
		const char *newline = memchr(piece, '\n', length);
		size_t part = newline ? (size_t)(newline + 1 - piece) : length;

		if (prefix->lines >= environment_line)
			prefix->crc = (uint32_t)crc32_z(prefix->crc, (const Bytef *)piece,
							part);
		prefix->length += part;
		prefix->lines += newline != NULL;
		piece += part;
		length -= part;
	}
}

int record_prefix_read(const char *path, size_t environment_line, size_t last_line,
		       struct record_prefix *prefix)
{
	_cleanup_fclose_ FILE *file = fopen(path, "re");
	char piece[PIECE];
	size_t length;

	*prefix = (struct record_prefix){ 0 };
	if (!file)
		return -errno;
	while (prefix->lines < last_line &&
	       (length = fread(piece, 1, sizeof(piece), file)) > 0) {
		if (!prefix->length && *piece != '{')
			return -EILSEQ;
		take_piece(prefix, piece, length, environment_line, last_line);
	}
	if (ferror(file))
		return -EIO;
	return prefix->lines == last_line ? 0 : -ENODATA;
}
