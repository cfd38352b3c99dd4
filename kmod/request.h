/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turns a request of user space into a run, or says which of its fields is wrong.
 */
#ifndef ALLOCBENCH_REQUEST_H
#define ALLOCBENCH_REQUEST_H

#include "run.h"
#include "uapi/allocbench.h"

/**
 * request_parse() - check every field and fill in what a run needs
 * @request: a copy in kernel memory
 * @run:     gets allocator, shape, pairs, is_probe, sample_count, warmup_count
 *
 * Return: 0, -EPROTONOSUPPORT (version), -EINVAL (reserved or contradictory fields, names
 * that are not NUL-padded), -ENOENT (unknown allocator or flag), -EOPNOTSUPP (a flag,
 * context or pattern that is not taken), -ERANGE (size or count) or -E2BIG (budget).
 */
int request_parse(const struct allocbench_request *request, struct run *run);

#endif
