// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The only file that reads /dev/kmsg.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "fact.h"
#include "kernel_log.h"
#include "proc_file.h"

/* The longest record that the kernel gives, and a NUL. */
#define RECORD_LENGTH (8192 + 1)

/* So many lines say enough, and a storm of them must not fill the result. */
#define LINE_LIMIT 1000

struct kernel_log kernel_log_begin(void)
{
	struct kernel_log log = { .fd = open(proc_file_path("/dev/kmsg"),
					     O_RDONLY | O_NONBLOCK | O_CLOEXEC) };

	if (log.fd < 0 || lseek(log.fd, 0, SEEK_END) < 0)
		log.error = errno;
	return log;
}

char *kernel_log_message(char *record)
{
	char *message = strchr(record, ';');

	if (!message)
		return NULL;
	message++;
	message[strcspn(message, "\n")] = 0;
	return message;
}

/* Bytes, 0 at the end; what was overwritten meanwhile (EPIPE) is passed over. */
static ssize_t read_record(int fd, char *record)
{
	ssize_t length;

	do {
		length = read(fd, record, RECORD_LENGTH - 1);
	} while (length < 0 && (errno == EPIPE || errno == EINTR));
	if (length < 0)
		return 0;
	record[length] = 0;
	return length;
}

static json_t *read_lines(int fd)
{
	char record[RECORD_LENGTH];
	json_t *lines = json_array();

	while (lines && json_array_size(lines) < LINE_LIMIT &&
	       read_record(fd, record) > 0) {
		const char *message = kernel_log_message(record);

		if (message && json_array_append_new(lines, fact_text(message))) {
			json_decref(lines);
			return NULL;
		}
	}
	return lines;
}

int kernel_log_end(struct kernel_log *log, json_t *footer)
{
	char reason[FACT_REASON_LENGTH];
	int error;

	if (log->error) {
		snprintf(reason, sizeof(reason), "/dev/kmsg: %s", strerror(log->error));
		error = fact_unknown(footer, "kernel_log", reason);
	} else {
		error = fact_set(footer, "kernel_log", read_lines(log->fd));
	}
	if (log->fd >= 0)
		close(log->fd);
	*log = (struct kernel_log){ .fd = -1, .error = EBADF };
	return error;
}
