# SPDX-License-Identifier: GPL-2.0-or-later
"""Result files for the tests, after results/FORMAT.md, with figures as an icount VM gives."""

import json
import zlib

SIZES = (5, 1000, 4096, 65536, 262144, 262000)

# Medians of alloc and free, the clock's 5 included, in the order of SIZES.
COSTS = {
    "kmalloc": ((156, 156, 147, 1104, 1187, 1187), (101, 101, 98, 893, 941, 941)),
    "__get_free_pages": ((981, 981, 981, 1093, 1176, 1176), (612, 612, 612, 884, 932, 932)),
    "book_pages": ((1040, 1040, 1040, 1121, 1203, 1203), (640, 640, 640, 899, 950, 950)),
    "vmalloc": ((3003, 3003, 3003, 13370, 43911, 43911), (1874, 1874, 1874, 9120, 30418, 30418)),
}

MAXIMA = (
    ("kmalloc", 4194304, 4194304, 0, "kmalloc_max_size"),
    ("__get_free_pages", 4194304, 4194304, 0, "largest_order"),
    ("vmalloc", 2147483648, 4001366016, 15630336, "free_memory"),
)


def histogram(median, count, tail):
    """`count` values around a median: most are equal, as instructions are."""
    if not tail:
        return [[median, count]]
    return [[median, count - tail], [median + 7, tail - 1], [median + 310, 1]]


def header(**changes):
    record = {
        "type": "header", "schema": "allocbench/1.0", "tool": "0.1.0",
        "module": {"version": "0.1.0", "build": "release"},
        "run_id": "11b6f5a0-4ad1-4c1e-9d8e-3f1b3a6f2a10",
        "started": "2026-01-31T12:34:56Z", "command": "run",
        "argv": ["allocbench", "run", "--preset", "book"], "seed": 1,
    }
    record.update(changes)
    return record


def environment(clock="icount", **changes):
    record = {
        "type": "environment",
        "clock": {"kind": clock, "tsc_khz": 1000000, "constant_tsc": False,
                  "nonstop_tsc": False, "smallest_step": 10, "ticks_per_add": 1.0},
        "kernel": {"release": "6.1.0-56-cloud-amd64",
                   "version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-1", "arch": "x86_64",
                   "command_line": "console=ttyS0 init_on_alloc=0 init_on_free=0",
                   "taint": 0, "config": {}},
        "cpu": {"model": "QEMU Virtual CPU version 2.5+", "vendor": "AuthenticAMD",
                "microcode": None, "flags": "fpu sse2", "online": 1, "pinned": 0,
                "governor": None, "turbo": None, "idle_driver": None, "smt": None,
                "isolated": None, "mitigations": {}},
        "hypervisor": {"name": "TCGTCGTCGTCG", "steal_ticks": 0},
        "memory": {"total_bytes": 4121452544, "available_bytes": 4033171456,
                   "budget_bytes": 3781098240, "page_size": 4096, "numa_nodes": 1,
                   "transparent_hugepage": "always"},
        "allocator": {"kmalloc_max_size": 4194304, "largest_order": 10,
                      "vmalloc_bytes": 35184372088831, "init_on_alloc": 0, "init_on_free": 0,
                      "slub_debug": None, "kfence_sample_interval": 0},
        "vm": None,
        "boot_seed": 42,
        "unknown": {"cpu.microcode": "not in /proc/cpuinfo of this CPU",
                    "cpu.governor": "no cpufreq here", "cpu.turbo": "no cpufreq here",
                    "cpu.idle_driver": "no cpuidle here", "cpu.smt": "no SMT control here",
                    "cpu.isolated": "not in sysfs", "allocator.slub_debug": "not in sysfs",
                    "vm": "filled in by allocvm"},
    }
    for path, value in changes.items():
        theme, _, field = path.partition("__")
        if field:
            record[theme][field] = value
        else:
            record[theme] = value
    return record


def calibration(allocator="none", size=0, ticks=5, samples=2048, pattern="pair",
                context="task", set_size=0, cpus="", **changes):
    return {"type": "calibration", "allocator": allocator, "size": size, "pattern": pattern,
            "context": context, "set_size": set_size, "cpus": cpus,
            "samples": samples, "alloc": [[ticks, samples]], "free": [[ticks, samples]],
            "marked": [], "path": {}, "hardware": {}, **changes}


def cell(allocator, size, alloc, free, samples=1024, marked=(), failures=0, tail=12, **changes):
    good = samples - len(marked) - failures
    record = {
        "type": "cell", "allocator": allocator, "size": size, "gfp": "GFP_KERNEL",
        "pattern": "pair", "context": "task", "set_size": 0, "bulk_count": 0, "cpus": "",
        "node": None, "seed": 0, "cpu": 0, "boot": 1, "warmup": 64,
        "samples": samples,
        "alloc": histogram(alloc, good, tail) if good else [],
        "free": histogram(free, good, tail) if good else [],
        "touch": [], "threads": [], "start_skew": 0,
        "marked": [list(row) for row in marked], "failures": failures,
        "failed": [[305, failures]] if failures else [],
        "usable_size": None, "unknown": {"usable_size": "not told by this row",
                                         "node": "the CPU's own",
                                         "smi_count": "no MSR tells here"},
        "trace": [[alloc, free]] * 8, "eighths": [[alloc, free] if good else None] * 8,
        "elapsed": samples * (alloc + free + 80), "smi_count": None, "stop": "count",
        "path": {}, "hardware": {},
    }
    record.update(changes)
    return record


def taken(allocator, size, values, free, **changes):
    """A cell of an allocation histogram that is given."""
    count = sum(number for _, number in values)
    record = cell(allocator, size, 0, free, samples=count, tail=0, **changes)
    return {**record, "alloc": values}


def touch_cell(allocator, size, alloc, free, touch):
    record = cell(allocator, size, alloc, free, pattern="touch",
                  touch=histogram(touch, 1024, 12))
    record["trace"] = [row + [touch] for row in record["trace"]]
    return record


def merged(histograms):
    counts = {}
    for value, count in (row for rows in histograms for row in rows):
        counts[value] = counts.get(value, 0) + count
    return [list(row) for row in sorted(counts.items())]


def crowd_cell(allocator, size, threads, start_skew, cpus="0-1"):
    """Of threads [(cpu, alloc histogram, free histogram, failures), ...]."""
    rows = [{"cpu": cpu, "samples": sum(row[1] for row in alloc) + failures,
             "failures": failures, "alloc": alloc, "free": free}
            for cpu, alloc, free, failures in threads]
    record = cell(allocator, size, 0, 0, samples=sum(row["samples"] for row in rows),
                  failures=sum(row["failures"] for row in rows), pattern="crowd", cpus=cpus,
                  threads=rows, start_skew=start_skew, trace=[], eighths=[None] * 8)
    return {**record, "alloc": merged(row["alloc"] for row in rows),
            "free": merged(row["free"] for row in rows)}


def maximum(allocator, doubling, exact, resolution, limit):
    return {"type": "max", "allocator": allocator, "gfp": "GFP_KERNEL",
            "doubling": doubling, "exact": exact, "resolution": resolution,
            "limit": limit, "probes": 24}


def way_cells():
    """Cells of most patterns: a file as a wider plan gives."""
    batch = {"pattern": "batch-fifo", "set_size": 32, "seed": 7}
    return book_cells() + [
        cell("kmalloc", 4096, 160, 90, gfp="GFP_ATOMIC", context="irq-off"),
        # Every 20th sample refills: the median does not see it, the mean does.
        taken("kmalloc", 64, [[105, 950], [1105, 50]], 55, **batch),
        taken("kmalloc", 256, [[125, 950], [1205, 50]], 65, **batch),
        cell("kmem_cache_alloc_bulk", 64, 905, 705, bulk_count=16, **batch),
        touch_cell("vmalloc", 65536, 13370, 9120, 31005),
        touch_cell("kmalloc", 65536, 1104, 893, 4105),
        crowd_cell("kmalloc", 64, [(0, [[205, 1000]], [[105, 1000]], 0),
                                   (1, [[225, 900], [405, 98]], [[135, 998]], 2)], 5120),
        crowd_cell("vmalloc", 64, [(0, [[3005, 1000]], [[2105, 1000]], 0),
                                   (1, [], [], 1000)], 77),
        cell("alloc_pages_node", 4096, 990, 610, node=0),
    ]


def way_calibrations():
    return calibrations() + [
        calibration(ticks=5, context="irq-off"),
        calibration(ticks=6, pattern="batch-fifo", set_size=32),
        calibration(ticks=7, pattern="touch"),
        calibration(ticks=8, pattern="crowd", cpus="0-1"),
    ]


def book_cells(**changes):
    return [cell(name, size, alloc, free, **changes)
            for name, (allocs, frees) in COSTS.items()
            for size, alloc, free in zip(SIZES, allocs, frees)]


def book_maxima():
    return [maximum(*row) for row in MAXIMA]


def calibrations():
    return [calibration()] + [calibration("ruler", adds, 5 + adds)
                              for adds in (0, 10, 100, 1000)]


def result(cells=None, maxima=None, head=None, env=None, calibrated=None, complete=True,
           footer=True):
    """The text of a whole file."""
    cells = book_cells() if cells is None else cells
    maxima = book_maxima() if maxima is None else maxima
    first = [head or header(), env or environment()]
    body = (calibrations() if calibrated is None else calibrated) + cells + maxima
    lines = [json.dumps(record, separators=(",", ":")) + "\n" for record in first]
    counted = "".join(json.dumps(record, separators=(",", ":")) + "\n" for record in body)
    end = {"type": "footer", "complete": complete, "cells": len(cells),
           "maxima": len(maxima), "kernel_log": [],
           "crc32": "%08x" % zlib.crc32(counted.encode())}
    text = "".join(lines) + counted
    return text + json.dumps(end, separators=(",", ":")) + "\n" if footer else text


if __name__ == "__main__":
    print(result(), end="")
