# SPDX-License-Identifier: GPL-2.0-or-later
"""The results in results/measured: valid, whole, and of all rows that each kernel has."""

import glob
import gzip
import json
import os
import re

from allocstat import equal, has, main, run

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
MEASURED = os.path.join(ROOT, "results", "measured")
KERNELS = ("debian:bullseye", "debian:bookworm", "debian:bookworm/cloud",
           "debian:bookworm/rt", "debian:bookworm/686", "debian:trixie",
           "debian:trixie-backports", "debian:sid")
PATTERNS = ("pair", "batch-fifo")
BOOTS = 4
LIMIT = 10 << 20
# 64 calls of 16 objects of half a MiB each are more than the low memory of 32 bits.
FAILING = {"debian:bookworm/686": {"kmem_cache_alloc_bulk"}}


def dashed(kernel):
    return re.sub("[:/]", "-", kernel)


def path_of(kernel, boot):
    return os.path.join(MEASURED, f"{dashed(kernel)}-{boot}.jsonl.gz")


def records_of(kernel, boot):
    with gzip.open(path_of(kernel, boot), "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def of_type(records, kind):
    return [record for record in records if record["type"] == kind]


def matrix_of(kernel):
    """What the tests in the guest have run there: allocator and pattern, in a task."""
    with open(os.path.join(ROOT, "kmod", "MATRIX.md"), encoding="utf-8") as stream:
        sections = stream.read().split("\n## ")[1:]
    text = [section for section in sections
            if f"`{kernel}`" in section.splitlines()[0].split(", ")]
    equal(len(text), 1, kernel)
    lines = [[field.strip() for field in line.strip("|").split("|")]
             for line in text[0].splitlines() if line.startswith("|")]
    heading, rows = lines[0], [line for line in lines[2:] if len(line) == len(lines[0])]
    return {(row[0].strip("`"), pattern) for row in rows for pattern in PATTERNS
            if row[0] not in ("`none`", "`ruler`") and "t" in row[heading.index(pattern)]}


def all_files_are_there_and_no_other():
    equal(sorted(os.path.basename(path) for path in glob.glob(MEASURED + "/*.jsonl*")),
          sorted(os.path.basename(path_of(kernel, boot))
                 for kernel in KERNELS for boot in range(1, BOOTS + 1)))


def all_files_are_valid():
    paths = sorted(glob.glob(MEASURED + "/*.jsonl.gz"))
    code, out, err = run("validate", *paths)
    equal((code, err), (0, ""))
    equal(out.count(": ok, complete, "), len(paths))


def they_are_not_too_large():
    total = sum(os.path.getsize(path) for path in glob.glob(MEASURED + "/*.jsonl.gz"))
    assert total < LIMIT, total


def a_kernel_has_all_its_rows(kernel):
    records = records_of(kernel, 1)
    environment = records[1]
    cells = of_type(records, "cell")
    equal(environment["vm"]["kernel_name"], kernel)
    equal(environment["clock"]["kind"], "icount")
    equal(records[0]["module"]["build"], "release")
    equal({(cell["allocator"], cell["pattern"]) for cell in cells}, matrix_of(kernel), kernel)
    equal({cell["gfp"] for cell in cells}, {"GFP_KERNEL", ""}, kernel)
    failed = {cell["allocator"] for cell in cells if cell["failures"]}
    assert failed <= FAILING.get(kernel, set()), (kernel, failed)
    equal({record["allocator"] for record in of_type(records, "max")},
          {"kmalloc", "__get_free_pages", "vmalloc"})
    for pattern in PATTERNS:
        sizes = {cell["size"] for cell in cells
                 if (cell["allocator"], cell["pattern"]) == ("kmalloc", pattern)}
        largest = environment["allocator"]["kmalloc_max_size"]
        edges = {(4096 << order) + step for order in range(20) for step in (-1, 0, 1)}
        assert {edge for edge in edges if edge <= largest} <= sizes, (kernel, pattern)
        assert {8, 9, 96, 192, 193, 1000, 262000} <= sizes, (kernel, pattern)


def each_kernel_has_all_its_rows():
    for kernel in KERNELS:
        a_kernel_has_all_its_rows(kernel)


def further_boots_have_the_same_rows_and_another_past():
    perturbations = set()
    for kernel in KERNELS:
        rows = matrix_of(kernel)
        for boot in range(1, BOOTS + 1):
            with gzip.open(path_of(kernel, boot), "rt", encoding="utf-8") as stream:
                perturbations.add(json.loads(stream.readlines()[1])["vm"]["perturb"])
        records = records_of(kernel, BOOTS)
        equal({(cell["allocator"], cell["pattern"])
               for cell in of_type(records, "cell")}, rows, kernel)
        equal(of_type(records, "max"), [], kernel)
    equal(len(perturbations), BOOTS * len(KERNELS))


def their_history_can_be_told():
    code, out, err = run("table", "history", *sorted(glob.glob(MEASURED + "/*.jsonl.gz")))
    equal((code, err), (0, ""))
    equal([line.split()[:3] for line in out.splitlines() if line.startswith("vmalloc  ")],
          [["vmalloc", side, size] for side in ("alloc", "free")
           for size in ("4096", "65536", "1048576")])
    has(out, "since 5.10")


if __name__ == "__main__":
    main([
        all_files_are_there_and_no_other,
        all_files_are_valid,
        they_are_not_too_large,
        each_kernel_has_all_its_rows,
        further_boots_have_the_same_rows_and_another_past,
        their_history_can_be_told,
    ])
