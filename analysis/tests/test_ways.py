# SPDX-License-Identifier: GPL-2.0-or-later
"""Cells of several patterns, contexts, flags and sets in one file: told apart, not mixed."""

import fixtures
from allocstat import equal, golden, has, has_not, main, rows_of, run, write

BATCH = ("--pattern", "batch-fifo")
BATCH_WAY = "GFP_KERNEL, task context, batch-fifo pattern, a set of 32"


def ways(**changes):
    content = {"cells": fixtures.way_cells(), "calibrated": fixtures.way_calibrations()}
    return write("ways.jsonl", fixtures.result(**{**content, **changes}))


def table(*arguments):
    code, out, err = run("table", *arguments)
    equal((code, err), (0, ""))
    return out


def each_way_has_a_table_of_its_own():
    golden("ways.txt", "table", "cost", "--published", ways())


def each_way_is_a_section_of_markdown():
    golden("ways.md", "table", "cost", "--format=markdown", ways())


def a_crowd_is_shown_thread_by_thread():
    golden("threads.txt", "table", "threads", ways())


def each_option_chooses_cells():
    for option, value, heading in (
            ("--gfp", "GFP_ATOMIC", "GFP_ATOMIC, irq-off context, pair pattern"),
            ("--context", "irq-off", "GFP_ATOMIC, irq-off context, pair pattern"),
            ("--pattern", "touch", "GFP_KERNEL, task context, touch pattern"),
            ("--cpus", "0-1", "GFP_KERNEL, task context, crowd pattern, CPUs 0-1"),
            ("--bulk-count", "16", BATCH_WAY + ", 16 objects a call"),
            ("--node", "0", "GFP_KERNEL, task context, pair pattern, node 0")):
        out = table("cost", option, value, ways())
        has(out, f"\n{heading}\n\n  samples")
        equal(out.count("\n  samples "), 1, out)
    equal(table("cost", "--set-size=32", ways()).count("\n  samples "), 2)
    equal(table("cost", "--set-size=32", "--bulk-count=0", ways()).count("\n  samples "), 1)


def a_choice_of_nothing_says_what_there_is():
    for command in (("table", "cost"), ("plot", "cost", "-o", "a.svg")):
        code, out, err = run(*command, "--pattern=spiral", ways())
        equal((code, out), (1, ""))
        has(err, "ways.jsonl: no cell is of those asked for; cells were taken with: GFP_KERNEL, "
                 "task context, pair pattern; GFP_KERNEL, task context, pair pattern, node 0; ")
        has(err, BATCH_WAY + ", 16 objects a call; ")


def each_way_is_less_its_own_none():
    equal(rows_of(table("cost", *BATCH, "--bulk-count=0", ways())),
          [["64", "99", "49"], ["256", "119", "59"]])
    equal(rows_of(table("cost", "--pattern", "touch", ways())),
          [["65536", "1097", "886", "4098", "13363", "9113", "30998"]])


def a_batch_s_mean_is_amortised():
    # 950 of 105 and 50 of 1105 are 155 each, less 6; the refill is not in the median.
    out = table("cost", *BATCH, "--bulk-count=0", "--stat=p50,p95,p99,mean", ways())
    equal(rows_of(out)[0], ["64", "kmalloc", "99", "99", "1099", "149", "49", "49", "49", "49"])


def a_side_is_chosen():
    path = ways()
    equal(rows_of(table("cost", *BATCH, "--bulk-count=0", "--side=free", path)),
          [["64", "49"], ["256", "59"]])
    out = table("cost", "--pattern=touch", "--side=touch", path)
    equal(rows_of(out), [["65536", "4098", "30998"]])
    has(out, "Cost of the first touch, in instructions")
    out = table("cost", "--pattern=touch", "--side=touch,alloc", "--stat=min,mean", path)
    has(out, "touch ---------  alloc")
    equal(rows_of(out)[0][2:], ["4098", "4098.38", "1097", "1097.38"])


def a_side_that_was_not_timed_is_no_number():
    equal(rows_of(table("cost", *BATCH, "--bulk-count=0", "--side=touch", ways())),
          [["64", "-"], ["256", "-"]])


def all_failed_is_said_by_side():
    path = ways(cells=[fixtures.cell("kmalloc", 64, 100, 50, failures=1024)])
    for sides, row in (("alloc,free", ["64", "failed", "-"]), ("free", ["64", "failed"])):
        equal(rows_of(table("cost", "--side", sides, path)),
              [row, ["64", "kmalloc", "1024", "1024", "300"]])


def a_way_without_its_none_is_refused():
    path = ways(calibrated=fixtures.calibrations())
    for command in (("table", "cost"), ("table", "threads"), ("plot", "cost", "-o", "a.svg")):
        code, out, err = run(*command, path)
        equal((code, out), (1, ""))
        has(err, "ways.jsonl: no undisturbed calibration of 'none' for its cells of "
                 "GFP_ATOMIC, irq-off context, pair pattern")
    # What is calibrated can still be shown.
    table("cost", "--context=task", "--pattern=pair", path)


def a_disturbed_none_is_none():
    poor = fixtures.calibration(context="irq-off", samples=1)
    poor.update(alloc=[], free=[], marked=[[900, 5, "irq"]])
    path = ways(calibrated=fixtures.way_calibrations() + [poor])
    code, _, err = run("table", "cost", path)
    equal(code, 1)
    has(err, "irq-off context")


def published_stands_beside_its_like_only():
    out = table("cost", "--published", ways())
    equal(out.count("published  alloc"), 3)
    out = table("cost", "--published", "--context=irq-off", ways())
    has_not(out, "published  alloc")
    has(out, "Nothing was published of costs like these")


def threads_need_a_crowd():
    path = ways(cells=fixtures.book_cells())
    code, out, err = run("table", "threads", path)
    equal((code, out), (1, ""))
    has(err, "ways.jsonl: no cell of several threads in it; measure the pattern crowd")


def threads_have_statistics_and_sides():
    out = table("threads", "--stat=p50,p99", "--side=alloc", ways())
    equal(rows_of(out)[:3], [["64", "kmalloc", "all", "2000", "2", "5120", "197", "397"],
                             ["64", "kmalloc", "0", "1000", "0", "-", "197", "197"],
                             ["64", "kmalloc", "1", "1000", "2", "-", "217", "397"]])


def counted():
    """500 samples of 2 pages each, every other one after a compaction; none has 2000."""
    unknown = {"hardware.cache-misses": "no such counter"}
    cells = [fixtures.cell("__get_free_pages", 8192, 100, 50, samples=500,
                           path={"pgfree": 1000, "nr_free_pages": -25, "compact_stall": 250,
                                 "allocstall_normal": 0},
                           hardware={"instructions": 100000, "cache-misses": None}),
             fixtures.cell("kmalloc", 64, 100, 50, samples=500,
                           path={"pgfree": 1, "nr_free_pages": 0, "compact_stall": None,
                                 "allocstall_normal": 0},
                           hardware={"instructions": 60001, "cache-misses": None})]
    for cell in cells:
        cell["unknown"].update({**unknown, "path.compact_stall": "not in this kernel"})
    none = fixtures.calibration(samples=2000, hardware={"instructions": 40000},
                                path={"pgfree": 4, "pgalloc_dma": 2})
    return {"cells": cells, "calibrated": [none] + fixtures.calibrations()[1:]}


def what_was_counted_is_per_1000_samples():
    golden("path.txt", "table", "path", ways(**counted()))
    out = table("path", ways(**counted()))
    equal(rows_of(out), [["64", "kmalloc", "2", "0", "-", "-", "100002"],
                         ["8192", "__get_free_pages", "2000", "-50", "500", "-", "180000"]])


def what_none_has_not_is_not_subtracted():
    content = counted()
    content["calibrated"][0].update(hardware={"instructions": None},
                                    unknown={"hardware.instructions": "shared"})
    for row in rows_of(table("path", ways(**content))):
        equal(row[-1], "-")


def a_way_in_which_nothing_was_counted_has_no_table():
    has(table("path", ways()), "No counter changed, or none could be read.")
    equal(rows_of(table("path", ways())), [])


def repeats_are_of_one_way():
    twice = fixtures.way_cells() + fixtures.way_cells()[:1]
    has(table("cost", ways(cells=twice)), "1 cells repeat an allocator and a size")
    has_not(table("cost", ways()), "repeat")


def bad_choices_are_exit_code_2():
    path = write("book.jsonl", fixtures.result())
    for arguments in (("table", "max", "--pattern=pair"), ("table", "max", "--side=alloc"),
                      ("table", "cost", "--side=both"), ("table", "cost", "--side="),
                      ("table", "cost", "--published", "--side=free"),
                      ("table", "threads", "--published"),
                      ("table", "path", "--published"), ("table", "path", "--stat=mean"),
                      ("table", "path", "--side=free"),
                      ("table", "usable", "--published"), ("table", "usable", "--stat=mean"),
                      ("plot", "cost", "-o", "a.svg", "--side=alloc,alloc"),
                      ("plot", "cost", "-o", "a.svg", "--stat=p50,mean"),
                      ("plot", "cost", "-o", "a.svg", "--stat=average"),
                      ("plot", "cost", "-o", "a.svg", "--published", "--side=touch")):
        code, out, err = run(*arguments, path)
        equal((code, out), (2, ""), f"{arguments}: {err}")
        has(err, "allocstat")


def nothing_in_a_way_reaches_the_terminal():
    hostile = "\x1b[31m | <b> `id` \u202e"
    path = ways(cells=[fixtures.cell("kmalloc", 64, 100, 50, gfp=hostile, pattern=hostile,
                                     context=hostile, cpus=hostile)],
                calibrated=[fixtures.calibration(pattern=hostile, context=hostile,
                                                 cpus=hostile)])
    for arguments in (("table", "cost"), ("table", "cost", "--format=markdown"),
                      ("table", "path"), ("table", "usable"), ("table", "cost", "--node=9"),
                      ("plot", "cost", "-o", "a.svg", "--published")):
        _, out, err = run(*arguments, path)
        has(out + err, "x1b")
        for character in "\x1b\u202e":
            has_not(out + err, character)
        if "--format=markdown" in arguments:
            has_not(out, "<b>")


if __name__ == "__main__":
    main([
        each_way_has_a_table_of_its_own,
        each_way_is_a_section_of_markdown,
        a_crowd_is_shown_thread_by_thread,
        each_option_chooses_cells,
        a_choice_of_nothing_says_what_there_is,
        each_way_is_less_its_own_none,
        a_batch_s_mean_is_amortised,
        a_side_is_chosen,
        a_side_that_was_not_timed_is_no_number,
        all_failed_is_said_by_side,
        a_way_without_its_none_is_refused,
        a_disturbed_none_is_none,
        published_stands_beside_its_like_only,
        threads_need_a_crowd,
        threads_have_statistics_and_sides,
        what_was_counted_is_per_1000_samples,
        what_none_has_not_is_not_subtracted,
        a_way_in_which_nothing_was_counted_has_no_table,
        repeats_are_of_one_way,
        bad_choices_are_exit_code_2,
        nothing_in_a_way_reaches_the_terminal,
    ])
