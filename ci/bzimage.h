/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is in a bzImage: the setup header, and the kernel itself, compressed.
 */
#ifndef CI_BZIMAGE_H
#define CI_BZIMAGE_H

#include <asm/bootparam.h>
#include <stddef.h>

#include "bytes.h"

/* What of an image must be read for its setup header. */
#define BZIMAGE_HEADER_BYTES (BZIMAGE_HEADER_AT + sizeof(struct setup_header))

/* Documentation/arch/x86/boot.rst */
#define BZIMAGE_HEADER_AT 0x1f1

/**
 * bzimage_header() - the setup header of an image's first bytes; pure
 *
 * Return: it, in @bytes; NULL if this is no bzImage, or too little of it.
 */
const struct setup_header *bzimage_header(const char *bytes, size_t size);

/**
 * bzimage_unpack() - the kernel that a bzImage would unpack when it boots
 * @image:  all of it
 * @kernel: the ELF file; to be freed by bytes_free()
 *
 * Return: 0; -ENOEXEC if it is no bzImage, damaged, or compressed in a way that is
 * unknown here; -ENOMEM.
 */
int bzimage_unpack(const struct bytes *image, struct bytes *kernel);

#endif
