#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints what one call of vmalloc and its vfree cost by test_vmalloc and by our cells, of one
boot, in instructions, a line for each row of each size:

    ROW PAGES SHORT LONG MEDIAN MEAN BATCH-MEDIAN BATCH-MEAN

SHORT is of two loops that end before vmalloc purges what vfree left behind, or "-"; LONG of two
with many purges. Each is the mean of the two. But if one of the short ones is dearer by a tenth
a purge was due, and it does not count.

    second_eyes.py ALLOCSTAT RESULT < CASES

A case is a line "ROW PAGES short|long LOOPS PARAMETER..."; PAGES "1..100" is each size to 100
pages. RESULT has our cells, RESULT.log what test_vmalloc said: all cases in their order before
our cells, and again after them.
"""
import re
import subprocess
import sys

PAGE = 4096


def cycles_of(log):
    """What each load of test_vmalloc took."""
    text = open(log, encoding="utf-8", errors="replace").read()
    if re.search(r"Summary: .* failed: [1-9]", text):
        sys.exit(f"{log}: test_vmalloc has failed")
    return [int(cycles) for cycles in re.findall(r"All test took \w+0=(\d+) cycles", text)]


def loop_costs(cases, log):
    """{(row, pages): {"short": cost, "long": cost}} of a turn of a loop."""
    cycles = cycles_of(log)
    if len(cycles) != 2 * len(cases):
        sys.exit(f"{log}: {len(cycles)} times of test_vmalloc, not twice {len(cases)}")
    found = {}
    for (row, pages, kind, loops, *_), *both in zip(cases, cycles, cycles[len(cases):]):
        purged = kind == "short" and max(both) > 1.1 * min(both)
        cost = min(both) if purged else sum(both) / 2
        found.setdefault((row, pages), {})[kind] = cost / int(loops)
    return found


def cell_costs(allocstat, result, pattern):
    """{(row, size): (median, mean)} of alloc and free added."""
    table = subprocess.run(
        [allocstat, "table", "cost", "--stat", "p50,mean", "--format", "markdown",
         "--pattern", pattern, result], check=True, capture_output=True, text=True).stdout
    found = {}
    for line in table.splitlines():
        field = [word.strip() for word in line.strip("|").split("|")]
        if field[0].isdigit():
            alloc_median, alloc_mean, free_median, free_mean = map(float, field[2:6])
            found[field[1], int(field[0])] = (alloc_median + free_median,
                                              alloc_mean + free_mean)
    return found


def mean_over(cells, row, pages):
    """Of the cells of a row over the sizes; [] where it has not all."""
    least, _, most = pages.partition("..")
    chosen = [cells.get((row, size * PAGE))
              for size in range(int(least), int(most or least) + 1)]
    return [] if None in chosen else [sum(column) / len(chosen) for column in zip(*chosen)]


def main(allocstat, result):
    loops = loop_costs([line.split() for line in sys.stdin], result + ".log")
    pairs, batches = (cell_costs(allocstat, result, pattern)
                      for pattern in ("pair", "batch-fifo"))
    for (row, pages), cost in loops.items():
        theirs = [f"{cost[kind]:.1f}" if kind in cost else "-" for kind in ("short", "long")]
        for name in (row, "slow_" + row):
            ours = mean_over(pairs, name, pages) + mean_over(batches, name, pages)
            if ours:
                print(name, pages, *theirs, *(f"{figure:.1f}" for figure in ours))


main(*sys.argv[1:])
