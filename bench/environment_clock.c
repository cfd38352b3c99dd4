// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Facts of the clock: what the calibration and the module say.
 */
#include "environment.h"
#include "results/clock.h"

static json_t *find_kind(const struct environment_source *source, const char *argument,
			 char reason[static FACT_REASON_LENGTH])
{
	return json_string(clock_name(source->clock->kind));
}

static json_t *find_tsc_khz(const struct environment_source *source, const char *argument,
			    char reason[static FACT_REASON_LENGTH])
{
	if (!source->info->tsc_khz)
		return environment_missing(reason, "the kernel does not know it");
	return json_integer(source->info->tsc_khz);
}

static json_t *find_smallest_step(const struct environment_source *source,
				  const char *argument,
				  char reason[static FACT_REASON_LENGTH])
{
	if (!source->clock->smallest_step)
		return environment_missing(reason,
					   "no ruler stood clear of the empty one");
	return json_integer(source->clock->smallest_step);
}

static json_t *find_ticks_per_add(const struct environment_source *source,
				  const char *argument,
				  char reason[static FACT_REASON_LENGTH])
{
	return json_real(source->clock->ticks_per_add);
}

static json_t *find_nothing(const struct environment_source *source, const char *argument,
			    char reason[static FACT_REASON_LENGTH])
{
	return environment_missing(reason, "nothing was measured");
}

static const struct environment_row measured_rows[] = {
	{ "clock.kind",          find_kind,               NULL },
	{ "clock.tsc_khz",       find_tsc_khz,            NULL },
	{ "clock.constant_tsc",  environment_info_answer, "constant_tsc" },
	{ "clock.nonstop_tsc",   environment_info_answer, "nonstop_tsc" },
	{ "clock.tsc_stable",    environment_info_answer, "tsc_stable" },
	{ "clock.smallest_step", find_smallest_step,      NULL },
	{ "clock.ticks_per_add", find_ticks_per_add,      NULL },
};

static const struct environment_row unmeasured_rows[] = {
	{ "clock", find_nothing, NULL },
};

const struct environment_theme environment_clock = ENVIRONMENT_THEME(measured_rows);
const struct environment_theme environment_no_clock = ENVIRONMENT_THEME(unmeasured_rows);
