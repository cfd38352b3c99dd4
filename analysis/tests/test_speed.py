#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The summary of many files against the same one by numpy and scipy: values and time, as TAP.

The environment names the program: ALLOCSTAT.
"""

import csv
import io
import json
import resource
import subprocess
import sys

try:
    import numpy
    from scipy import stats
except ImportError as missing:
    print(f"1..0 # SKIP {missing}; install python3-scipy")
    sys.exit(77)

import fixtures
from allocstat import equal, main, program, run, write

STATISTICS = "p50,p95,p99,min,mean,middle"
ALLOCATORS = ("kmalloc", "__get_free_pages", "vmalloc", "kzalloc", "kmem_cache_alloc")
CELLS = [(allocator, size) for allocator in ALLOCATORS for size in (64, 4096)]

SAMPLES = 1000
FILES = 60
# So many have values of their own; the others are copies.
DRAWN = 6

# In CPU time, which other tests that run meanwhile disturb less, and without the start of
# Python. With trees of all histograms it was 3 to 4.6 times, without them it is 7 to 10; as
# many threads as CPUs come on top.
LIMIT = 5.5


def measured(dice, least):
    return least + dice.lognormal(3, 0.8, SAMPLES).astype(int)


def bins(values):
    return numpy.stack(numpy.unique(values, return_counts=True), axis=1).tolist()


def result(seed):
    dice = numpy.random.default_rng(seed)
    cells = []
    for number, (allocator, size) in enumerate(CELLS):
        alloc, free = measured(dice, 100 + 25 * number), measured(dice, 60 + 12 * number)
        cells.append({**fixtures.cell(allocator, size, 0, 0, samples=SAMPLES),
                      "alloc": bins(alloc), "free": bins(free),
                      "trace": numpy.stack((alloc, free), axis=1).tolist()})
    none = fixtures.calibration(samples=2000, alloc=[[18, 300], [20, 1500], [27, 200]],
                                free=[[17, 900], [19, 1100]])
    return fixtures.result(cells=cells, env=fixtures.environment(clock="tsc"),
                           calibrated=[none])


def write_files():
    texts = [result(seed) for seed in range(DRAWN)]
    return [write(f"{number:03}.jsonl", texts[number % DRAWN]) for number in range(FILES)]


def summary(histogram):
    values, counts = numpy.array(histogram).T
    samples = numpy.repeat(values, counts)
    # A percentile that was measured, as ours; the median is the mean of the two middle ones.
    p95, p99 = numpy.percentile(samples, (95, 99), method="inverted_cdf")
    return (numpy.median(samples), p95, p99, samples.min(), samples.mean(),
            stats.trim_mean(samples, 0.05))


def costs(measured_bins, none):
    """All are less the median of none; the mean of the middle is less its own."""
    values = summary(measured_bins)
    return [value - none[0] for value in values[:-1]] + [values[-1] - none[-1]]


def by_scipy(paths):
    """CSV with the columns of ours that are compared."""
    text = io.StringIO()
    out = csv.writer(text)
    for path in paths:
        none = {}
        with open(path, encoding="ascii") as stream:
            for record in map(json.loads, stream):
                if record["type"] == "calibration":
                    none = {side: summary(record[side]) for side in ("alloc", "free")}
                if record["type"] != "cell":
                    continue
                for side in ("alloc", "free"):
                    for name, cost in zip(STATISTICS.split(","),
                                          costs(record[side], none[side])):
                        out.writerow((path, record["allocator"], record["size"], side, name,
                                      cost, record["samples"]))
    return text.getvalue()


def arguments(paths):
    return ["table", "cost", f"--stat={STATISTICS}", "--format=csv", *paths]


def costs_are_those_of_scipy():
    paths = write_files()
    code, out, err = run(*arguments(paths))
    equal((code, err), (0, ""))
    found = list(csv.DictReader(io.StringIO(out)))
    wanted = list(csv.reader(io.StringIO(by_scipy(paths))))
    equal(len(found), FILES * len(CELLS) * 2 * len(STATISTICS.split(",")))
    for ours, (*place, cost, samples) in zip(found, wanted, strict=True):
        keys = ("file", "allocator", "size", "side", "statistic")
        equal([ours[key] for key in keys] + [ours["samples"]], place + [samples])
        if abs(float(ours["cost"]) - float(cost)) > 1e-9 * abs(float(cost)):
            raise AssertionError(f"{place}: {ours['cost']}, not {cost}")


def cpu_seconds(function):
    """Of this process and its children, which have to end in it."""
    def now():
        usages = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(usage.ru_utime + usage.ru_stime for usage in usages)

    begin = now()
    function()
    return now() - begin


def files_are_read_many_times_as_fast_as_by_python():
    paths = write_files()
    command = [program(), *arguments(paths)]
    # In turns: what disturbs the one disturbs the other.
    rounds = [(cpu_seconds(lambda: subprocess.run(command, stdout=subprocess.DEVNULL,
                                                  check=True)),
               cpu_seconds(lambda: by_scipy(paths))) for _ in range(3)]
    ours, theirs = map(min, zip(*rounds))
    found = (f"{FILES} files: {ours:.3f} s of CPU time, Python {theirs:.3f} s, "
             f"{theirs / ours:.1f} times")
    print(f"# {found}")
    if ours * LIMIT > theirs:
        raise AssertionError(f"{found}, not {LIMIT}")


main([costs_are_those_of_scipy, files_are_read_many_times_as_fast_as_by_python])
