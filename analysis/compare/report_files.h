/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A verdict for programs: the forms that CI systems read.
 */
#ifndef ANALYSIS_REPORT_FILES_H
#define ANALYSIS_REPORT_FILES_H

#include <stdio.h>

#include "final_verdict.h"

/**
 * report_json() - all of it, numbers included; results/FORMAT.md describes it
 * report_junit() - JUnit's XML: a suite a kernel, a test case a boot, cell, largest block
 * report_ktap() - the kernel's TAP: a subtest a kernel, likewise
 *
 * Errors of writing stay in the stream.
 *
 * Return: 0 or -ENOMEM.
 */
int report_json(const struct final_verdict *verdict, FILE *stream);
int report_junit(const struct final_verdict *verdict, FILE *stream);
int report_ktap(const struct final_verdict *verdict, FILE *stream);

#endif
