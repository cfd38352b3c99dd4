# SPDX-License-Identifier: GPL-2.0-or-later
"""allocstat explain: the largest blocks follow from facts, and costs from lines."""

import glob
import os
import re

import fixtures
from allocstat import equal, has, has_not, main, run, write

MEASURED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "results", "measured")


def explain(*arguments):
    code, out, err = run("explain", *arguments)
    equal((code, err), (0, ""))
    return out


def rows_of(out, *words):
    """The figures of lines that begin with the words."""
    return [line.split()[len(words):] for line in out.splitlines()
            if line.split()[:len(words)] == list(words)]


def the_published_figures_follow_from_the_published_facts():
    out = explain("--published")
    found = 0
    for kernel in ("2.6.18", "2.6.32", "2.6.35"):
        for allocator in ("kmalloc", "__get_free_pages", "vmalloc"):
            for predicted, published, *_ in rows_of(out, kernel, allocator):
                equal(predicted, published, f"{kernel} {allocator}")
                found += 1
    equal(found, 9)
    has(out, "SLAB's largest cache has objects of 128 KiB")


def each_measured_file_is_predicted():
    paths = sorted(glob.glob(f"{MEASURED}/*-1.jsonl.gz"))
    equal(len(paths), 8)
    for path in paths:
        out = explain("--alloc=kmalloc", "--sizes=64", "--pattern=pair", path)
        for allocator in ("kmalloc", "__get_free_pages", "vmalloc"):
            (doubling, measured, exact, really, *_), = rows_of(
                out[:out.index("What a cost")], allocator)
            equal(doubling, measured, f"{path} {allocator}")
            if "addresses between" not in out:
                equal(exact, really, f"{path} {allocator}")


def facts_choose_the_rule():
    def limit(allocator, **changes):
        env = fixtures.environment(**changes)
        path = write("facts.jsonl", fixtures.result(env=env))
        out = explain("--alloc=kmalloc", "--sizes=4096", path)
        (doubling, _, exact, _, *words), = rows_of(out[:out.index("What a cost")], allocator)
        return int(doubling), int(exact), " ".join(words)

    equal(limit("kmalloc", allocator__kmalloc_max_size=1 << 25)[1], 1 << 25)
    equal(limit("__get_free_pages", allocator__largest_order=12)[1], 4096 << 12)
    ram = 1 << 30
    equal(limit("vmalloc", memory__total_bytes=ram, memory__available_bytes=2 * ram,
                memory__budget_bytes=2 * ram),
          (ram, ram, "vmalloc refuses more pages than the machine has"))
    equal(limit("vmalloc", memory__budget_bytes=5000000)[:2], (1 << 22, 5000000 // 4096 * 4096))
    # A release that says nothing has no rules of its own kernel.
    equal(rows_of(explain("--alloc=kmalloc", "--sizes=4096", write("odd.jsonl", fixtures.result(
        env=fixtures.environment(kernel__release="odd")))), "kmalloc", "4194304"), [])


def line_cells(costs):
    return [fixtures.cell("vmalloc", pages * 4096, cost + 5, 50, usable_size=pages * 4096, tail=0,
                          unknown={"node": "x", "smi_count": "x"})
            for pages, cost in costs]


def costs_of(path):
    """(from, to, fixed, a page, residual) of the alloc side."""
    out = explain("--side=alloc", "--pattern=pair", path)
    return [tuple(float(word.rstrip("%")) for word in row[:5])
            for row in rows_of(out[out.index("What a cost"):], "vmalloc", "alloc")]


def one_line_is_found_exactly():
    path = write("line.jsonl", fixtures.result(cells=line_cells(
        [(pages, 1000 + 140 * pages) for pages in (1, 2, 4, 8, 16, 64, 256)])))
    equal(costs_of(path), [(1, 256, 1000, 140, 0)])


def where_the_slope_changes_is_found():
    """Two lines, and a jump between levels."""
    pages = (1, 2, 3, 4, 6, 8, 16, 32, 64, 128)
    costs = [(n, 500 if n <= 4 else 2000 + 30 * n) for n in pages]
    path = write("two.jsonl", fixtures.result(cells=line_cells(costs)))
    equal(costs_of(path), [(1, 4, 500, 0, 0), (6, 128, 2000, 30, 0)])


def many_sizes_take_a_moment():
    """Of 3,000 points each line that may be is tried in a few seconds, not in an hour."""
    path = write("many.jsonl", fixtures.result(cells=line_cells(
        [(pages, 1000 + 140 * pages + (4000 if pages > 1500 else 0)) for pages in range(1, 3001)])))
    equal(costs_of(path), [(1, 1500, 1000, 140, 0), (1501, 3000, 5000, 140, 0)])


def what_begins_there_is_said():
    cells = [
        fixtures.cell("kmalloc", size, cost + 5, 50, usable_size=size, tail=0,
                      unknown={"node": "x", "smi_count": "x"})
        for size, cost in ((512, 100), (2048, 100), (8192, 100), (16384, 600), (32768, 640),
                           (65536, 1300), (131072, 1560))]
    out = explain("--side=alloc", write("kmalloc.jsonl", fixtures.result(cells=cells)))
    has(out, "no kmalloc class is larger: the page allocator")
    has(out, "order 4: no per-CPU list, the zone's lock")


def noise_makes_no_lines():
    """One percent of noise around a line is one line, and the residual says how far off."""
    jitter = (1.0, 0.99, 1.01, 1.0, 1.01, 0.99, 1.0, 1.01)
    path = write("noise.jsonl", fixtures.result(cells=line_cells(
        [(2 ** i, round((10000 + 140 * 2 ** i) * factor)) for i, factor in enumerate(jitter)])))
    lines = costs_of(path)
    equal(len(lines), 1)
    equal(0.5 < lines[0][4] < 1.6, True, lines)


def it_needs_something_to_explain():
    code, out, err = run("explain")
    equal((code, out), (2, ""))
    has(err, "which result file")
    code, _, err = run("explain", "--format=csv", write("a.jsonl", fixtures.result()))
    equal(code, 2)
    has_not(explain(write("cells.jsonl", fixtures.result(maxima=[]))), "largest blocks")


if __name__ == "__main__":
    main([
        the_published_figures_follow_from_the_published_facts,
        each_measured_file_is_predicted,
        facts_choose_the_rule,
        one_line_is_found_exactly,
        where_the_slope_changes_is_found,
        many_sizes_take_a_moment,
        what_begins_there_is_said,
        noise_makes_no_lines,
        it_needs_something_to_explain,
    ])
