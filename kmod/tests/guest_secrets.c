// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Who may use the module, and what its answers give away: facts that want two CPUs and a
 * kernel that leaves memory as it was (init_on_alloc=0).
 */
#include <stdio.h>

#include "guest.h"
#include "guest_secrets.h"

static void timed(const char *name, void (*group)(void))
{
	double begin = seconds_now();

	group();
	printf("# seconds of %s: %.1f\n", name, seconds_now() - begin);
}

int main(void)
{
	timed("strangers", strangers);
	timed("bytes", given_bytes);
	timed("budget", shared_budget);
	fact(info_number("live_objects") == 0 && info_number("buffer_in_use") == 0,
	     "nothing is live at the end");
	return facts_end();
}
