// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A plot being drawn: a directory with a script and data, and an output that appears
 * whole or not at all.
 */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "data_file.h"
#include "drawing.h"
#include "gnuplot.h"
#include "output_file.h"
#include "results/cleanup.h"

#define SCRIPT "plot.gp"
#define DATA "plot.dat"

/* All that ever stands in the directory. */
static const char *const files[] = { SCRIPT, DATA, "gnuplot.err" };

static int fail(struct drawing *drawing, int error, const char *path, const char *advice)
{
	free(drawing->message);
	if (asprintf(&drawing->message, "%s: %s; %s", path, strerror(-error), advice) < 0)
		drawing->message = NULL;
	return error;
}

static char *path_in(const struct drawing *drawing, const char *name)
{
	char *path;

	return asprintf(&path, "%s/%s", drawing->directory, name) < 0 ? NULL : path;
}

static FILE *create(struct drawing *drawing, const char *name)
{
	_cleanup_free_ char *path = path_in(drawing, name);
	FILE *stream = path ? fopen(path, "wxe") : NULL;

	if (!stream)
		fail(drawing, -errno, path ? path : name, "is there room? (set TMPDIR)");
	return stream;
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

static int make_directory(struct drawing *drawing)
{
	const char *parent = getenv("TMPDIR");

	if (!parent || !*parent)
		parent = "/tmp";
	if (asprintf(&drawing->directory, "%s/allocstat-XXXXXX", parent) < 0) {
		drawing->directory = NULL;
		return -ENOMEM;
	}
	if (mkdtemp(drawing->directory))
		return 0;
	free(drawing->directory);
	drawing->directory = NULL;
	return fail(drawing, -errno, parent,
		    "a directory for the plot cannot be made there; set TMPDIR");
}

int drawing_begin(struct drawing *drawing, const char *plot)
{
	FILE *script;
	int error;

	*drawing = (struct drawing){ 0 };
	error = make_directory(drawing);
	if (error)
		return error;
	script = create(drawing, SCRIPT);
	if (!script)
		return -EIO;
	error = append_script(drawing, "plots/style.gp", script);
	if (!error)
		error = append_script(drawing, plot, script);
	if (fclose(script) && !error)
		error = fail(drawing, -errno, drawing->directory, "is there room?");
	return error;
}

FILE *drawing_data(struct drawing *drawing)
{
	return create(drawing, DATA);
}

int drawing_finish(struct drawing *drawing, const char *terminal, const char *output)
{
	struct output_file file;
	int error = output_file_begin(&file, output);

	if (error)
		return fail(drawing, error, output, "can it be written there?");
	error = gnuplot_run(drawing->directory, SCRIPT, DATA, terminal, file.fd,
			    &drawing->message);
	if (error) {
		output_file_abandon(&file);
		return error;
	}
	error = output_file_finish(&file);
	return error ? fail(drawing, error, output, "is there room?") : 0;
}

static int keep(struct drawing *drawing, const char *name, const char *output)
{
	_cleanup_free_ char *path = path_in(drawing, name);
	_cleanup_free_ char *copy = NULL;
	const char *dot = strrchr(output, '.');
	int error;

	if (!path || asprintf(&copy, "%.*s%s", (int)(dot - output), output,
			      strrchr(name, '.')) < 0) {
		copy = NULL;
		return -ENOMEM;
	}
	error = output_file_copy(path, copy);
	return error ? fail(drawing, error, copy, "can it be written there?") : 0;
}

int drawing_keep(struct drawing *drawing, const char *output)
{
	int error = keep(drawing, SCRIPT, output);

	return error ? error : keep(drawing, DATA, output);
}

void drawing_end(struct drawing *drawing)
{
	for (size_t i = 0; drawing->directory && i < sizeof(files) / sizeof(files[0]);
	     i++) {
		_cleanup_free_ char *path = path_in(drawing, files[i]);

		if (path)
			unlink(path);
	}
	if (drawing->directory)
		rmdir(drawing->directory);
	free(drawing->directory);
	free(drawing->message);
	*drawing = (struct drawing){ 0 };
}
