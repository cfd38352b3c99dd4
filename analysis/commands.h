/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The commands of allocstat: each one's row stands at the end of its own file.
 */
#ifndef ANALYSIS_COMMANDS_H
#define ANALYSIS_COMMANDS_H

#include "results/command.h"

extern const struct command table_command;
extern const struct command plot_command;
extern const struct command compare_command;
extern const struct command explain_command;
extern const struct command report_command;
extern const struct command export_command;
extern const struct command validate_command;

#endif
