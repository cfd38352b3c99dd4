# SPDX-License-Identifier: GPL-2.0-or-later
"""What of a block can be used, and what of it is waste."""

import fixtures
from allocstat import equal, golden, has, has_not, main, rows_of, run, write

UNTOLD = "the allocator cannot tell"


def sized(allocator, size, usable_size, reason=UNTOLD, **changes):
    cell = fixtures.cell(allocator, size, 100, 50, usable_size=usable_size, **changes)
    if usable_size is None:
        cell["unknown"]["usable_size"] = reason
    else:
        del cell["unknown"]["usable_size"]
    return cell


def cells():
    return [
        sized("kmalloc", 100, 128), sized("kmalloc", 128, 128), sized("kmalloc", 5, 8),
        sized("__get_free_pages", 20480, 32768), sized("vmalloc", 20480, 20480),
        sized("vmalloc", 5, 4096),
        sized("kfree(NULL)", 0, None, gfp=""), sized("vfree(NULL)", 0, None, gfp=""),
        sized("kfree(NULL)", 0, None, gfp="", context="irq-off"),
        sized("kmalloc", 4194304, None, "no allocation worked", failures=1024),
        sized("kmem_cache_alloc_bulk", 65, 72, pattern="batch-fifo", set_size=32,
              bulk_count=16),
    ]


def usable(name="usable.jsonl", **changes):
    return write(name, fixtures.result(**{"cells": cells(), **changes}))


def table(*arguments):
    code, out, err = run("table", "usable", *arguments)
    equal((code, err), (0, ""))
    return out


def each_way_has_its_blocks():
    golden("usable.txt", "table", "usable", usable())


def it_is_markdown_too():
    golden("usable.md", "table", "usable", "--format=markdown", usable())


def waste_is_what_was_not_asked_for():
    equal(rows_of(table("--pattern=pair", "--gfp=GFP_KERNEL", usable())),
          [["5", "kmalloc", "8", "3", "37.5"], ["5", "vmalloc", "4096", "4091", "99.88"],
           ["100", "kmalloc", "128", "28", "21.88"], ["128", "kmalloc", "128", "0", "0"],
           ["20480", "__get_free_pages", "32768", "12288", "37.5"],
           ["20480", "vmalloc", "20480", "0", "0"],
           ["4194304", "kmalloc", "-", "-", "-"]])


def a_reason_is_said_once():
    out = table(usable())
    equal(out.count(UNTOLD), 1)
    has(out, '"-": not known of kfree(NULL), vfree(NULL): ' + UNTOLD + ".\n")
    has(out, '"-": not known of kmalloc: no allocation worked.\n')
    has_not(table("--pattern=batch-fifo", usable()), "not known")


def less_than_was_asked_for_is_seen():
    equal(rows_of(table(usable(cells=[sized("kmalloc", 100, 80)]))),
          [["100", "kmalloc", "80", "-20", "-25"]])


def bytes_need_no_clock():
    other = usable("other.jsonl", env=fixtures.environment("tsc"))
    out = table(usable(calibrated=[]), other)
    has(out, "  file      usable.jsonl\n")
    has(out, "  file      other.jsonl\n")


def a_file_without_cells_is_said_to_have_none():
    code, out, err = run("table", "usable", usable(cells=[]))
    equal((code, out), (1, ""))
    has(err, "usable.jsonl: no cell in it; measure with allocbench run")


def repeats_are_counted():
    has(table(usable(cells=cells() + cells()[:2])), "2 cells repeat an allocator and a size")


def nothing_in_a_reason_reaches_the_terminal():
    hostile = "\x1b[31m <b> `id`"
    path = usable(cells=[sized(hostile, 64, None, hostile)])
    for form in ("text", "markdown"):
        out = table("--format", form, path)
        has_not(out, "\x1b")
        has(out, "x1b")
    has_not(out, "<b>")


if __name__ == "__main__":
    main([
        each_way_has_its_blocks,
        it_is_markdown_too,
        waste_is_what_was_not_asked_for,
        a_reason_is_said_once,
        less_than_was_asked_for_is_seen,
        bytes_need_no_clock,
        a_file_without_cells_is_said_to_have_none,
        repeats_are_counted,
        nothing_in_a_reason_reaches_the_terminal,
    ])
