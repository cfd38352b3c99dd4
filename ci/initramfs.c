// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Packs the initramfs; the only file that knows libarchive.
 */
#include "initramfs.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

static int entry_write(struct archive *archive, const struct initramfs_entry *file,
		       size_t number)
{
	struct archive_entry *entry = archive_entry_new();

	if (!entry)
		return -ENOMEM;
	archive_entry_set_pathname(entry, file->path);
	archive_entry_set_mode(entry, file->mode);
	archive_entry_set_ino64(entry, (int64_t)number);
	archive_entry_set_nlink(entry, 1);
	archive_entry_set_uid(entry, 0);
	archive_entry_set_gid(entry, 0);
	archive_entry_set_mtime(entry, 0, 0);
	archive_entry_set_size(entry, (int64_t)file->size);
	int status = archive_write_header(archive, entry);
	archive_entry_free(entry);
	if (status == ARCHIVE_OK && file->size &&
	    archive_write_data(archive, file->bytes, file->size) !=
		    (la_ssize_t)file->size)
		status = ARCHIVE_FATAL;
	return status == ARCHIVE_OK ? 0 : -EIO;
}

static int entries_write(FILE *stream, const struct initramfs_entry *entries,
			 size_t count)
{
	struct archive *archive = archive_write_new();
	int error = 0;

	if (!archive)
		return -ENOMEM;
	archive_write_set_format_cpio_newc(archive);
	archive_write_set_bytes_per_block(archive, 0);
	if (archive_write_open_FILE(archive, stream) != ARCHIVE_OK)
		error = -EIO;
	for (size_t i = 0; !error && i < count; i++)
		error = entry_write(archive, &entries[i], i + 1);
	if (!error && archive_write_close(archive) != ARCHIVE_OK)
		error = -EIO;
	archive_write_free(archive);
	return error;
}

int initramfs_make(const struct initramfs_entry *entries, size_t count, char **archive,
		   size_t *size)
{
	*archive = NULL;
	FILE *stream = open_memstream(archive, size);

	if (!stream)
		return -errno;
	int error = entries_write(stream, entries, count);
	if (fclose(stream) && !error)
		error = -errno;
	if (error) {
		free(*archive);
		*archive = NULL;
	}
	return error;
}
