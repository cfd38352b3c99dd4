/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each errno of the module means, and what to do about it.
 */
#ifndef BENCH_DEVICE_ERROR_H
#define BENCH_DEVICE_ERROR_H

#include "kmod/uapi/allocbench.h"
#include "problem.h"

/**
 * device_open_error() - a file of the module cannot be opened or read
 * @error: positive errno
 *
 * Return: -@error.
 */
int device_open_error(struct problem *problem, const char *path, int error);

/**
 * device_refusal() - what an errno of the module says about any request
 * @error: positive errno
 *
 * Return: -@error.
 */
int device_refusal(struct problem *problem, int error);

/**
 * device_run_error() - the module refused a request
 * @request: NULL where the reply could not be read
 * @error:   positive errno
 *
 * Return: -@error.
 */
int device_run_error(struct problem *problem, const struct allocbench_request *request,
		     int error);

/**
 * device_contract_error() - a reply that breaks the contract
 *
 * Return: -EPROTO.
 */
int device_contract_error(struct problem *problem, const char *fault);

#endif
