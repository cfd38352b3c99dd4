// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about images: which architecture they are for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../bzimage.h"
#include "../image_arch.h"

/* A bzImage's first bytes: "HdrS", the protocol's version, xloadflags. */
static const char *arch_of_bzimage(unsigned version, unsigned flags, size_t size)
{
	char bytes[BZIMAGE_HEADER_BYTES] = { 'M', 'Z' };

	memcpy(bytes + 0x202, "HdrS", 4);
	bytes[0x206] = (char)(version & 0xff);
	bytes[0x207] = (char)(version >> 8);
	bytes[0x236] = (char)flags;
	return image_arch(bytes, size);
}

static const char *arch_of_elf(char class, char machine)
{
	char bytes[BZIMAGE_HEADER_BYTES] = { 0x7f, 'E', 'L', 'F', class };

	bytes[18] = machine;
	return image_arch(bytes, sizeof(bytes));
}

static void a_bzimage_tells_by_its_flag_of_a_64_bit_entry(void **state)
{
	assert_string_equal(arch_of_bzimage(0x20f, 0x3f, BZIMAGE_HEADER_BYTES), "amd64");
	assert_string_equal(arch_of_bzimage(0x20f, 0x3e, BZIMAGE_HEADER_BYTES), "i386");
}

static void before_the_flag_there_were_32_bits_only_for_us(void **state)
{
	assert_string_equal(arch_of_bzimage(0x20b, 0x01, BZIMAGE_HEADER_BYTES), "i386");
}

static void an_elf_file_tells_by_its_machine(void **state)
{
	assert_string_equal(arch_of_elf(1, 3), "i386");
	assert_string_equal(arch_of_elf(2, 62), "amd64");
}

static void whatever_else_is_the_usual_one(void **state)
{
	assert_string_equal(image_arch("kernel", 6), "amd64");
	assert_string_equal(image_arch(NULL, 0), "amd64");
	assert_string_equal(arch_of_bzimage(0x20f, 0, BZIMAGE_HEADER_BYTES - 1), "amd64");
	assert_string_equal(image_arch_of_file("/nowhere/vmlinuz"), "amd64");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_bzimage_tells_by_its_flag_of_a_64_bit_entry),
		cmocka_unit_test(before_the_flag_there_were_32_bits_only_for_us),
		cmocka_unit_test(an_elf_file_tells_by_its_machine),
		cmocka_unit_test(whatever_else_is_the_usual_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
