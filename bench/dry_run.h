/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What `run --dry-run` shows in place of measuring.
 */
#ifndef BENCH_DRY_RUN_H
#define BENCH_DRY_RUN_H

#include "session.h"

/**
 * dry_run() - print the plan, what is refused and why, and how long it may take
 *
 * Return: 0 or -errno, with session->problem set.
 */
int dry_run(struct session *session);

#endif
