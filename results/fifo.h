/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Pipes by name: into which somebody may never write. Private to libresults.
 */
#ifndef RESULTS_FIFO_H
#define RESULTS_FIFO_H

/**
 * fifo_open() - open a file for reading; wait some seconds for the writer of a pipe
 *
 * Return: a descriptor, or -errno: of a pipe that nobody writes into -EPIPE.
 */
int fifo_open(const char *path);

#endif
