// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Stands between the driver and the C library: the linker's --wrap leads each call of the
 * table in meson.build, of the driver, libresults, jansson and zlib, through here. What
 * allocates is put in the library's place itself, so that its own allocations count too;
 * a sanitizer does the same already: there they do not.
 */
#include <dirent.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <mntent.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "bench/device.h"
#include "failing_calls.h"

static struct failing_calls *calls;

/* The module: what the fake one calls is not the driver's. */
static const struct device_io *module;
static bool is_in_module;

__attribute__((constructor)) static void map_calls(void)
{
	const char *path = getenv("FAILING_CALLS");
	int fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
	void *shared;

	if (fd < 0)
		return;
	shared = mmap(NULL, sizeof(*calls), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (shared != MAP_FAILED)
		calls = shared;
}

#define STACK_DEPTH 24
#define STACKS (1 << 15)

/* Counts the call's stack. */
static unsigned int calls_from_here(void)
{
	static struct {
		uint64_t hash;
		unsigned int count;
	} stacks[STACKS];
	void *stack[STACK_DEPTH];
	int depth = backtrace(stack, STACK_DEPTH);
	uint64_t hash = 1;

	for (int i = 0; i < depth; i++)
		hash = (hash ^ (uintptr_t)stack[i]) * 0x9e3779b97f4a7c15;
	size_t slot = hash >> 49;

	while (stacks[slot].count && stacks[slot].hash != hash)
		slot = (slot + 1) % STACKS;
	stacks[slot].hash = hash;
	return ++stacks[slot].count;
}

/* What backtrace() allocates is not the driver's. */
static void note_stack(void)
{
	static bool is_here;

	if (is_here || calls->count >= MOST_CALLS)
		return;
	is_here = true;
	unsigned int count = calls_from_here();
	calls->is_apart[calls->count] = !(count & (count - 1));
	is_here = false;
}

/* Is it this one's turn? Sets errno. */
static bool fails(const char *kind)
{
	bool is_due;

	if (!calls || is_in_module || strcmp(calls->kind, kind) != 0)
		return false;
	calls->count++;
	if (!calls->number)
		note_stack();
	is_due = calls->number && (calls->is_for_good ? calls->count >= calls->number
						      : calls->count == calls->number);
	if (is_due) {
		calls->failures++;
		errno = calls->error;
	}
	return is_due;
}

/* A call with the arguments PARAMETERS, which fails by returning FAILURE. */
#define WRAP(type, name, kind, failure, parameters, arguments)            \
	type __real_##name parameters;                                    \
	type __wrap_##name parameters;                                    \
	type __wrap_##name parameters                                     \
	{                                                                 \
		return fails(kind) ? (failure) : __real_##name arguments; \
	}

/* Where the calls of files have two names, one for large files, both are taken. */
#define WRAP_BOTH(type, name, kind, failure, parameters, arguments) \
	WRAP(type, name, kind, failure, parameters, arguments)      \
	WRAP(type, name##64, kind, failure, parameters, arguments)

#define WRAP_OPEN(name)                                                       \
	int __real_##name(const char *path, int flags, mode_t mode);          \
	int __wrap_##name(const char *path, int flags, ...);                  \
	int __wrap_##name(const char *path, int flags, ...)                   \
	{                                                                     \
		va_list rest;                                                 \
		mode_t mode;                                                  \
                                                                              \
		va_start(rest, flags);                                        \
		mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;            \
		va_end(rest);                                                 \
		return fails("open") ? -1 : __real_##name(path, flags, mode); \
	}

WRAP_OPEN(open)
WRAP_OPEN(open64)
WRAP_BOTH(FILE *, fopen, "open", NULL, (const char *path, const char *mode), (path, mode))
WRAP(FILE *, setmntent, "open", NULL, (const char *path, const char *mode), (path, mode))
WRAP(DIR *, opendir, "open", NULL, (const char *path), (path))
WRAP(FILE *, fdopen, "fdopen", NULL, (int fd, const char *mode), (fd, mode))
WRAP(ssize_t, read, "read", -1, (int fd, void *data, size_t length), (fd, data, length))
WRAP(int, close, "close", (__real_close(fd), -1), (int fd), (fd))
WRAP(int, fclose, "close", (__real_fclose(stream), EOF), (FILE * stream), (stream))
WRAP(int, fsync, "fsync", -1, (int fd), (fd))
WRAP(int, fdatasync, "fsync", -1, (int fd), (fd))
WRAP(int, rename, "rename", -1, (const char *from, const char *to), (from, to))
WRAP(int, flock, "flock", -1, (int fd, int operation), (fd, operation))
WRAP_BOTH(int, ftruncate, "truncate", -1, (int fd, off_t length), (fd, length))
WRAP_BOTH(off_t, lseek, "seek", -1, (int fd, off_t to, int from), (fd, to, from))
WRAP_BOTH(int, stat, "stat", -1, (const char *path, struct stat *status), (path, status))
WRAP_BOTH(int, fstat, "stat", -1, (int fd, struct stat *status), (fd, status))

ssize_t __real_write(int fd, const void *data, size_t length);
ssize_t __wrap_write(int fd, const void *data, size_t length);
ssize_t __wrap_write(int fd, const void *data, size_t length)
{
	if (!fails("write"))
		return __real_write(fd, data, length);
	return errno || length < 2 ? -1 : __real_write(fd, data, length / 2);
}

/* Nothing is measured here: there is nothing to wait for. */
int __wrap_nanosleep(const struct timespec *time, struct timespec *rest);
int __wrap_nanosleep(const struct timespec *time, struct timespec *rest)
{
	return 0;
}

#ifdef __SANITIZE_ADDRESS__
#define ALLOCATION(name) __wrap_##name
#define LIBRARY(name) __real_##name
#else
#define ALLOCATION(name) name
#define LIBRARY(name) __libc_##name
#endif

#define WRAP_ALLOCATION(name, parameters, arguments)                     \
	void *LIBRARY(name) parameters;                                  \
	void *ALLOCATION(name) parameters;                               \
	void *ALLOCATION(name) parameters                                \
	{                                                                \
		return fails("malloc") ? NULL : LIBRARY(name) arguments; \
	}

WRAP_ALLOCATION(malloc, (size_t size), (size))
WRAP_ALLOCATION(calloc, (size_t count, size_t size), (count, size))
WRAP_ALLOCATION(realloc, (void *block, size_t size), (block, size))

static int module_open(const char *path)
{
	is_in_module = true;
	int fd = module->open(path);
	is_in_module = false;
	return fd;
}

static ssize_t module_read(int fd, void *data, size_t length)
{
	is_in_module = true;
	ssize_t count = module->read(fd, data, length);
	is_in_module = false;
	return count;
}

static ssize_t module_write(int fd, const void *data, size_t length)
{
	is_in_module = true;
	ssize_t count = module->write(fd, data, length);
	is_in_module = false;
	return count;
}

static int module_close(int fd)
{
	is_in_module = true;
	int status = module->close(fd);
	is_in_module = false;
	return status;
}

static int module_lock(const char *path)
{
	return module->lock(path);
}

static const struct device_io module_io = {
	.open = module_open,
	.read = module_read,
	.write = module_write,
	.close = module_close,
	.lock = module_lock,
};

/* The fake one has taken the place of the real one before: see its constructor. */
__attribute__((constructor)) static void stand_before_module(void)
{
	module = device_io;
	device_io = &module_io;
}
