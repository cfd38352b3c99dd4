// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The files in which proofs are kept.
 */
#include "proof.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "bytes.h"
#include "kernels.h"
#include "results/cleanup.h"

struct proof_key proof_key_now(const char *qemu_version)
{
	struct proof_key key = { .qemu_version = qemu_version };
	_cleanup_fclose_ FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");

	if (!file || !fgets(key.boot_id, sizeof(key.boot_id), file))
		key.boot_id[0] = '\0';
	key.boot_id[strcspn(key.boot_id, "\n")] = '\0';
	return key;
}

int proof_path(const char *image, char *path)
{
	_cleanup_bytes_ struct bytes kernel = { 0 };
	char file[64];
	int error = bytes_read(image, &kernel);

	if (error)
		return error;
	snprintf(file, sizeof(file), "%08lx-%zu.json",
		 crc32_z(0, (const unsigned char *)kernel.data, kernel.size),
		 kernel.size);
	return kernel_cache_path("kvm", file, path);
}

static bool is_text(const json_t *record, const char *field, const char *text)
{
	const char *value = json_string_value(json_object_get(record, field));

	return value && *value && !strcmp(value, text);
}

int proof_read(const char *path, const struct proof_key *key, struct proof *proof)
{
	_cleanup_json_ json_t *record = json_load_file(path, 0, NULL);
	const json_t *works = json_object_get(record, "works");
	const char *reason = json_string_value(json_object_get(record, "reason"));

	*proof = (struct proof){ .works = json_is_true(works) };
	if (!is_text(record, "boot_id", key->boot_id) ||
	    !is_text(record, "qemu_version", key->qemu_version) ||
	    !json_is_boolean(works) || !reason)
		return -ENOENT;
	snprintf(proof->reason, sizeof(proof->reason), "%s", reason);
	return 0;
}

/* The cache may be as new as the answer. */
static void make_directories(const char *path)
{
	char directory[PATH_MAX];

	for (const char *slash = strchr(path + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		snprintf(directory, sizeof(directory), "%.*s", (int)(slash - path), path);
		mkdir(directory, 0777);
	}
}

int proof_write(const char *path, const struct proof_key *key, const struct proof *proof)
{
	_cleanup_json_ json_t *record = json_pack(
		"{s:s, s:s, s:b, s:s}", "boot_id", key->boot_id, "qemu_version",
		key->qemu_version, "works", proof->works, "reason", proof->reason);
	char made[PATH_MAX];

	if (!record)
		return -EILSEQ;
	if (snprintf(made, sizeof(made), "%s.%d", path, (int)getpid()) >= PATH_MAX)
		return -ENAMETOOLONG;
	make_directories(path);
	errno = 0;
	if (json_dump_file(record, made, JSON_INDENT(1)) || rename(made, path)) {
		int error = errno ? -errno : -EIO;
		unlink(made);
		return error;
	}
	return 0;
}
