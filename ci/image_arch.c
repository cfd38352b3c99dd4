// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a kernel image says of its architecture: a bzImage in its setup header, an ELF
 * file in its own.
 */
#include "image_arch.h"

#include <elf.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "results/cleanup.h"

/* Documentation/arch/x86/boot.rst: offsets, and when xloadflags came. */
#define SETUP_MAGIC "HdrS"
#define SETUP_MAGIC_AT 0x202
#define SETUP_VERSION_AT 0x206
#define SETUP_XLOADFLAGS_AT 0x236
#define SETUP_XLOADFLAGS_SINCE 0x020c
#define XLF_KERNEL_64 1

static unsigned word_at(const unsigned char *bytes, size_t offset)
{
	return bytes[offset] | (unsigned)bytes[offset + 1] << 8;
}

const char *image_arch(const unsigned char *bytes, size_t size)
{
	if (size >= sizeof(Elf32_Ehdr) && !memcmp(bytes, ELFMAG, SELFMAG))
		return word_at(bytes, offsetof(Elf32_Ehdr, e_machine)) == EM_386
			       ? "i386"
			       : IMAGE_ARCH_USUAL;
	if (size < IMAGE_ARCH_BYTES ||
	    memcmp(bytes + SETUP_MAGIC_AT, SETUP_MAGIC, strlen(SETUP_MAGIC)))
		return IMAGE_ARCH_USUAL;
	if (word_at(bytes, SETUP_VERSION_AT) >= SETUP_XLOADFLAGS_SINCE &&
	    word_at(bytes, SETUP_XLOADFLAGS_AT) & XLF_KERNEL_64)
		return IMAGE_ARCH_USUAL;
	return "i386";
}

const char *image_arch_of_file(const char *path)
{
	_cleanup_fclose_ FILE *image = fopen(path, "re");
	unsigned char bytes[IMAGE_ARCH_BYTES];

	return image ? image_arch(bytes, fread(bytes, 1, sizeof(bytes), image))
		     : IMAGE_ARCH_USUAL;
}
