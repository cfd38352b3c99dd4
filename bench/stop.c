// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that handles signals.
 */
#include <signal.h>
#include <stddef.h>

#include "stop.h"

static volatile sig_atomic_t requested;

static void note(int signal)
{
	requested = 1;
}

void stop_on_signals(void)
{
	static const int signals[] = { SIGINT, SIGTERM, SIGHUP };
	/* No SA_RESTART: a waiting write(2) on the device has to come back. */
	struct sigaction action = { .sa_handler = note, .sa_flags = SA_RESETHAND };

	/*
	 * Who reads the progress or the result may end, and a file may be limited: that
	 * fails the write, and must not end the run without a footer or a word.
	 */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct sigaction before;

		/* nohup(1) has said that SIGHUP is to be ignored. */
		if (!sigaction(signals[i], NULL, &before) && before.sa_handler == SIG_IGN)
			continue;
		sigaction(signals[i], &action, NULL);
	}
}

bool stop_requested(void)
{
	return requested;
}
