// SPDX-License-Identifier: GPL-2.0-only
/*
 * Adds up what runs were promised, and compares it with what is available.
 */
#include <linux/errno.h>
#include <linux/mm.h>
#include <linux/mutex.h>

#include "budget.h"
#include "request.h"
#include "run.h"

static DEFINE_MUTEX(budget_lock);
static u64 promised;

/* As if no run held anything: what they hold is part of what they were promised. */
static u64 room_for_runs(void)
{
	u64 objects, bytes;

	run_live(&objects, &bytes);
	return (((u64)si_mem_available() << PAGE_SHIFT) + bytes) / 8 * 7;
}

static bool fits(const struct run *run, u64 bytes)
{
	u64 others = promised - run->promised;
	u64 room = room_for_runs();

	return !bytes || (others <= room && bytes <= room - others);
}

static void replace(struct run *run, u64 bytes)
{
	WRITE_ONCE(promised, promised + bytes - run->promised);
	run->promised = bytes;
}

int budget_take(struct run *run)
{
	u64 bytes = run->is_probe ? 0 : request_bytes_held(run);
	int error = -E2BIG;

	mutex_lock(&budget_lock);
	if (fits(run, bytes)) {
		replace(run, bytes);
		error = 0;
	}
	mutex_unlock(&budget_lock);
	return error;
}

bool budget_holds(const struct run *run)
{
	bool holds;

	mutex_lock(&budget_lock);
	holds = fits(run, run->promised);
	mutex_unlock(&budget_lock);
	return holds;
}

bool budget_is_overdrawn(void)
{
	return ((u64)si_mem_available() << PAGE_SHIFT) < READ_ONCE(promised) / 16;
}

void budget_give_back(struct run *run)
{
	mutex_lock(&budget_lock);
	replace(run, 0);
	mutex_unlock(&budget_lock);
}
