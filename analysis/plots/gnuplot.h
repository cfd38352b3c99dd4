/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Runs gnuplot: without a shell, without the user's own settings.
 */
#ifndef ANALYSIS_GNUPLOT_H
#define ANALYSIS_GNUPLOT_H

#include "canvas.h"

/**
 * gnuplot_run() - run "gnuplot -d -c SCRIPT DATA TERMINAL WIDTH HEIGHT FONT SIZE"
 * @script_fd, @data_fd: files, which need no name; gnuplot reads them from their
 * beginning
 * @output_fd: gets its standard output
 * @message:   after an error: what was wrong and what to do; free with free()
 *
 * Return: 0, -ENOENT without gnuplot, -EIO where it failed, or another -errno.
 */
int gnuplot_run(int script_fd, int data_fd, const struct canvas *canvas, int output_fd,
		char **message);

#endif
