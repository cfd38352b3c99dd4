// SPDX-License-Identifier: GPL-2.0-or-later
/* Sizes: every form, every mistake and where it stands, the limits. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "results/size.h"

static const struct {
	const char *text;
	int error;
	uint64_t size;
} sizes[] = {
	{ "0",                       0,       0 },
	{ "5",                       0,       5 },
	{ "007",                     0,       7 },
	{ "262144",                  0,       262144 },
	{ "262000 B",                0,       262000 },
	{ "256k",                    0,       262144 },
	{ "256K",                    0,       262144 },
	{ "256KiB",                  0,       262144 },
	{ "256 KiB",                 0,       262144 },
	{ "4M",                      0,       4194304 },
	{ "4MiB",                    0,       4194304 },
	{ "2G",                      0,       2147483648 },
	{ "2 GiB",                   0,       2147483648 },
	{ "18446744073709551615",    0,       UINT64_MAX },
	{ "17179869183G",            0,       17179869183ULL << 30 },
	{ "18446744073709551616",    -ERANGE, 0 },
	{ "17179869184G",            -ERANGE, 0 },
	{ "99999999999999999999999", -ERANGE, 0 },
	{ "18014398509481984K",      -ERANGE, 0 },
	{ "",                        -EINVAL, 0 },
	{ " 5",                      -EINVAL, 0 },
	{ "-5",                      -EINVAL, 0 },
	{ "+5",                      -EINVAL, 0 },
	{ "5 ",                      -EINVAL, 0 },
	{ "5  K",                    -EINVAL, 0 },
	{ "5 K ",                    -EINVAL, 0 },
	{ "5KB",                     -EINVAL, 0 },
	{ "5kiB",                    -EINVAL, 0 },
	{ "5m",                      -EINVAL, 0 },
	{ "5T",                      -EINVAL, 0 },
	{ "5.5K",                    -EINVAL, 0 },
	{ "0x10",                    -EINVAL, 0 },
	{ "KiB",                     -EINVAL, 0 },
	{ "99999999999999999999x",   -EINVAL, 0 },
};

static void a_size_is_digits_and_a_suffix(void **state)
{
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint64_t size = 12345;
		int error = size_parse(sizes[i].text, &size);

		if (error != sizes[i].error || (!error && size != sizes[i].size))
			fail_msg("\"%s\": %d, %llu", sizes[i].text, error,
				 (unsigned long long)size);
		if (error)
			assert_int_equal(size, 12345);
	}
}

static const struct {
	uint64_t size;
	const char *text;
} printed[] = {
	{ 0,                    "0 B" },
	{ 1,                    "1 B" },
	{ 1000,                 "1000 B" },
	{ 1024,                 "1 KiB" },
	{ 262000,               "262000 B" },
	{ 262144,               "256 KiB" },
	{ 1025 * 1024,          "1025 KiB" },
	{ 4194304,              "4 MiB" },
	{ 2147483648,           "2 GiB" },
	{ 1ULL << 42,           "4096 GiB" },
	{ UINT64_MAX,           "18446744073709551615 B" },
};

static void a_size_prints_with_the_largest_unit_that_divides_it(void **state)
{
	for (size_t i = 0; i < sizeof(printed) / sizeof(printed[0]); i++) {
		char text[SIZE_TEXT_LENGTH];

		size_print(printed[i].size, text);
		assert_string_equal(text, printed[i].text);
	}
}

static void what_prints_parses_back(void **state)
{
	for (unsigned int shift = 0; shift < 64; shift++) {
		for (int off = -1; off <= 1; off++) {
			uint64_t size = (UINT64_C(1) << shift) + (uint64_t)off, parsed;
			char text[SIZE_TEXT_LENGTH];

			size_print(size, text);
			assert_int_equal(size_parse(text, &parsed), 0);
			assert_true(parsed == size);
		}
	}
}

static const struct {
	const char *text;
	size_t count;
	uint64_t sizes[20];
} lists[] = {
	{ "5",                      1, { 5 } },
	{ "5,1000,4096",            3, { 5, 1000, 4096 } },
	{ "4096,5,4096",            3, { 4096, 5, 4096 } },
	{ "8..64*2",                4, { 8, 16, 32, 64 } },
	{ "8..100*2",               4, { 8, 16, 32, 64 } },
	{ "1..100*10",              3, { 1, 10, 100 } },
	{ "7..7*2",                 1, { 7 } },
	{ "0..8192+4KiB",           3, { 0, 4096, 8192 } },
	{ "4096..16383+4096",       3, { 4096, 8192, 12288 } },
	{ "1,8..32*2,3..5+1,1 MiB", 8, { 1, 8, 16, 32, 3, 4, 5, 1048576 } },
	{ "4 KiB..16 KiB*2",        3, { 4096, 8192, 16384 } },
	{ "8..4MiB*2", 20, { 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384,
			     32768, 65536, 131072, 262144, 524288, 1048576, 2097152,
			     4194304 } },
	/* The next size would pass 64 bits. */
	{ "16G..17179869183G*1073741824", 1, { 16ULL << 30 } },
	{ "18446744073709551614..18446744073709551615+1", 2,
	  { UINT64_MAX - 1, UINT64_MAX } },
};

static void a_list_keeps_its_order(void **state)
{
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct size_list list;
		int error = size_list_parse(lists[i].text, &list, NULL);

		if (error || list.count != lists[i].count ||
		    memcmp(list.sizes, lists[i].sizes, list.count * sizeof(*list.sizes)))
			fail_msg("\"%s\": %d, %zu sizes", lists[i].text, error,
				 list.count);
		size_list_free(&list);
		assert_null(list.sizes);
	}
}

static const struct {
	const char *text;
	int error;
	size_t position;
} wrong_lists[] = {
	{ "",                         -EINVAL, 0 },
	{ ",",                        -EINVAL, 0 },
	{ "5,",                       -EINVAL, 2 },
	{ "5,,6",                     -EINVAL, 2 },
	{ "5, 6",                     -EINVAL, 2 },
	{ "5,6x,7",                   -EINVAL, 2 },
	{ "8..16",                    -EINVAL, 0 },
	{ "1,8..16*",                 -EINVAL, 2 },
	{ "8..*2",                    -EINVAL, 0 },
	{ "..8*2",                    -EINVAL, 0 },
	{ "8..16*2..3",               -EINVAL, 0 },
	{ "5,16..8*2",                -EINVAL, 2 },
	{ "16..8+1",                  -EINVAL, 0 },
	{ "8..16*1",                  -EINVAL, 0 },
	{ "8..16*0",                  -EINVAL, 0 },
	{ "0..16*2",                  -EINVAL, 0 },
	{ "8..16+0",                  -EINVAL, 0 },
	{ "8..16*-2",                 -EINVAL, 0 },
	{ "8..16-2",                  -EINVAL, 0 },
	{ "5,18446744073709551616",   -ERANGE, 2 },
	{ "5,8..99999999999999999999*2", -ERANGE, 2 },
	{ "0..65536+1",               -E2BIG,  0 },
	{ "77,1..65536+1",            -E2BIG,  3 },
	{ "0..18446744073709551615+1", -E2BIG, 0 },
};

static void a_mistake_in_a_list_is_placed(void **state)
{
	for (size_t i = 0; i < sizeof(wrong_lists) / sizeof(wrong_lists[0]); i++) {
		uint64_t untouched = 0;
		struct size_list list = { &untouched, 99 };
		size_t position = 12345;
		int error = size_list_parse(wrong_lists[i].text, &list, &position);

		if (error != wrong_lists[i].error || position != wrong_lists[i].position)
			fail_msg("\"%s\": %d at %zu", wrong_lists[i].text, error,
				 position);
		assert_ptr_equal(list.sizes, &untouched);
		assert_int_equal(list.count, 99);
	}
}

static void the_longest_list_is_taken(void **state)
{
	struct size_list list;

	assert_int_equal(size_list_parse("1..65536+1", &list, NULL), 0);
	assert_int_equal(list.count, SIZE_LIST_LIMIT);
	assert_int_equal(list.sizes[SIZE_LIST_LIMIT - 1], 65536);
	size_list_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_size_is_digits_and_a_suffix),
		cmocka_unit_test(a_size_prints_with_the_largest_unit_that_divides_it),
		cmocka_unit_test(what_prints_parses_back),
		cmocka_unit_test(a_list_keeps_its_order),
		cmocka_unit_test(a_mistake_in_a_list_is_placed),
		cmocka_unit_test(the_longest_list_is_taken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
