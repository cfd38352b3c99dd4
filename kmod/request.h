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
 * @run:     gets all that the request says; of one that goes on with a cell, what was made
 *           for the cell stays
 *
 * Return: 0, -EPROTONOSUPPORT (version), -EINVAL (reserved or contradictory fields, names
 * that are not NUL-padded), -ENOENT (unknown allocator or flag), -EOPNOTSUPP (a flag,
 * context or pattern that is not taken), -ENXIO (no such CPU or node), -ERANGE (size or
 * count), -E2BIG (budget) or -ENOSPC (budget of the buffers).
 */
int request_parse(const struct allocbench_request *request, struct run *run);

/**
 * request_bytes_held() - most bytes that a parsed run's blocks take at once
 */
u64 request_bytes_held(const struct run *run);

/**
 * request_samples_needed() - the capacity that a parsed run's buffer must have
 */
u64 request_samples_needed(const struct run *run);

#endif
