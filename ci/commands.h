/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of allocvm: each one's row stands at the end of its own file.
 */
#ifndef CI_COMMANDS_H
#define CI_COMMANDS_H

#include "results/command.h"

extern const struct command run_command;
extern const struct command batch_command;
extern const struct command boot_command;
extern const struct command list_command;

#endif
