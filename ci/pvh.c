// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Looks for the PVH note.
 */
#include "pvh.h"

#include <elf.h>
#include <stdint.h>
#include <string.h>

#define XEN_ELFNOTE_PHYS32_ENTRY 18
#define NOTE_NAME "Xen"
#define NOTE_ALIGN 4

/*
 * What KASAN begins its reports with. The entry of 6.1 is instrumented and runs before
 * there is a shadow: such a kernel resets at once.
 */
#define KASAN_WORDS "BUG: KASAN: "

/* A part of the file. */
struct extent {
	uint64_t offset;
	uint64_t size;
};

static bool is_inside(const struct bytes *elf, struct extent extent)
{
	return extent.offset <= elf->size && extent.size <= elf->size - extent.offset;
}

static uint64_t align_up(uint64_t size)
{
	return (size + NOTE_ALIGN - 1) / NOTE_ALIGN * NOTE_ALIGN;
}

static bool notes_have_entry(const struct bytes *elf, struct extent notes)
{
	while (is_inside(elf, notes) && notes.size >= sizeof(Elf64_Nhdr)) {
		const char *at = elf->data + notes.offset;
		Elf64_Nhdr note;

		memcpy(&note, at, sizeof(note));
		uint64_t size =
			sizeof(note) + align_up(note.n_namesz) + align_up(note.n_descsz);
		if (size > notes.size)
			return false;
		if (note.n_type == XEN_ELFNOTE_PHYS32_ENTRY &&
		    note.n_namesz == sizeof(NOTE_NAME) &&
		    !memcmp(at + sizeof(note), NOTE_NAME, sizeof(NOTE_NAME)))
			return true;
		notes.offset += size;
		notes.size -= size;
	}
	return false;
}

/* A class of ELF differs by its types only. */
#define DEFINE_SCAN(bits)                                                               \
	static bool scan##bits(const struct bytes *elf)                                 \
	{                                                                               \
		Elf##bits##_Ehdr header;                                                \
		Elf##bits##_Phdr segment;                                               \
                                                                                        \
		if (elf->size < sizeof(header))                                         \
			return false;                                                   \
		memcpy(&header, elf->data, sizeof(header));                             \
		for (unsigned i = 0; i < header.e_phnum; i++) {                         \
			struct extent at = { header.e_phoff + i * sizeof(segment),      \
					     sizeof(segment) };                         \
			if (!is_inside(elf, at))                                        \
				return false;                                           \
			memcpy(&segment, elf->data + at.offset, sizeof(segment));       \
			if (segment.p_type == PT_NOTE &&                                \
			    notes_have_entry(elf, (struct extent){ segment.p_offset,    \
								   segment.p_filesz })) \
				return true;                                            \
		}                                                                       \
		return false;                                                           \
	}

DEFINE_SCAN(32)
DEFINE_SCAN(64)

bool pvh_can_enter(const struct bytes *elf)
{
	if (elf->size < EI_NIDENT || memcmp(elf->data, ELFMAG, SELFMAG) ||
	    memmem(elf->data, elf->size, KASAN_WORDS, strlen(KASAN_WORDS)))
		return false;
	return elf->data[EI_CLASS] == ELFCLASS64 ? scan64(elf) : scan32(elf);
}
