// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A verdict as Markdown, for the comment that a CI system writes: what has changed.
 */
#include "compare_page.h"
#include "report_files.h"

int report_markdown(const struct final_verdict *verdict, FILE *stream)
{
	struct page page = { .stream = stream, .style = &page_markdown };
	int error = compare_page_print(verdict, true, &page);

	page_end(&page);
	return error;
}
