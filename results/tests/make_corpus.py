#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes corpus/: small results, good and bad, the same bytes each time.

make_corpus.py DIRECTORY
"""

import gzip
import json
import random
import sys
import zlib
from collections import Counter
from pathlib import Path

UNKNOWN_IN_GUEST = "filled in by allocvm"


def line(record):
    return json.dumps(record, separators=(",", ":")) + "\n"


def histogram(values):
    return [[value, count] for value, count in sorted(Counter(values).items())]


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


def eighths(pairs, marks):
    part = len(pairs) // 8
    medians = []
    for i in range(8):
        rows = [pairs[j] for j in range(i * part, (i + 1) * part) if j not in marks]
        medians.append([median([r[0] for r in rows]), median([r[1] for r in rows])]
                       if rows else None)
    return medians


def header():
    return {"type": "header", "schema": "allocbench/1.0", "tool": "0.1.0",
            "module": {"version": "0.1.0", "build": "release"},
            "run_id": None, "started": None, "command": "run",
            "argv": ["allocbench", "run", "--preset", "book"], "seed": 1,
            "unknown": {"run_id": UNKNOWN_IN_GUEST, "started": UNKNOWN_IN_GUEST}}


def environment():
    return {
        "type": "environment",
        "clock": {"kind": "icount", "tsc_khz": 1000000, "constant_tsc": False,
                  "nonstop_tsc": False, "smallest_step": 10, "ticks_per_add": 1.0},
        "kernel": {"release": "6.1.0-56-cloud-amd64",
                   "version": "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-1", "arch": "x86_64",
                   "command_line": "console=ttyS0 panic=-1 nokaslr init_on_alloc=0",
                   "taint": 12288, "config": None},
        "cpu": {"model": "QEMU Virtual CPU version 2.5+", "vendor": "AuthenticAMD",
                "microcode": None, "flags": "fpu de pse tsc msr", "online": "0",
                "pinned": 0, "governor": None, "smt": "notsupported",
                "mitigations": {"meltdown": "Not affected"}},
        "hypervisor": {"name": "TCGTCGTCGTCG", "steal_ticks": 0},
        "memory": {"total_bytes": 4123168768, "available_bytes": 4044619776,
                   "budget_bytes": 3791831040, "page_size": 4096, "numa_nodes": 1,
                   "transparent_hugepage": "madvise"},
        "allocator": {"kmalloc_max_size": 4194304, "largest_order": 10,
                      "vmalloc_bytes": 35184372087808, "init_on_alloc": False,
                      "init_on_free": False, "slub_debug": "",
                      "kfence_sample_interval": 0},
        "vm": None, "boot_seed": 42,
        "unknown": {"kernel.config": "no /proc/config.gz in this kernel",
                    "cpu.microcode": "not in /proc/cpuinfo of this CPU",
                    "cpu.governor": "no cpufreq in this kernel",
                    "vm": UNKNOWN_IN_GUEST}}


def counters(samples, pages_each, instructions_each):
    """What is read in a VM, whose CPU has no counter but one."""
    reasons = {"path.compact_stall": "not in this kernel",
               "hardware.cache-misses": "this CPU or hypervisor has no such counter"}
    return {"path": {"pgalloc_normal": samples * pages_each, "pgfree": samples * pages_each + 3,
                     "nr_free_pages": -17, "compact_stall": None},
            "hardware": {"instructions": 400 + samples * instructions_each,
                         "cache-misses": None}}, reasons


def calibration(allocator, size, pattern="pair", context="task", set_size=0, cpus=""):
    counted, reasons = counters(64, 0, 30 + size)
    return {"type": "calibration", "allocator": allocator, "size": size,
            "pattern": pattern, "context": context, "set_size": set_size, "cpus": cpus,
            "samples": 64, **counted, "unknown": reasons,
            "alloc": [[5 + size, 63]], "free": [[5 + size, 63]],
            "marked": [[2105 + size, 5 + size, "local_irq"]]}


def cell(allocator, size, cost, free_cost, usable_size, samples=48):
    dice = random.Random(f"{allocator} {size}")
    pairs = [[5 + cost + dice.choice((0, 0, 0, 0, 2, 35)), 5 + free_cost + dice.choice((0, 0, 7))]
             for _ in range(samples)]
    marks = {samples * 17 // 48: "local_irq", samples * 5 // 6: "irq|local_irq"}
    for i in marks:
        pairs[i][0] += 2100
    clean = [pair for i, pair in enumerate(pairs) if i not in marks]
    counted, reasons = counters(samples, -(-size // 4096), 30 + cost + free_cost)
    return {"type": "cell", "allocator": allocator, "size": size, "gfp": "GFP_KERNEL",
            "pattern": "pair", "context": "task", "set_size": 0, "bulk_count": 0,
            "cpus": "", "node": None, "seed": 0, "cpu": 0, "boot": 1, "warmup": 64,
            "samples": len(pairs),
            "failures": 0, "failed": [], "usable_size": usable_size,
            "elapsed": samples * 2 * (cost + free_cost),
            "smi_count": None, "stop": "count", **counted,
            "unknown": {**reasons, "smi_count": "no SMI counter on this CPU",
                        "node": "the CPU's own",
                        **({} if usable_size else {"usable_size": "the row cannot tell"})},
            "marked": [pairs[i] + [cause] for i, cause in marks.items()],
            "eighths": eighths(pairs, marks),
            "alloc": histogram([pair[0] for pair in clean]),
            "free": histogram([pair[1] for pair in clean]), "touch": [], "threads": [],
            "start_skew": 0, "trace": pairs}


def in_pattern(record, **fields):
    """A cell of another pattern, made of one of pairs."""
    unknown = {key: reason for key, reason in record["unknown"].items() if key not in fields}
    return {**record, **fields, "unknown": unknown}


def touch_cell():
    rows = [[1005, 405, 2005]] * 6 + [[3105, 405, 2005], [1007, 405, 2009]]
    return in_pattern(cell("vmalloc", 65536, 9004, 4122, None), pattern="touch", samples=8,
                      marked=[[3105, 405, "irq", 2005]], trace=rows,
                      alloc=[[1005, 6], [1007, 1]], free=[[405, 7]],
                      touch=[[2005, 6], [2009, 1]], eighths=eighths(rows, {6: "irq"}))


def crowd_cell():
    """Of several threads none is the one that was counted; its failure was disturbed."""
    record = cell("kmalloc", 64, 168, 101, 64)
    record["hardware"] = {"instructions": None, "cache-misses": None}
    record["unknown"]["hardware.instructions"] = "the calls are not of one thread"
    threads = [{"cpu": 0, "samples": 5, "failures": 1, "alloc": [[205, 2], [209, 1]],
                "free": [[105, 3]]},
               {"cpu": 1, "samples": 4, "failures": 0, "alloc": [[205, 1], [215, 3]],
                "free": [[105, 3], [115, 1]]}]
    return in_pattern(record, pattern="crowd", cpus="0-1", samples=9,
                      failures=1, marked=[[2205, 105, "switch"]], threads=threads,
                      alloc=[[205, 3], [209, 1], [215, 3]], free=[[105, 6], [115, 1]],
                      start_skew=1200, trace=[], eighths=[None] * 8)


def failed_cell():
    return in_pattern(cell("kmalloc", 4194304, 0, 0, 4194304), pattern="hold", set_size=64,
                      context="irq-off", node=1, seed=7, gfp="GFP_NOWAIT", samples=2,
                      failures=2, failed=[[905, 2]], marked=[], alloc=[], free=[],
                      trace=[[905, 0], [905, 0]], eighths=[None] * 8)


def bulk_cell():
    return in_pattern(cell("kmem_cache_alloc_bulk", 64, 1000, 800, 64, 8), pattern="batch-random",
                      set_size=32, bulk_count=16, seed=7)


def maximum(allocator, doubling, limit, probes, resolution=0):
    return {"type": "max", "allocator": allocator, "gfp": "GFP_KERNEL", "doubling": doubling,
            "exact": doubling + 200 * resolution, "resolution": resolution, "limit": limit,
            "probes": probes}


def body():
    yield calibration("none", 0)
    for adds in (0, 10, 100, 1000):
        yield calibration("ruler", adds)
    yield calibration("none", 0, "batch-random", "task", 32)
    yield calibration("none", 0, "hold", "irq-off", 64)
    yield calibration("none", 0, "touch")
    yield calibration("none", 0, "crowd", "task", 0, "0-1")
    yield cell("kmalloc", 64, 168, 101, 64)
    yield cell("kmalloc", 4096, 672, 241, 4096)
    yield cell("vmalloc", 4096, 2993, 1711, None)
    yield cell("vmalloc", 65536, 9004, 4122, None)
    yield bulk_cell()
    yield failed_cell()
    yield touch_cell()
    yield crowd_cell()
    yield {"type": "check", "name": "ruler", "passed": True, "detail": "exact"}
    yield {"type": "allocator", "name": "kmalloc", "size_means": "bytes", "smallest": 1,
           "largest": 4194304, "probe": True, "bulk": False, "node": False,
           "flags": ["GFP_KERNEL", "GFP_ATOMIC"],
           "contexts": ["task", "irq-off"],
           "patterns": ["pair", "batch-fifo"], "absent": None}
    yield {"type": "allocator", "name": "page_frag", "size_means": "bytes", "smallest": 0,
           "largest": 0, "probe": False, "bulk": False, "node": False, "flags": [],
           "contexts": [], "patterns": [], "absent": "this kernel has it from 6.14"}
    yield maximum("kmalloc", 4194304, "kmalloc_max_size", 12)
    yield maximum("vmalloc", 2147483648, "total_memory", 33, 4194304)


def sealed(text):
    """With its last field in place of the last bracket."""
    begun = text[:text.rindex("}")]
    return begun + f',"sent_crc32":"{zlib.crc32(begun.encode()):08x}"}}\n'


def footer(lines):
    count = Counter(json.loads(text)["type"] for text in lines)
    return {"type": "footer", "complete": True, "cells": count["cell"],
            "maxima": count["max"], "kernel_log": [],
            "crc32": f"{zlib.crc32(''.join(lines).encode()):08x}"}


def files():
    head = [line(header()), line(environment())]
    lines = [line(record) for record in body()]
    good = sealed("".join(head + lines + [line(footer(lines))])).encode()
    cells = good[:good.rindex(b'{"type":"max"')]
    packed = gzip.compress(good, mtime=0)
    garbage = bytes(random.Random(1).randrange(256) for _ in range(512))
    return {
        "good.jsonl": good,
        "good.jsonl.gz": packed,
        "no-footer.jsonl": cells,
        "header-only.jsonl": head[0].encode(),
        "truncated.jsonl": cells[:-100],
        "truncated.jsonl.gz": packed[:-200],
        "damaged.jsonl.gz": packed[:300] + bytes(byte ^ 0x5a for byte in packed[300:340])
        + packed[340:],
        "garbage.bin": garbage,
        "garbage-lines.jsonl": good[:len(head[0])] + b"\x1b]0;owned\x07 not JSON\n",
        "empty.jsonl": b"",
        "newline.jsonl": b"\n",
        "schema2.jsonl": good.replace(b"allocbench/1.0", b"allocbench/2.0"),
        "schema-later-minor.jsonl": good.replace(b"allocbench/1.0", b"allocbench/1.7"),
        "schema-other.jsonl": good.replace(b"allocbench/1.0", b"otherbench/1.0"),
        "two-results.jsonl": good + good,
        "no-header.jsonl": good[len(head[0]):],
        "changed.jsonl": good.replace(b"kmalloc_max_size\",\"probes\":12",
                                      b"kmalloc_max_size\",\"probes\":13"),
        "other.json": b'[{"name": "some other JSON"}]\n',
    }


def main():
    directory = Path(sys.argv[1])
    directory.mkdir(parents=True, exist_ok=True)
    for name, content in files().items():
        (directory / name).write_bytes(content)


if __name__ == "__main__":
    main()
