// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Script and data of a plot stand in memory; the output appears whole or not at all.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>

#include "analysis/data_file.h"
#include "analysis/output_file.h"
#include "drawing.h"
#include "gnuplot.h"
#include "results/cleanup.h"

#define NO_MEMORY "is there enough memory?"

static int fail(struct drawing *drawing, int error, const char *path, const char *advice)
{
	free(drawing->message);
	if (asprintf(&drawing->message, "%s: %s; %s", path, strerror(-error), advice) < 0)
		drawing->message = NULL;
	return error;
}

/* Writes what is read by another descriptor. */
static FILE *open_for_writing(struct drawing *drawing, int fd)
{
	int own_fd = fcntl(fd, F_DUPFD_CLOEXEC, 0);
	FILE *stream = own_fd >= 0 ? fdopen(own_fd, "w") : NULL;

	if (stream)
		return stream;
	fail(drawing, -errno, "plot", NO_MEMORY);
	if (own_fd >= 0)
		close(own_fd);
	return NULL;
}

static int append_script(struct drawing *drawing, const char *name, FILE *script)
{
	_cleanup_free_ char *path = NULL;
	int error = data_file_find(name, &path);

	if (!error)
		error = output_file_append(path, script);
	if (error)
		fail(drawing, error, path ? path : name,
		     "set ALLOCBENCH_DATA to the directory that has plots/");
	return error;
}

int drawing_begin(struct drawing *drawing, const char *const *scripts)
{
	FILE *script;
	int error = 0;

	*drawing = (struct drawing){ .script_fd = memfd_create("plot.gp", MFD_CLOEXEC),
				     .data_fd = memfd_create("plot.dat", MFD_CLOEXEC) };
	if (drawing->script_fd < 0 || drawing->data_fd < 0)
		return fail(drawing, -errno, "plot", NO_MEMORY);
	script = open_for_writing(drawing, drawing->script_fd);
	if (!script)
		return -EIO;
	while (*scripts && !error)
		error = append_script(drawing, *scripts++, script);
	if (fclose(script) && !error)
		error = fail(drawing, -errno, "plot", NO_MEMORY);
	return error;
}

FILE *drawing_data(struct drawing *drawing)
{
	return open_for_writing(drawing, drawing->data_fd);
}

static int copy(struct drawing *drawing, int fd, const char *output)
{
	char path[32];
	int error;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	error = output_file_copy(path, output);
	return error ? fail(drawing, error, output,
			    "can it be written there, and is there room?")
		     : 0;
}

int drawing_picture(struct drawing *drawing, const struct canvas *canvas, int *picture_fd)
{
	int error;

	*picture_fd = memfd_create("plot", MFD_CLOEXEC);
	if (*picture_fd < 0)
		return fail(drawing, -errno, "plot", NO_MEMORY);
	error = gnuplot_run(drawing->script_fd, drawing->data_fd, canvas, *picture_fd,
			    &drawing->message);
	if (!error)
		return 0;
	close(*picture_fd);
	*picture_fd = -1;
	return error;
}

int drawing_finish(struct drawing *drawing, const struct canvas *canvas,
		   const char *output)
{
	_cleanup_close_ int picture_fd = -1;
	int error = drawing_picture(drawing, canvas, &picture_fd);

	return error ? error : copy(drawing, picture_fd, output);
}

static int keep(struct drawing *drawing, int fd, const char *output, const char *suffix)
{
	_cleanup_free_ char *path = NULL;
	const char *dot = strrchr(output, '.');

	if (asprintf(&path, "%.*s%s", (int)(dot - output), output, suffix) < 0) {
		path = NULL;
		return -ENOMEM;
	}
	return copy(drawing, fd, path);
}

int drawing_keep(struct drawing *drawing, const char *output)
{
	int error = keep(drawing, drawing->script_fd, output, ".gp");

	return error ? error : keep(drawing, drawing->data_fd, output, ".dat");
}

void drawing_end(struct drawing *drawing)
{
	if (drawing->script_fd >= 0)
		close(drawing->script_fd);
	if (drawing->data_fd >= 0)
		close(drawing->data_fd);
	free(drawing->message);
	*drawing = (struct drawing){ .script_fd = -1, .data_fd = -1 };
}
