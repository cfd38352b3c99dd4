/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The architecture that a kernel image is for.
 */
#ifndef CI_IMAGE_ARCH_H
#define CI_IMAGE_ARCH_H

#include <stddef.h>

/* Debian's word for the one that the build's own programs are for. */
#define IMAGE_ARCH_USUAL "amd64"

/**
 * image_arch() - read the first bytes of an image; pure
 *
 * Return: "i386" for a 32-bit kernel, IMAGE_ARCH_USUAL for any other.
 */
const char *image_arch(const char *bytes, size_t size);

/**
 * image_arch_of_file() - the same of a file; IMAGE_ARCH_USUAL where it cannot be read
 */
const char *image_arch_of_file(const char *path);

#endif
