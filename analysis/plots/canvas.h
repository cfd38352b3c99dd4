/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a plot is drawn on: a terminal of gnuplot's, its size, its font.
 */
#ifndef ANALYSIS_CANVAS_H
#define ANALYSIS_CANVAS_H

#include <stdbool.h>

/**
 * struct canvas - as style.gp takes it
 * @terminal: "svg", "png", "pdf" or "eps"
 * @width, @height: CSS pixels
 * @has_size: they were asked for
 * @font:     its name
 * @font_size: CSS pixels
 */
struct canvas {
	const char *terminal;
	unsigned width;
	unsigned height;
	bool has_size;
	char font[64];
	double font_size;
};

extern const struct canvas canvas_default;

/**
 * canvas_terminal() - choose the terminal
 * @output: whose name's end tells it, where @name is NULL
 *
 * Return: 0 or -EINVAL.
 */
int canvas_terminal(struct canvas *canvas, const char *output, const char *name);

/**
 * canvas_size() - "900x600"
 *
 * Return: 0 or -EINVAL.
 */
int canvas_size(struct canvas *canvas, const char *text);

/**
 * canvas_font() - "DejaVu Sans,12", "DejaVu Sans" or ",12"
 *
 * Return: 0 or -EINVAL.
 */
int canvas_font(struct canvas *canvas, const char *text);

#endif
