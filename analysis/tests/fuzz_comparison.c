// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Fuzz target: any results of several kernels, compared and written in every form. The
 * bytes are results with a line "+" between those of one kernel, and "--" between kernels;
 * their footers are put right, so that it is the records that are fuzzed. What options
 * there are depends on the bytes too. JSON must be JSON, and nothing may command a terminal.
 */
#include <ctype.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "analysis/compare/compare_page.h"
#include "analysis/compare/compare_records.h"
#include "analysis/compare/comparison_request.h"
#include "analysis/compare/report_files.h"
#include "results/cleanup.h"
#include "results/tests/fuzz.h"

#define BOOT_LIMIT 12

/* The footer that a result gets in place of its own. */
struct footer {
	size_t cells;
	size_t maxima;
	uint32_t crc;
};

/* A result being made of lines; at most BOOT_LIMIT of them make a comparison. */
struct boot_file {
	int fd;
	char path[FUZZ_PATH_LENGTH];
	struct footer footer;
	size_t lines;
};

struct boot_files {
	struct boot_file items[BOOT_LIMIT];
	char *paths[BOOT_LIMIT];
	size_t count;
	struct groups groups;
};

static bool begins(const char *line, size_t length, const char *words)
{
	return length >= strlen(words) && !memcmp(line, words, strlen(words));
}

static void begin_file(struct boot_files *files)
{
	struct boot_file *file = &files->items[files->count];

	file->fd = fuzz_file(NULL, 0, file->path);
	files->paths[files->count++] = file->path;
	files->groups.counts[files->groups.count - 1]++;
}

static void begin_kernel(struct boot_files *files)
{
	files->groups.paths[files->groups.count++] = files->paths + files->count;
	begin_file(files);
}

static void add_footer(struct boot_file *file, const char *line, size_t length)
{
	const struct footer *footer = &file->footer;
	bool is_whole = !memmem(line, length, "false", 5);

	dprintf(file->fd,
		"{\"type\":\"footer\",\"complete\":%s,\"cells\":%zu,\"maxima\":%zu,"
		"\"kernel_log\":[],\"crc32\":\"%08x\"}\n",
		is_whole ? "true" : "false", footer->cells, footer->maxima,
		(unsigned int)footer->crc);
}

static void add_line(struct boot_file *file, const char *line, size_t length)
{
	if (begins(line, length, "{\"type\":\"footer\"")) {
		add_footer(file, line, length);
		return;
	}
	if (write(file->fd, line, length) != (ssize_t)length)
		return;
	file->footer.cells += begins(line, length, "{\"type\":\"cell\"");
	file->footer.maxima += begins(line, length, "{\"type\":\"max\"");
	if (file->lines++ >= 2)
		file->footer.crc = (uint32_t)crc32_z(file->footer.crc,
						     (const Bytef *)line, length);
}

static void make_files(const char *bytes, size_t length, struct boot_files *files)
{
	begin_kernel(files);
	while (length) {
		const char *end = memchr(bytes, '\n', length);
		size_t part = end ? (size_t)(end + 1 - bytes) : length;

		if (begins(bytes, part, "--\n") && files->count < BOOT_LIMIT)
			begin_kernel(files);
		else if (begins(bytes, part, "+\n") && files->count < BOOT_LIMIT)
			begin_file(files);
		else
			add_line(&files->items[files->count - 1], bytes, part);
		bytes += part;
		length -= part;
	}
}

static void free_files(struct boot_files *files)
{
	for (size_t i = 0; i < files->count; i++)
		close(files->items[i].fd);
}

static void check_text(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if ((unsigned char)text[i] < ' ' && !strchr("\n\r\t", text[i]))
			abort();
}

static void check_json(const char *text, size_t size)
{
	_cleanup_json_ json_t *value = json_loadb(text, size, 0, NULL);

	if (!value)
		abort();
	check_text(text, size);
}

static int page_of(const struct final_verdict *verdict, FILE *stream,
		   const struct page_style *style)
{
	struct page page = { .stream = stream, .style = style, .width = 80 };
	int error = page_begin(&page, "fuzz");

	if (!error)
		error = compare_page_print(verdict, false, &page);
	page_end(&page);
	return error;
}

static int text_page(const struct final_verdict *verdict, FILE *stream)
{
	return page_of(verdict, stream, &page_text);
}

static int html_page(const struct final_verdict *verdict, FILE *stream)
{
	return page_of(verdict, stream, &page_html);
}

static int latex_page(const struct final_verdict *verdict, FILE *stream)
{
	return page_of(verdict, stream, &page_latex);
}

static int csv(const struct final_verdict *verdict, FILE *stream)
{
	return compare_records_write(verdict, RECORDS_CSV, stream);
}

static const struct {
	int (*write)(const struct final_verdict *verdict, FILE *stream);
	void (*check)(const char *text, size_t size);
} forms[] = {
	{ report_json,     check_json },
	{ report_junit,    check_text },
	{ report_ktap,     check_text },
	{ report_markdown, check_text },
	{ text_page,       check_text },
	{ html_page,       check_text },
	{ latex_page,      check_text },
	{ csv,             check_text },
};

static void write_all(const struct final_verdict *verdict)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		char *text = NULL;
		size_t size = 0;
		FILE *stream = open_memstream(&text, &size);

		if (!stream)
			return;
		if (forms[i].write(verdict, stream))
			abort();
		fclose(stream);
		forms[i].check(text, size);
		free(text);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	uint32_t chance = (uint32_t)crc32_z(0, bytes, length);
	struct comparison_request request = COMPARISON_REQUEST_DEFAULT;
	struct filter filter = { 0 };
	struct judged_kernels judged;
	struct boot_files files = { .count = 0 };

	make_files((const char *)bytes, length, &files);
	request.groups = files.groups;
	request.options.vary = chance & 1 ? UINT32_MAX : 0;
	request.options.fail_on = chance & 2 ? UINT32_MAX : 0;
	request.options.margin = chance & 4 ? (chance >> 8 & 15) / 100.0 : -1;
	if (groups_are_whole(&request.groups)) {
		if (judged_kernels_load(&request, &filter, &judged) == EXIT_DONE)
			write_all(&judged.verdict);
		judged_kernels_free(&judged);
	}
	comparison_request_free(&request);
	free_files(&files);
	return 0;
}
