/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of allocbench: each one's row stands at the end of its own file.
 */
#ifndef BENCH_COMMANDS_H
#define BENCH_COMMANDS_H

#include "results/command.h"

extern const struct command list_command;
extern const struct command run_command;
extern const struct command max_command;
extern const struct command selftest_command;

#endif
