// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The table of calls, and what each may give.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "guest.h"
#include "guest_bytes.h"
#include "guest_fuzz.h"
#include "guest_fuzz_calls.h"

#define TEXT_BYTES 65536

static int result_of(long done)
{
	return done < 0 ? -errno : 0;
}

static int call_pread(uint64_t *state, int run)
{
	char bytes[64];

	return result_of(pread(run, bytes, fuzz_below(state, sizeof(bytes)),
			       (off_t)fuzz_below(state, 4096)));
}

static int call_pwrite(uint64_t *state, int run)
{
	struct fuzz_input input = fuzz_make(state);

	return result_of(pwrite(run, input.bytes, input.length, (off_t)fuzz_below(state, 4096)));
}

static int call_lseek(uint64_t *state, int run)
{
	return result_of(lseek(run, (off_t)fuzz_below(state, 4096) - 2048,
			       (int)fuzz_below(state, 5)));
}

static int call_readv(uint64_t *state, int run)
{
	char bytes[256];
	struct iovec parts[4];

	for (int i = 0; i < 4; i++)
		parts[i] = (struct iovec){ bytes + 64 * i, fuzz_below(state, 64) };
	return result_of(readv(run, parts, (int)fuzz_below(state, 5)));
}

/* Each part is a write of its own, and too short. */
static int call_writev(uint64_t *state, int run)
{
	struct fuzz_input input = fuzz_make(state);
	size_t first = fuzz_below(state, sizeof(input.request));
	struct iovec parts[2] = { { input.bytes, first },
				  { input.bytes + first, sizeof(input.request) - first } };

	return result_of(writev(run, parts, 2));
}

/* The second half of what is asked for cannot be written to, or all. */
static int call_read_fault(uint64_t *state, int run)
{
	static char *pages;
	size_t in_reach = fuzz_below(state, 64);

	if (!pages) {
		pages = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		mprotect(pages + 4096, 4096, PROT_NONE);
	}
	return result_of(read(run, pages + 4096 - in_reach, in_reach + 64));
}

static int call_write_fault(uint64_t *state, int run)
{
	return result_of(write(run, (void *)fuzz_below(state, 4096),
			       sizeof(struct allocbench_request)));
}

static int call_read_nothing(uint64_t *state, int run)
{
	(void)state;
	return result_of(read(run, NULL, 0));
}

static int call_poll(uint64_t *state, int run)
{
	struct pollfd file = { .fd = run, .events = (short)fuzz_below(state, 64) };

	return result_of(poll(&file, 1, 0));
}

static int call_select(uint64_t *state, int run)
{
	struct timeval none = { 0 };
	fd_set files;

	(void)state;
	FD_ZERO(&files);
	FD_SET(run, &files);
	return result_of(select(run + 1, &files, NULL, NULL, &none));
}

static int call_epoll(uint64_t *state, int run)
{
	struct epoll_event event = { .events = (uint32_t)fuzz_below(state, 64) };
	int epoll = epoll_create1(EPOLL_CLOEXEC);
	int result = result_of(epoll_ctl(epoll, EPOLL_CTL_ADD, run, &event));

	close(epoll);
	return result;
}

static int call_mmap(uint64_t *state, int run)
{
	void *memory = mmap(NULL, 4096, PROT_READ | (int)fuzz_below(state, 4),
			    fuzz_below(state, 2) ? MAP_SHARED : MAP_PRIVATE, run, 0);

	return memory == MAP_FAILED ? -errno : munmap(memory, 4096);
}

static int call_ioctl(uint64_t *state, int run)
{
	char bytes[256] = { 0 };

	return result_of(ioctl(run, fuzz_below(state, 1u << 31) << 1, bytes));
}

static int with_pipe(uint64_t *state, int run, int (*call)(uint64_t *, int, const int *))
{
	int ends[2], result;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK))
		return -errno;
	result = call(state, run, ends);
	close(ends[0]);
	close(ends[1]);
	return result;
}

static int splice_out(uint64_t *state, int run, const int *ends)
{
	return result_of(splice(run, NULL, ends[1], NULL, fuzz_below(state, 4096),
				SPLICE_F_NONBLOCK));
}

static int splice_in(uint64_t *state, int run, const int *ends)
{
	struct fuzz_input input = fuzz_make(state);

	if (write(ends[1], input.bytes, input.length) < 0)
		return -errno;
	return result_of(splice(ends[0], NULL, run, NULL, input.length, SPLICE_F_NONBLOCK));
}

static int send_out(uint64_t *state, int run, const int *ends)
{
	return result_of(sendfile(ends[1], run, NULL, fuzz_below(state, 4096)));
}

static int call_splice_out(uint64_t *state, int run)
{
	return with_pipe(state, run, splice_out);
}

static int call_splice_in(uint64_t *state, int run)
{
	return with_pipe(state, run, splice_in);
}

static int call_sendfile(uint64_t *state, int run)
{
	return with_pipe(state, run, send_out);
}

static int call_dup(uint64_t *state, int run)
{
	struct fuzz_input input = fuzz_make(state);
	int other = dup(run);
	int result = result_of(write(other, input.bytes, input.length));

	close(other);
	return result;
}

static int call_fork(uint64_t *state, int run)
{
	struct fuzz_input input = fuzz_make(state);
	int status = 0;
	pid_t child;

	if (fuzz_below(state, 8))
		return 0;
	child = fork();
	if (!child) {
		for (int i = 0; i < 3; i++) {
			if (write(run, input.bytes, input.length) > 0)
				(void)!read(run, input.bytes, 33);
		}
		_exit(0);
	}
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	return status ? -ECHILD : 0;
}

static int call_open(uint64_t *state, int run)
{
	static const int flags[] = { O_RDONLY, O_WRONLY, O_RDWR | O_APPEND, O_RDWR | O_NONBLOCK,
				     O_RDWR | O_TRUNC, O_RDWR | O_CREAT, O_PATH, O_RDWR | O_DIRECT };
	int other = open(ALLOCBENCH_DIRECTORY "run", O_CLOEXEC | flags[fuzz_below(state, 8)], 0600);
	struct fuzz_input input = fuzz_make(state);
	int result = other < 0 ? -errno : 0;

	(void)run;
	if (other < 0)
		return result;
	(void)!write(other, input.bytes, input.length);
	(void)!read(other, input.bytes, fuzz_below(state, FUZZ_BYTES));
	close(other);
	return result;
}

#define MAY(number) (1ull << (number))
#define MAY_SUCCEED MAY(0)
#define MAY_BE_READ (MAY_SUCCEED | MAY(ENODATA) | MAY(EINTR) | MAY(EFAULT))
#define ERRNOS 128

/*
 * What each may give, of errnos below 64: ENODATA is 61. All that may be written is the affair
 * of what writes it: of those any errno will do.
 */
static const struct call {
	const char *name;
	int (*make)(uint64_t *state, int run);
	uint64_t may;
} calls[] = {
	{ "pread",        call_pread,        MAY(ESPIPE) },
	{ "pwrite",       call_pwrite,       MAY(ESPIPE) },
	{ "lseek",        call_lseek,        MAY(ESPIPE) | MAY(EINVAL) },
	{ "readv",        call_readv,        MAY_BE_READ },
	{ "writev",       call_writev,       ~0ull },
	{ "read fault",   call_read_fault,   MAY_BE_READ },
	{ "write fault",  call_write_fault,  MAY(EFAULT) | MAY(EINTR) },
	{ "read nothing", call_read_nothing, MAY_BE_READ },
	{ "poll",         call_poll,         MAY_SUCCEED | MAY(EINTR) },
	{ "select",       call_select,       MAY_SUCCEED | MAY(EINTR) },
	{ "epoll",        call_epoll,        MAY(EPERM) },
	{ "mmap",         call_mmap,         MAY(ENODEV) },
	{ "ioctl",        call_ioctl,        MAY(ENOTTY) | MAY_SUCCEED },
	{ "splice out",   call_splice_out,   ~0ull },
	{ "splice in",    call_splice_in,    ~0ull },
	{ "sendfile",     call_sendfile,     ~0ull },
	{ "dup",          call_dup,          ~0ull },
	{ "fork",         call_fork,         MAY_SUCCEED },
	{ "open",         call_open,         MAY_SUCCEED | MAY(EINVAL) },
};

#define CALL_COUNT (sizeof(calls) / sizeof(calls[0]))

static atomic_ulong gave[CALL_COUNT][ERRNOS];

void fuzz_call(uint64_t *state, int run)
{
	uint64_t i = fuzz_below(state, CALL_COUNT);
	int result = -calls[i].make(state, run);

	gave[i][result >= 0 && result < ERRNOS ? result : ERRNOS - 1]++;
}

bool fuzz_text(uint64_t *state)
{
	const char *path = fuzz_below(state, 2) ? ALLOCBENCH_DIRECTORY "info"
						: ALLOCBENCH_DIRECTORY "allocators";
	int file = open(path, O_RDONLY | O_CLOEXEC);
	char *text = calloc(1, TEXT_BYTES);
	size_t piece = 1 + fuzz_below(state, 5000), done = 0;
	const char *where = "";
	ssize_t part = 1;
	bool clean;

	lseek(file, (off_t)fuzz_below(state, 3000), SEEK_SET);
	while (part > 0 && done + piece < TEXT_BYTES) {
		part = read(file, text + done, piece);
		done += part > 0 ? (size_t)part : 0;
	}
	close(file);
	clean = !text_has_pointer(text, &where);
	if (!clean)
		printf("# %s: a pointer: %.40s\n", path, where);
	free(text);
	return clean;
}

void fuzz_calls_print(void)
{
	for (size_t i = 0; i < CALL_COUNT; i++) {
		printf("# calls: %s:", calls[i].name);
		for (int error = 0; error < ERRNOS; error++) {
			if (gave[i][error])
				printf(" %s: %lu;", error ? strerror(error) : "well",
				       gave[i][error]);
		}
		putchar('\n');
	}
}

bool fuzz_calls_are_right(void)
{
	bool right = true;

	for (size_t i = 0; i < CALL_COUNT; i++) {
		for (int error = 0; error < ERRNOS; error++) {
			bool may = calls[i].may == ~0ull || (error < 64 && calls[i].may & MAY(error));

			if (!gave[i][error] || may)
				continue;
			printf("# %s gave %s\n", calls[i].name, strerror(error));
			right = false;
		}
	}
	return right;
}
