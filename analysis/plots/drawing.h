/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A plot being drawn: a script and data in memory, and an output that appears
 * whole or not at all.
 */
#ifndef ANALYSIS_DRAWING_H
#define ANALYSIS_DRAWING_H

#include <stdio.h>

#include "canvas.h"

/**
 * struct drawing - one plot
 * @script_fd: gnuplot's, in memory: nothing is left behind, however it ends
 * @data_fd:   likewise
 * @message:   after an error: what was wrong and what to do; freed by drawing_end()
 */
struct drawing {
	int script_fd;
	int data_fd;
	char *message;
};

/**
 * drawing_begin() - make the script
 * @scripts: what it is made of, in order, and NULL: "plots/style.gp"
 *
 * Return: 0 or -errno, with @message. Call drawing_end() in any case.
 */
int drawing_begin(struct drawing *drawing, const char *const *scripts);

/**
 * drawing_data() - the data, open for writing; NULL with @message after an error
 */
FILE *drawing_data(struct drawing *drawing);

/**
 * drawing_finish() - draw
 * @output: written beside itself and renamed
 *
 * Return: 0 or -errno, with @message.
 */
int drawing_finish(struct drawing *drawing, const struct canvas *canvas,
		   const char *output);

/**
 * drawing_picture() - draw into memory
 * @picture_fd: a file, to be closed by the caller
 *
 * Return: 0 or -errno, with @message.
 */
int drawing_picture(struct drawing *drawing, const struct canvas *canvas, int *picture_fd);

/**
 * drawing_keep() - copy script and data to "STEM.gp" and "STEM.dat", beside the output
 *
 * Return: 0 or -errno, with @message.
 */
int drawing_keep(struct drawing *drawing, const char *output);

/**
 * drawing_end() - drop all, free the message
 */
void drawing_end(struct drawing *drawing);

#endif
