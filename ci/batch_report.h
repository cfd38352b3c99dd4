/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a batch says while it runs and at its end.
 */
#ifndef CI_BATCH_REPORT_H
#define CI_BATCH_REPORT_H

#include "batch.h"

/**
 * batch_report_start() - how much is there already, on standard error
 */
void batch_report_start(const struct batch *batch);

/**
 * batch_report_boot() - one line on standard error for a boot that is over
 * @seconds: since the start
 */
void batch_report_boot(const struct batch *batch, const struct batch_boot *boot,
		       double seconds);

/**
 * batch_report_messages() - all that a boot said, on standard error
 */
void batch_report_messages(const struct batch *batch, const struct batch_boot *boot);

/**
 * batch_report_end() - what it took, and which guests died, on standard error
 * @seconds:     since the start
 * @cpu_seconds: of all boots that ran now, QEMU included
 *
 * Return: the exit code of the first boot in the order that has one, or 0.
 */
int batch_report_end(const struct batch *batch, double seconds, double cpu_seconds);

/**
 * batch_report_files() - "SIDE FILE" for each boot, on standard output, sorted
 */
void batch_report_files(const struct batch *batch);

#endif
