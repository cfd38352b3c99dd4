/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The running kernel's configuration, where it can be read.
 */
#ifndef BENCH_KERNEL_CONFIG_H
#define BENCH_KERNEL_CONFIG_H

#include <jansson.h>

/**
 * kernel_config_parse() - the options that move allocation costs
 * @text:   of a .config
 * @config: a new object: option without CONFIG_ -> "y", "m", "n", a number or a string;
 *          an option that is not set is "n", one that this kernel does not have is absent
 *
 * Return: 0 or -ENOMEM.
 */
int kernel_config_parse(const char *text, json_t **config);

/**
 * kernel_config_read() - from /proc/config.gz, else /boot/config-RELEASE
 *
 * Return: 0, -ENOENT (neither is there) or another -errno.
 */
int kernel_config_read(json_t **config);

#endif
