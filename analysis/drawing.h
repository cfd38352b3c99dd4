/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plot being drawn: a directory with a script and data, and an output that appears
 * whole or not at all.
 */
#ifndef ANALYSIS_DRAWING_H
#define ANALYSIS_DRAWING_H

#include <stdio.h>

/**
 * struct drawing - one plot
 * @directory: of its own, for the time of drawing
 * @message:   after an error: what was wrong and what to do; freed by drawing_end()
 */
struct drawing {
	char *directory;
	char *message;
};

/**
 * drawing_begin() - make the directory and the script in it
 * @plot: the plot's own script, "plots/cost.gp"; plots/style.gp goes before it
 *
 * Return: 0 or -errno, with @message. Call drawing_end() in any case.
 */
int drawing_begin(struct drawing *drawing, const char *plot);

/**
 * drawing_data() - the data file, open for writing; NULL with @message after an error
 */
FILE *drawing_data(struct drawing *drawing);

/**
 * drawing_finish() - draw
 * @terminal: "svg" or "png"
 * @output:   written beside itself and renamed
 *
 * Return: 0 or -errno, with @message.
 */
int drawing_finish(struct drawing *drawing, const char *terminal, const char *output);

/**
 * drawing_keep() - copy script and data to "STEM.gp" and "STEM.dat", beside the output
 *
 * Return: 0 or -errno, with @message.
 */
int drawing_keep(struct drawing *drawing, const char *output);

/**
 * drawing_end() - remove the directory, free the message
 */
void drawing_end(struct drawing *drawing);

#endif
