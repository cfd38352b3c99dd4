// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads bzImages.
 */
#include "bzimage.h"

#include <archive.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define SETUP_MAGIC 0x53726448 /* "HdrS" */
#define PAYLOAD_SINCE 0x0208
#define SECTOR 512
#define GZIP_MAGIC "\x1f\x8b"

/* A length that no kernel has is a damaged file's. */
#define KERNEL_LIMIT (512u << 20)

typedef int (*support)(struct archive *);

/* Those of Kbuild's that libarchive does without another program. */
static const support compressions[] = {
	archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
	archive_read_support_filter_lzma, archive_read_support_filter_xz,
	archive_read_support_filter_lz4,  archive_read_support_filter_zstd,
};

const struct setup_header *bzimage_header(const char *bytes, size_t size)
{
	const struct setup_header *header = (const void *)(bytes + BZIMAGE_HEADER_AT);

	return size >= BZIMAGE_HEADER_BYTES && header->header == SETUP_MAGIC ? header
									     : NULL;
}

/* The compressed kernel with the four bytes of its length behind it, within @image. */
static int payload_find(const struct bytes *image, struct bytes *payload)
{
	const struct setup_header *header = bzimage_header(image->data, image->size);

	if (!header || header->version < PAYLOAD_SINCE)
		return -ENOEXEC;
	unsigned sectors = header->setup_sects ? header->setup_sects : 4;
	uint64_t offset = (sectors + 1) * SECTOR + (uint64_t)header->payload_offset;
	if (offset + header->payload_length > image->size ||
	    header->payload_length <= sizeof(uint32_t))
		return -ENOEXEC;
	*payload = (struct bytes){ image->data + offset, header->payload_length };
	return 0;
}

static struct archive *reader_open(const struct bytes *payload)
{
	struct archive *reader = archive_read_new();
	struct archive_entry *entry;
	/* gzip's own last bytes are the length. */
	size_t own = memcmp(payload->data, GZIP_MAGIC, strlen(GZIP_MAGIC))
			     ? payload->size - sizeof(uint32_t)
			     : payload->size;

	if (!reader)
		return NULL;
	archive_read_support_format_raw(reader);
	for (size_t i = 0; i < sizeof(compressions) / sizeof(compressions[0]); i++)
		compressions[i](reader);
	if (archive_read_open_memory(reader, payload->data, own) == ARCHIVE_OK &&
	    archive_read_next_header(reader, &entry) == ARCHIVE_OK)
		return reader;
	archive_read_free(reader);
	return NULL;
}

static int read_whole(struct archive *reader, struct bytes *kernel, size_t size)
{
	kernel->data = malloc(size + 1);
	if (!kernel->data)
		return -ENOMEM;
	/* One byte more is asked for: a longer kernel is a damaged one. */
	while (kernel->size <= size) {
		la_ssize_t got = archive_read_data(reader, kernel->data + kernel->size,
						   size + 1 - kernel->size);
		if (got < 0)
			return -ENOEXEC;
		if (got == 0)
			break;
		kernel->size += (size_t)got;
	}
	if (kernel->size != size)
		return -ENOEXEC;
	kernel->data[size] = '\0';
	return 0;
}

int bzimage_unpack(const struct bytes *image, struct bytes *kernel)
{
	struct bytes payload;
	uint32_t size;

	*kernel = (struct bytes){ 0 };
	if (payload_find(image, &payload))
		return -ENOEXEC;
	memcpy(&size, payload.data + payload.size - sizeof(size), sizeof(size));
	if (size > KERNEL_LIMIT)
		return -ENOEXEC;
	struct archive *reader = reader_open(&payload);
	if (!reader)
		return -ENOEXEC;
	int error = read_whole(reader, kernel, size);
	archive_read_free(reader);
	if (error)
		bytes_free(kernel);
	return error;
}
