// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that reads /proc/buddyinfo.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "buddyinfo.h"
#include "proc_file.h"
#include "results/cleanup.h"

/* "Node 0, zone   Normal      1      0 ...": numbers after the zone's name. */
static int parse_line(const char *line, struct buddyinfo *buddyinfo)
{
	const char *zone = strstr(line, "zone");
	unsigned int order = 0;

	if (!zone)
		return -EBADMSG;
	zone += strlen("zone");
	zone += strspn(zone, " ");
	zone += strcspn(zone, " ");
	while (order < BUDDY_ORDERS) {
		char *end;
		unsigned long long blocks = strtoull(zone, &end, 10);

		if (end == zone)
			break;
		buddyinfo->blocks[order++] += blocks;
		zone = end;
	}
	return order ? 0 : -EBADMSG;
}

int buddyinfo_parse(const char *text, struct buddyinfo *buddyinfo)
{
	_cleanup_free_ char *copy = strdup(text);
	char *rest = copy;
	char *line;
	int zones = 0;

	*buddyinfo = (struct buddyinfo){ 0 };
	if (!copy)
		return -ENOMEM;
	while ((line = strsep(&rest, "\n"))) {
		if (!parse_line(line, buddyinfo))
			zones++;
	}
	return zones ? 0 : -EBADMSG;
}

int buddyinfo_read(struct buddyinfo *buddyinfo)
{
	_cleanup_free_ char *text = NULL;
	int error = proc_file_read("/proc/buddyinfo", &text);

	return error ? error : buddyinfo_parse(text, buddyinfo);
}

uint64_t buddyinfo_free_pages(const struct buddyinfo *buddyinfo)
{
	uint64_t pages = 0;

	for (unsigned int order = 0; order < BUDDY_ORDERS; order++)
		pages += buddyinfo->blocks[order] << order;
	return pages;
}

bool buddyinfo_has_order(const struct buddyinfo *buddyinfo, unsigned int order)
{
	for (; order < BUDDY_ORDERS; order++) {
		if (buddyinfo->blocks[order])
			return true;
	}
	return false;
}
