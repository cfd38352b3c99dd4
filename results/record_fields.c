// SPDX-License-Identifier: GPL-2.0-or-later
/* The tables of records and their fields. The only file that lists them. */
#include "results/record_fields.h"

#include <string.h>

#include "results/record_agree.h"

#define END { NULL, FIELD_STRING, PRESENT, NULL }

static const struct field module_fields[] = {
	{ "version", FIELD_STRING, PRESENT, NULL },
	{ "build",   FIELD_STRING, PRESENT, NULL },
	END
};

static const struct field header_fields[] = {
	{ "schema",  FIELD_STRING,  PRESENT,  NULL },
	{ "tool",    FIELD_STRING,  PRESENT,  NULL },
	{ "module",  FIELD_OBJECT,  REASONED, module_fields },
	{ "run_id",  FIELD_STRING,  REASONED, NULL },
	{ "started", FIELD_STRING,  REASONED, NULL },
	{ "command", FIELD_STRING,  PRESENT,  NULL },
	{ "argv",    FIELD_STRINGS, PRESENT,  NULL },
	{ "seed",    FIELD_INTEGER, PRESENT,  NULL },
	END
};

static const struct field clock_fields[] = {
	{ "kind",          FIELD_STRING,  PRESENT, NULL },
	{ "tsc_khz",       FIELD_INTEGER, FACT,    NULL },
	{ "constant_tsc",  FIELD_BOOLEAN, FACT,    NULL },
	{ "nonstop_tsc",   FIELD_BOOLEAN, FACT,    NULL },
	{ "tsc_stable",    FIELD_BOOLEAN, FACT,    NULL },
	{ "smallest_step", FIELD_INTEGER, FACT,    NULL },
	{ "ticks_per_add", FIELD_NUMBER,  FACT,    NULL },
	END
};

static const struct field kernel_fields[] = {
	{ "release",      FIELD_STRING,  FACT, NULL },
	{ "version",      FIELD_STRING,  FACT, NULL },
	{ "arch",         FIELD_STRING,  FACT, NULL },
	{ "command_line", FIELD_STRING,  FACT, NULL },
	{ "taint",        FIELD_INTEGER, FACT, NULL },
	{ "config",       FIELD_OBJECT,  FACT, NULL },
	END
};

static const struct field cpu_fields[] = {
	{ "model",       FIELD_STRING,  FACT, NULL },
	{ "vendor",      FIELD_STRING,  FACT, NULL },
	{ "microcode",   FIELD_SCALAR,  FACT, NULL },
	{ "flags",       FIELD_STRING,  FACT, NULL },
	{ "online",      FIELD_SCALAR,  FACT, NULL },
	{ "pinned",      FIELD_INTEGER, FACT, NULL },
	{ "governor",    FIELD_STRING,  FACT, NULL },
	{ "turbo",       FIELD_SCALAR,  FACT, NULL },
	{ "idle_driver", FIELD_STRING,  FACT, NULL },
	{ "smt",         FIELD_SCALAR,  FACT, NULL },
	{ "isolated",    FIELD_SCALAR,  FACT, NULL },
	{ "mitigations", FIELD_OBJECT,  FACT, NULL },
	END
};

static const struct field hypervisor_fields[] = {
	{ "name",        FIELD_STRING,  FACT, NULL },
	{ "steal_ticks", FIELD_INTEGER, FACT, NULL },
	END
};

static const struct field memory_fields[] = {
	{ "total_bytes",          FIELD_INTEGER, FACT, NULL },
	{ "available_bytes",      FIELD_INTEGER, FACT, NULL },
	{ "budget_bytes",         FIELD_INTEGER, FACT, NULL },
	{ "page_size",            FIELD_INTEGER, FACT, NULL },
	{ "numa_nodes",           FIELD_INTEGER, FACT, NULL },
	{ "transparent_hugepage", FIELD_STRING,  FACT, NULL },
	END
};

static const struct field allocator_facts[] = {
	{ "kmalloc_max_size",       FIELD_INTEGER, FACT, NULL },
	{ "largest_order",          FIELD_INTEGER, FACT, NULL },
	{ "vmalloc_bytes",          FIELD_INTEGER, FACT, NULL },
	{ "init_on_alloc",          FIELD_SCALAR,  FACT, NULL },
	{ "init_on_free",           FIELD_SCALAR,  FACT, NULL },
	{ "slub_debug",             FIELD_SCALAR,  FACT, NULL },
	{ "kfence_sample_interval", FIELD_INTEGER, FACT, NULL },
	END
};

static const struct field vm_fields[] = {
	{ "qemu_version", FIELD_STRING,  FACT, NULL },
	{ "machine",      FIELD_STRING,  FACT, NULL },
	{ "cpu",          FIELD_STRING,  FACT, NULL },
	{ "memory_mib",   FIELD_INTEGER, FACT, NULL },
	{ "append",       FIELD_STRING,  FACT, NULL },
	{ "perturb",      FIELD_INTEGER, FACT, NULL },
	{ "cpu_count",    FIELD_INTEGER, FACT, NULL },
	{ "host_release", FIELD_STRING,  FACT, NULL },
	{ "host_cpu",     FIELD_STRING,  FACT, NULL },
	{ "kernel_name",  FIELD_STRING,  FACT, NULL },
	END
};

static const struct field environment_fields[] = {
	{ "clock",      FIELD_OBJECT,  REASONED, clock_fields },
	{ "kernel",     FIELD_OBJECT,  REASONED, kernel_fields },
	{ "cpu",        FIELD_OBJECT,  REASONED, cpu_fields },
	{ "hypervisor", FIELD_OBJECT,  REASONED, hypervisor_fields },
	{ "memory",     FIELD_OBJECT,  REASONED, memory_fields },
	{ "allocator",  FIELD_OBJECT,  REASONED, allocator_facts },
	{ "vm",         FIELD_OBJECT,  REASONED, vm_fields },
	{ "boot_seed",  FIELD_INTEGER, REASONED, NULL },
	END
};

static const struct field calibration_fields[] = {
	{ "allocator", FIELD_STRING,    PRESENT, NULL },
	{ "size",      FIELD_INTEGER,   PRESENT, NULL },
	{ "pattern",   FIELD_NAME,      PRESENT, NULL },
	{ "context",   FIELD_NAME,      PRESENT, NULL },
	{ "set_size",  FIELD_INTEGER,   PRESENT, NULL },
	{ "cpus",      FIELD_STRING,    PRESENT, NULL },
	{ "samples",   FIELD_INTEGER,   PRESENT, NULL },
	{ "alloc",     FIELD_HISTOGRAM, PRESENT, NULL },
	{ "free",      FIELD_HISTOGRAM, PRESENT, NULL },
	{ "marked",    FIELD_MARKED,    PRESENT, NULL },
	{ "path",      FIELD_COUNTERS,  PRESENT, NULL },
	{ "hardware",  FIELD_COUNTERS,  PRESENT, NULL },
	END
};

static const struct field thread_fields[] = {
	{ "cpu",      FIELD_INTEGER,   PRESENT, NULL },
	{ "samples",  FIELD_INTEGER,   PRESENT, NULL },
	{ "failures", FIELD_INTEGER,   PRESENT, NULL },
	{ "alloc",    FIELD_HISTOGRAM, PRESENT, NULL },
	{ "free",     FIELD_HISTOGRAM, PRESENT, NULL },
	END
};

static const struct field part_fields[] = {
	{ "alloc", FIELD_NUMBER, PRESENT, NULL },
	{ "free",  FIELD_NUMBER, PRESENT, NULL },
	{ "touch", FIELD_NUMBER, ADDED,   NULL },
	END
};

static const struct field cell_fields[] = {
	{ "allocator",   FIELD_STRING,    PRESENT,  NULL },
	{ "size",        FIELD_INTEGER,   PRESENT,  NULL },
	{ "gfp",         FIELD_STRING,    PRESENT,  NULL },
	{ "pattern",     FIELD_NAME,      PRESENT,  NULL },
	{ "context",     FIELD_NAME,      PRESENT,  NULL },
	{ "set_size",    FIELD_INTEGER,   PRESENT,  NULL },
	{ "bulk_count",  FIELD_INTEGER,   PRESENT,  NULL },
	{ "cpus",        FIELD_STRING,    PRESENT,  NULL },
	{ "node",        FIELD_INTEGER,   REASONED, NULL },
	{ "seed",        FIELD_INTEGER,   PRESENT,  NULL },
	{ "cpu",         FIELD_INTEGER,   PRESENT,  NULL },
	{ "boot",        FIELD_POSITIVE,  PRESENT,  NULL },
	{ "warmup",      FIELD_INTEGER,   PRESENT,  NULL },
	{ "samples",     FIELD_INTEGER,   PRESENT,  NULL },
	{ "alloc",       FIELD_HISTOGRAM, PRESENT,  NULL },
	{ "free",        FIELD_HISTOGRAM, PRESENT,  NULL },
	{ "touch",       FIELD_HISTOGRAM, PRESENT,  NULL },
	{ "threads",     FIELD_OBJECTS,   PRESENT,  thread_fields },
	{ "start_skew",  FIELD_INTEGER,   PRESENT,  NULL },
	{ "marked",      FIELD_MARKED,    PRESENT,  NULL },
	{ "failures",    FIELD_INTEGER,   PRESENT,  NULL },
	{ "failed",      FIELD_HISTOGRAM, ADDED,    NULL },
	{ "usable_size", FIELD_INTEGER,   REASONED, NULL },
	{ "unreal",      FIELD_STRING,    ADDED,    NULL },
	{ "trace",       FIELD_TRACE,     PRESENT,  NULL },
	{ "eighths",     FIELD_EIGHTHS,   PRESENT,  NULL },
	{ "parts",       FIELD_OBJECTS,   ADDED,    part_fields },
	{ "elapsed",     FIELD_INTEGER,   PRESENT,  NULL },
	{ "smi_count",   FIELD_INTEGER,   REASONED, NULL },
	{ "path",        FIELD_COUNTERS,  PRESENT,  NULL },
	{ "hardware",    FIELD_COUNTERS,  PRESENT,  NULL },
	{ "stop",        FIELD_STRING,    PRESENT,  NULL },
	END
};

static const struct field max_fields[] = {
	{ "allocator",  FIELD_STRING,  PRESENT, NULL },
	{ "gfp",        FIELD_STRING,  PRESENT, NULL },
	{ "doubling",   FIELD_INTEGER, PRESENT, NULL },
	{ "exact",      FIELD_INTEGER, PRESENT, NULL },
	{ "resolution", FIELD_INTEGER, PRESENT, NULL },
	{ "limit",      FIELD_STRING,  PRESENT, NULL },
	{ "probes",     FIELD_INTEGER, PRESENT, NULL },
	END
};

static const struct field check_fields[] = {
	{ "name",   FIELD_STRING,  PRESENT, NULL },
	{ "passed", FIELD_BOOLEAN, PRESENT, NULL },
	{ "detail", FIELD_STRING,  PRESENT, NULL },
	END
};

static const struct field allocator_fields[] = {
	{ "name",       FIELD_STRING,  PRESENT, NULL },
	{ "size_means", FIELD_STRING,  PRESENT, NULL },
	{ "smallest",   FIELD_INTEGER, PRESENT, NULL },
	{ "largest",    FIELD_INTEGER, PRESENT, NULL },
	{ "probe",      FIELD_BOOLEAN, PRESENT, NULL },
	{ "bulk",       FIELD_BOOLEAN, PRESENT, NULL },
	{ "node",       FIELD_BOOLEAN, PRESENT, NULL },
	{ "flags",      FIELD_STRINGS, PRESENT, NULL },
	{ "contexts",   FIELD_STRINGS, PRESENT, NULL },
	{ "patterns",   FIELD_STRINGS, PRESENT, NULL },
	{ "absent",     FIELD_NAME,    OR_NULL, NULL },
	END
};

static const struct field footer_fields[] = {
	{ "complete",   FIELD_BOOLEAN, PRESENT,  NULL },
	{ "cells",      FIELD_INTEGER, PRESENT,  NULL },
	{ "maxima",     FIELD_INTEGER, PRESENT,  NULL },
	{ "kernel_log", FIELD_STRINGS, REASONED, NULL },
	{ "crc32",      FIELD_CRC32,   PRESENT,  NULL },
	{ "sent_crc32", FIELD_CRC32,   ADDED,    NULL },
	END
};

static const struct record_type types[] = {
	{ "header",      PLACE_HEADER,      header_fields,      NULL },
	{ "environment", PLACE_ENVIRONMENT, environment_fields, record_agree_clock },
	{ "calibration", PLACE_CALIBRATION, calibration_fields, record_agree_samples },
	{ "cell",        PLACE_BODY,        cell_fields,        record_agree_cell },
	{ "max",         PLACE_BODY,        max_fields,         record_agree_max },
	{ "check",       PLACE_BODY,        check_fields,       NULL },
	{ "allocator",   PLACE_BODY,        allocator_fields,   record_agree_allocator },
	{ "footer",      PLACE_FOOTER,      footer_fields,      NULL },
};

const struct record_type *record_type_of(const json_t *record)
{
	const char *name = json_string_value(json_object_get(record, "type"));

	for (size_t i = 0; name && i < sizeof(types) / sizeof(types[0]); i++)
		if (strcmp(types[i].name, name) == 0)
			return &types[i];
	return NULL;
}
