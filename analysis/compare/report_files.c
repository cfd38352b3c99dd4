// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How the reports get into files.
 */
#include "report_files.h"

#include <errno.h>
#include <unistd.h>

#include "analysis/output_file.h"

static int (*const reports[])(const struct final_verdict *verdict, FILE *stream) = {
	[REPORT_JSON] = report_json,
	[REPORT_JUNIT] = report_junit,
	[REPORT_KTAP] = report_ktap,
	[REPORT_MARKDOWN] = report_markdown,
};

/* Closes @fd. */
static int write_stream(const struct final_verdict *verdict, enum report report, int fd)
{
	FILE *stream = fdopen(fd, "w");
	int error;

	if (!stream) {
		error = -errno;
		close(fd);
		return error;
	}
	error = reports[report](verdict, stream);
	if (fclose(stream) && !error)
		error = -errno;
	return error;
}

int report_write(const struct final_verdict *verdict, enum report report,
		 const char *path)
{
	struct output_file file;
	int error = output_file_begin(&file, path);

	if (error)
		return error;
	error = write_stream(verdict, report, dup(file.fd));
	if (!error)
		return output_file_finish(&file);
	output_file_abandon(&file);
	return error;
}
