// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Reads $FAKE_DEVICE.
 */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "fake_faults.h"

unsigned int fault(const char *name)
{
	const char *faults = getenv("FAKE_DEVICE");
	size_t length = strlen(name);

	while (faults && *faults) {
		if (!strncmp(faults, name, length) && faults[length] == '=')
			return atoi(faults + length + 1);
		if (!strncmp(faults, name, length) && strcspn(faults, ",") == length)
			return 1;
		faults += strcspn(faults, ",");
		faults += strspn(faults, ",");
	}
	return 0;
}
