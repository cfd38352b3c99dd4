// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A hypervisor that $FAKE_HYPERVISOR names, in place of the machine's own.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench/hypervisor.h"

void hypervisor_signature(char signature[static HYPERVISOR_SIGNATURE_LENGTH])
{
	const char *fake = getenv("FAKE_HYPERVISOR");

	snprintf(signature, HYPERVISOR_SIGNATURE_LENGTH, "%s", fake ? fake : "");
}

bool hypervisor_is_uml(void)
{
	return getenv("FAKE_UML") != NULL;
}
