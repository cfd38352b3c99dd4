// SPDX-License-Identifier: GPL-2.0-or-later
/* Looks at the seal of a result. */
#include "results/record_seal.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

bool record_is_sealed(const char *bytes, size_t length)
{
	char seal[sizeof(RECORD_SEAL_FORMAT) + 8];
	size_t seal_length = (size_t)snprintf(NULL, 0, RECORD_SEAL_FORMAT, 0u);

	if (length < seal_length)
		return false;
	length -= seal_length;
	snprintf(seal, sizeof(seal), RECORD_SEAL_FORMAT,
		 (unsigned int)crc32_z(0, (const Bytef *)bytes, length));
	return !memcmp(bytes + length, seal, seal_length);
}
