/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a kernel's release tells: the series that it is of, and the flavour. Pure.
 */
#ifndef ANALYSIS_KERNEL_RELEASE_H
#define ANALYSIS_KERNEL_RELEASE_H

/**
 * kernel_release_series() - "6.1" of "6.1.0-56-cloud-amd64"
 *
 * Return: a new string, the whole release where it has no such beginning; NULL without
 * memory.
 */
char *kernel_release_series(const char *release);

/**
 * kernel_release_flavour() - "cloud-amd64" of "6.1.0-56-cloud-amd64"
 *
 * What follows the words of the version: those that begin with a digit, and "rc1". That a
 * kernel has none is "".
 *
 * Return: a part of @release.
 */
const char *kernel_release_flavour(const char *release);

#endif
