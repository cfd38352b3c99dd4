// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the PVH note: it is found where it stands, and nowhere else. */
#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "../pvh.h"

#define PHYS32_ENTRY 18
#define NOTES_AT 256

/* Two segments, and notes in the second: one of another's before the one that counts. */
static size_t make_notes(char *at, const char *owner, uint32_t type)
{
	const struct {
		Elf64_Nhdr first;
		char first_owner[4];
		char first_value[8];
		Elf64_Nhdr second;
		char second_owner[4];
		uint32_t entry;
	} notes = {
		{ 4, 5, 3 }, "GNU", "", { 4, 4, type }, { owner[0], owner[1], owner[2] },
		0x1000000,
	};

	memcpy(at, &notes, sizeof(notes));
	return sizeof(notes);
}

#define DEFINE_MAKE(bits)                                                              \
	static struct bytes make##bits(char *file, const char *owner, uint32_t type)   \
	{                                                                              \
		size_t size = make_notes(file + NOTES_AT, owner, type);                \
		const Elf##bits##_Ehdr header = {                                      \
			.e_ident = { 0x7f, 'E', 'L', 'F', ELFCLASS##bits },            \
			.e_phoff = sizeof(header),                                     \
			.e_phnum = 2,                                                  \
		};                                                                     \
		const Elf##bits##_Phdr segments[2] = {                                 \
			{ .p_type = PT_LOAD },                                         \
			{ .p_type = PT_NOTE, .p_offset = NOTES_AT, .p_filesz = size }, \
		};                                                                     \
		memcpy(file, &header, sizeof(header));                                 \
		memcpy(file + sizeof(header), segments, sizeof(segments));             \
		return (struct bytes){ file, NOTES_AT + size };                        \
	}

DEFINE_MAKE(32)
DEFINE_MAKE(64)

static void the_note_is_found_in_both_classes(void **state)
{
	char file[512] = { 0 };
	struct bytes elf = make64(file, "Xen", PHYS32_ENTRY);

	assert_true(pvh_can_enter(&elf));
	elf = make32(file, "Xen", PHYS32_ENTRY);
	assert_true(pvh_can_enter(&elf));
}

static void another_note_is_not_it(void **state)
{
	char file[512] = { 0 };
	struct bytes elf = make64(file, "Xen", PHYS32_ENTRY - 1);

	assert_false(pvh_can_enter(&elf));
	elf = make64(file, "GNU", PHYS32_ENTRY);
	assert_false(pvh_can_enter(&elf));
}

static void a_file_cut_anywhere_has_none(void **state)
{
	char file[512] = { 0 };
	struct bytes elf = make64(file, "Xen", PHYS32_ENTRY);

	while (elf.size-- > 0)
		assert_false(pvh_can_enter(&elf));
}

static void lengths_of_a_damaged_file_lead_nowhere(void **state)
{
	char file[512] = { 0 };
	struct bytes elf = make64(file, "Xen", PHYS32_ENTRY);

	memset(file + NOTES_AT, 0xff, 4);
	assert_false(pvh_can_enter(&elf));
	elf = make64(file, "Xen", PHYS32_ENTRY);
	memset(file + offsetof(Elf64_Ehdr, e_phoff), 0xff, 5);
	assert_false(pvh_can_enter(&elf));
}

static void kasan_does_not_survive_its_entry(void **state)
{
	char file[512] = { 0 };
	struct bytes elf = make64(file, "Xen", PHYS32_ENTRY);

	elf.size = sizeof(file);
	assert_true(pvh_can_enter(&elf));
	strcpy(file + 400, "3BUG: KASAN: %s in %pS");
	assert_false(pvh_can_enter(&elf));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_note_is_found_in_both_classes),
		cmocka_unit_test(another_note_is_not_it),
		cmocka_unit_test(a_file_cut_anywhere_has_none),
		cmocka_unit_test(kasan_does_not_survive_its_entry),
		cmocka_unit_test(lengths_of_a_damaged_file_lead_nowhere),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
