/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * User-mode Linux, whose kernel is a program of the host: its command line and its process.
 */
#ifndef CI_UML_H
#define CI_UML_H

#include "qemu_arguments.h"

/**
 * uml_arguments_make() - as qemu_arguments_make()
 */
int uml_arguments_make(const struct boot_options *options, const struct plan *plan,
		       int console, int channel, struct qemu_arguments *list);

/**
 * uml_prepare() - in the child, before the kernel is executed
 *
 * What cannot be had is gone without: it makes boots differ less, no more.
 */
void uml_prepare(void);

#endif
