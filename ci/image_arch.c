// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a kernel image says of its architecture: a bzImage in its setup header, an ELF
 * file in its own.
 */
#include "image_arch.h"

#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "bzimage.h"
#include "results/cleanup.h"

/* Documentation/arch/x86/boot.rst */
#define XLOADFLAGS_SINCE 0x020c

const char *image_arch(const char *bytes, size_t size)
{
	const struct setup_header *header = bzimage_header(bytes, size);
	Elf32_Ehdr elf;

	if (size >= sizeof(elf) && !memcmp(bytes, ELFMAG, SELFMAG)) {
		memcpy(&elf, bytes, sizeof(elf));
		return elf.e_machine == EM_386 ? "i386" : IMAGE_ARCH_USUAL;
	}
	if (header &&
	    (header->version < XLOADFLAGS_SINCE || !(header->xloadflags & XLF_KERNEL_64)))
		return "i386";
	return IMAGE_ARCH_USUAL;
}

const char *image_arch_of_file(const char *path)
{
	_cleanup_fclose_ FILE *image = fopen(path, "re");
	char bytes[BZIMAGE_HEADER_BYTES];

	return image ? image_arch(bytes, fread(bytes, 1, sizeof(bytes), image))
		     : IMAGE_ARCH_USUAL;
}
