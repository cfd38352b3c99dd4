/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The file of data behind a plot: what stands around it, then its series. frame.gp says
 * how it is built.
 */
#ifndef ANALYSIS_PLOT_FILE_H
#define ANALYSIS_PLOT_FILE_H

#include <stddef.h>
#include <stdio.h>

#include "analysis/result_list.h"
#include "canvas.h"

/* style.gp has so many. */
#define PLOT_COLOUR_COUNT 7
#define PLOT_DASH_COUNT 5

/**
 * struct plot_file - collected in memory until all is known
 * @head, @panels, @foot, @series: streams into memory
 * @next: the first row of a series that has no other row yet; NULL after one
 * @error: the first one: -ENOMEM; plot_file_write() returns it
 * @line_limit: characters of a line of the foot; a longer one is broken
 * @point_count: rows of all series
 * @height: that it needs, in CSS pixels, where the user does not say; 0: any
 * @hidden_count: costs at or below 0, which are not drawn
 */
struct plot_file {
	struct plot_text {
		FILE *stream;
		char *bytes;
		size_t length;
	} head, panels, foot, series;
	char *next;
	int error;
	size_t line_limit;
	size_t panel_count;
	size_t foot_count;
	size_t series_count;
	size_t point_count;
	size_t hidden_count;
	unsigned height;
};

/**
 * struct plot_look - how a series is drawn
 * @colour: from 1; of allocators that plot_colour() gives
 * @dash:   from 1; 0: points without a line
 * @panel:  from 1
 */
struct plot_look {
	size_t colour;
	size_t dash;
	size_t panel;
};

/**
 * plot_file_begin() - an empty one
 * @canvas: what it will be drawn on
 *
 * Return: 0 or -ENOMEM. Free with plot_file_free(), after an error too.
 */
int plot_file_begin(struct plot_file *file, const struct canvas *canvas);

/* Errors of these stay in the streams, and plot_file_write() returns them. */

/**
 * plot_file_title() - first: the title, then the words at the x and at the y axis
 */
void plot_file_title(struct plot_file *file, const char *title, const char *x,
		     const char *y);

/**
 * plot_file_panel() - one more panel, with its heading
 */
void plot_file_panel(struct plot_file *file, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * plot_file_foot() - one more line of the foot
 */
void plot_file_foot(struct plot_file *file, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/**
 * plot_file_sources() - lines of the foot: the files
 */
void plot_file_sources(struct plot_file *file, const struct result_list *results);

/**
 * plot_file_series() - one more series; its rows follow, and without any it is none
 */
void plot_file_series(struct plot_file *file, const struct plot_look *look,
		      const char *format, ...) __attribute__((format(printf, 3, 4)));

/**
 * plot_file_row() - one row of the last series; a value that is not finite is none
 */
void plot_file_row(struct plot_file *file, const double *values, size_t count);

/**
 * plot_file_named_row() - likewise, with a text behind the values
 */
void plot_file_named_row(struct plot_file *file, const double *values, size_t count,
			 const char *name);

/**
 * plot_file_write() - write all of it
 *
 * Return: 0, -ENOMEM, or -EIO after an error of writing.
 */
int plot_file_write(struct plot_file *file, FILE *stream);

void plot_file_free(struct plot_file *file);

/**
 * struct plot_colours - which allocator has which colour
 */
struct plot_colours {
	const char *others[PLOT_COLOUR_COUNT];
	size_t other_count;
};

/**
 * plot_colour() - the book's allocators have colours of their own; others take the next
 * ones in turn
 */
size_t plot_colour(struct plot_colours *colours, const char *allocator);

/**
 * plot_source() - what tells a file from the others: its kernel where all differ, else
 * its name
 *
 * Return: a new string, or NULL without memory.
 */
char *plot_source(const struct result_list *results, size_t file);

#endif
