/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What was before the module is loaded, in a perturbed boot.
 */
#ifndef CI_PAST_H
#define CI_PAST_H

#include <stdint.h>

/**
 * past_make() - begin processes and fill pipes, end some of them again, keep the rest
 * @number: of --perturb: decides how many, and which; the same always does the same
 */
void past_make(uint32_t number);

#endif
