/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The PVH entry of an uncompressed kernel, through which QEMU boots it without the
 * bzImage's own code: nothing is unpacked in the guest.
 */
#ifndef CI_PVH_H
#define CI_PVH_H

#include <stdbool.h>

#include "bytes.h"

/**
 * pvh_can_enter() - has an ELF file the note that names the entry, and survives it? Pure.
 *
 * Source: the kernel's CONFIG_PVH, include/xen/interface/elfnote.h.
 */
bool pvh_can_enter(const struct bytes *elf);

#endif
