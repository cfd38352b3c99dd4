// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about bzImages: what is in them is found whole, or not at all. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "../bzimage.h"

#define PAYLOAD_OFFSET 0x40
#define PAYLOAD_AT (2 * 512 + PAYLOAD_OFFSET)
#define IMAGE_LIMIT 65536

typedef int (*filter)(struct archive *);

static const char kernel[] =
	"\177ELF: what the image would unpack, unpack, unpack, unpack";

static size_t compress(filter add, char *packed, size_t limit)
{
	struct archive *archive = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	size_t size = 0;

	archive_write_set_format_raw(archive);
	assert_int_equal(add(archive), ARCHIVE_OK);
	archive_write_set_bytes_per_block(archive, 0);
	assert_int_equal(archive_write_open_memory(archive, packed, limit, &size),
			 ARCHIVE_OK);
	archive_entry_set_filetype(entry, AE_IFREG);
	assert_int_equal(archive_write_header(archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(archive, kernel, sizeof(kernel)),
			 sizeof(kernel));
	archive_write_close(archive);
	archive_entry_free(entry);
	archive_write_free(archive);
	return size;
}

/* As mkpiggy and the boot code have it; gzip ends in the length by itself. */
static struct bytes make_image(filter add, uint32_t length)
{
	struct bytes image = { calloc(1, IMAGE_LIMIT), 0 };
	struct setup_header *header = (void *)(image.data + BZIMAGE_HEADER_AT);

	header->header = 0x53726448;
	header->version = 0x020f;
	header->setup_sects = 1;
	header->payload_offset = PAYLOAD_OFFSET;
	size_t size = compress(add, image.data + PAYLOAD_AT, IMAGE_LIMIT / 2);
	if (add != archive_write_add_filter_gzip) {
		memcpy(image.data + PAYLOAD_AT + size, &length, sizeof(length));
		size += sizeof(length);
	}
	header->payload_length = (uint32_t)size;
	image.size = PAYLOAD_AT + size + 100;
	return image;
}

static struct setup_header *header_of(struct bytes *image)
{
	return (void *)(image->data + BZIMAGE_HEADER_AT);
}

static void assert_refused(struct bytes *image)
{
	struct bytes unpacked;

	assert_int_equal(bzimage_unpack(image, &unpacked), -ENOEXEC);
	assert_null(unpacked.data);
	bytes_free(image);
}

static void each_compression_of_debian_s_kernels_is_unpacked(void **state)
{
	static const filter filters[] = { archive_write_add_filter_gzip,
					  archive_write_add_filter_xz,
					  archive_write_add_filter_lz4,
					  archive_write_add_filter_zstd };

	for (size_t i = 0; i < sizeof(filters) / sizeof(filters[0]); i++) {
		struct bytes image = make_image(filters[i], sizeof(kernel)), unpacked;
		assert_int_equal(bzimage_unpack(&image, &unpacked), 0);
		assert_int_equal(unpacked.size, sizeof(kernel));
		assert_memory_equal(unpacked.data, kernel, sizeof(kernel));
		bytes_free(&unpacked);
		bytes_free(&image);
	}
}

static void a_length_that_is_not_the_kernel_s_is_damage(void **state)
{
	static const uint32_t lengths[] = { 0, sizeof(kernel) - 1, sizeof(kernel) + 1,
					    UINT32_MAX };

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct bytes image = make_image(archive_write_add_filter_xz, lengths[i]);
		assert_refused(&image);
	}
}

static void a_payload_outside_the_file_is_damage(void **state)
{
	struct bytes image = make_image(archive_write_add_filter_xz, sizeof(kernel));

	image.size = PAYLOAD_AT + header_of(&image)->payload_length - 1;
	assert_refused(&image);
	image = make_image(archive_write_add_filter_xz, sizeof(kernel));
	header_of(&image)->payload_offset = UINT32_MAX;
	assert_refused(&image);
	image = make_image(archive_write_add_filter_xz, sizeof(kernel));
	header_of(&image)->payload_length = sizeof(uint32_t);
	assert_refused(&image);
}

static void damaged_bytes_are_noticed(void **state)
{
	struct bytes image = make_image(archive_write_add_filter_xz, sizeof(kernel));

	image.data[PAYLOAD_AT + 30] ^= 1;
	assert_refused(&image);
	image = make_image(archive_write_add_filter_xz, sizeof(kernel));
	image.data[PAYLOAD_AT] ^= 1;
	assert_refused(&image);
}

static void other_files_are_no_bzimages(void **state)
{
	struct bytes image = make_image(archive_write_add_filter_xz, sizeof(kernel));

	header_of(&image)->header = 0;
	assert_refused(&image);
	image = make_image(archive_write_add_filter_xz, sizeof(kernel));
	header_of(&image)->version = 0x0207;
	assert_refused(&image);
	image = make_image(archive_write_add_filter_xz, sizeof(kernel));
	image.size = BZIMAGE_HEADER_BYTES - 1;
	assert_refused(&image);
	image = (struct bytes){ strdup("short"), 5 };
	assert_refused(&image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_compression_of_debian_s_kernels_is_unpacked),
		cmocka_unit_test(a_length_that_is_not_the_kernel_s_is_damage),
		cmocka_unit_test(a_payload_outside_the_file_is_damage),
		cmocka_unit_test(damaged_bytes_are_noticed),
		cmocka_unit_test(other_files_are_no_bzimages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
