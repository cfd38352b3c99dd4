/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A verdict in files: the forms that CI systems read and show.
 */
#ifndef ANALYSIS_REPORT_FILES_H
#define ANALYSIS_REPORT_FILES_H

#include <stdio.h>

#include "final_verdict.h"

enum report {
	REPORT_JSON,
	REPORT_JUNIT,
	REPORT_KTAP,
	REPORT_MARKDOWN,
	REPORT_COUNT,
};

/**
 * report_write() - write a report beside its name, and rename it when it is whole
 *
 * Return: 0 or -errno.
 */
int report_write(const struct final_verdict *verdict, enum report report,
		 const char *path);

/**
 * report_json() - all of it, numbers included; results/FORMAT.md describes it
 * report_junit() - JUnit's XML: a suite a kernel, a test case a boot, cell, largest block
 * report_ktap() - the kernel's TAP: a subtest a kernel, likewise
 * report_markdown() - the page for people as Markdown, without the cells that are the same
 *
 * Errors of writing stay in the stream.
 *
 * Return: 0 or -ENOMEM.
 */
int report_json(const struct final_verdict *verdict, FILE *stream);
int report_junit(const struct final_verdict *verdict, FILE *stream);
int report_ktap(const struct final_verdict *verdict, FILE *stream);
int report_markdown(const struct final_verdict *verdict, FILE *stream);

#endif
