// SPDX-License-Identifier: GPL-2.0-or-later
/* Reads results for tests. */
#include "results/tests/outcome.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "results/cleanup.h"
#include "results/record.h"

static char scratch[PATH_MAX];

static void remove_scratch(void)
{
	unlink(scratch);
}

const char *scratch_path(void)
{
	if (!*scratch) {
		const char *directory = getenv("TMPDIR");

		snprintf(scratch, sizeof(scratch), "%s/results-test-XXXXXX",
			 directory ? directory : "/tmp");
		int fd = mkstemp(scratch);
		if (fd < 0) {
			perror(scratch);
			exit(1);
		}
		close(fd);
		atexit(remove_scratch);
	}
	return scratch;
}

static uint32_t add_histograms(struct record_reader *reader, uint32_t crc)
{
	static const char *const fields[] = { "alloc", "free", "touch", "failed" };

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		struct histogram histogram = record_reader_histogram(reader, fields[i]);

		crc = (uint32_t)crc32_z(crc, (const Bytef *)&histogram.total,
					sizeof(histogram.total));
		if (histogram.bin_count)
			crc = (uint32_t)crc32_z(
				crc, (const Bytef *)histogram.bins,
				histogram.bin_count * sizeof(*histogram.bins));
		histogram_free(&histogram);
	}
	return crc;
}

static struct outcome read_all(const char *path, unsigned int left_out)
{
	struct record_reader *reader;
	struct outcome outcome = { .error = record_reader_open(path, &reader) };
	json_t *record;

	if (!outcome.error) {
		record_reader_leave_out(reader, left_out);
		while ((outcome.error = record_read(reader, &record)) == 1) {
			outcome.records++;
			outcome.histograms = add_histograms(reader, outcome.histograms);
			json_decref(record);
		}
		outcome.line = record_reader_line(reader);
		outcome.complete = record_reader_complete(reader);
	}
	snprintf(outcome.message, sizeof(outcome.message), "%s",
		 record_reader_error(reader));
	record_reader_free(reader);
	return outcome;
}

struct outcome outcome_of(const char *path)
{
	return read_all(path, 0);
}

bool outcome_is_that_without_rows(const struct outcome *outcome, const char *path)
{
	struct outcome other = read_all(path, RECORD_TRACE | RECORD_HISTOGRAMS);

	return outcome->error == other.error && outcome->records == other.records &&
	       outcome->line == other.line && outcome->complete == other.complete &&
	       outcome->histograms == other.histograms &&
	       strcmp(outcome->message, other.message) == 0;
}

struct outcome outcome_of_bytes(const void *bytes, size_t length)
{
	/* A file that is cut and written anew is flushed to the disk; a new one is not. */
	unlink(scratch_path());
	FILE *stream = fopen(scratch_path(), "w");

	if (!stream || fwrite(bytes, 1, length, stream) != length ||
	    fclose(stream) != 0) {
		perror(scratch_path());
		exit(1);
	}
	return outcome_of(scratch_path());
}

struct outcome outcome_of_packed(const void *bytes, size_t length)
{
	gzFile file = gzopen(scratch_path(), "w");

	if (!file || gzfwrite(bytes, 1, length, file) != length ||
	    gzclose(file) != Z_OK) {
		perror(scratch_path());
		exit(1);
	}
	return outcome_of(scratch_path());
}

const char *corpus_path(const char *name)
{
	static char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", CORPUS, name);
	return path;
}

bool scratch_unpacks_to(const char *text, size_t length)
{
	_cleanup_free_ char *unpacked = malloc(length + 1);
	gzFile file = gzopen(scratch_path(), "r");
	int got = gzread(file, unpacked, (unsigned int)length + 1);

	gzclose(file);
	return got == (int)length && memcmp(unpacked, text, length) == 0;
}

char *corpus_bytes(const char *name, size_t *length)
{
	_cleanup_fclose_ FILE *stream = fopen(corpus_path(name), "r");
	struct stat about;

	if (!stream || fstat(fileno(stream), &about) < 0) {
		perror(corpus_path(name));
		exit(1);
	}

	char *bytes = calloc(1, (size_t)about.st_size + 1);
	*length = bytes ? fread(bytes, 1, (size_t)about.st_size, stream) : 0;
	if (*length != (size_t)about.st_size) {
		perror(corpus_path(name));
		exit(1);
	}
	return bytes;
}
