// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * All facts about the module that must be seen in a guest, in one boot.
 */
#include "guest.h"

int main(void)
{
	refusals();
	stream();
	signals();
	patterns();
	timing();
	access_rights(); /* gives up rights and locks the kernel down: last */
	return facts_end();
}
