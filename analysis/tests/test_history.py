# SPDX-License-Identifier: GPL-2.0-or-later
"""What cells cost on one kernel after another, and where they jump."""

import gzip

import fixtures
from allocstat import equal, golden, has, has_not, main, run, write

VERSION = "#1 SMP PREEMPT_DYNAMIC Debian"
count = 0


def boot(release, cells, clock="icount", compressed=False, **changes):
    """A file of one boot; costs are given without the clock's own 5."""
    global count
    count += 1
    env = fixtures.environment(clock, kernel__release=release,
                               kernel__version=f"{VERSION} {release}", **changes)
    text = fixtures.result(cells=cells, env=env, maxima=[], calibrated=[
        fixtures.calibration(),
        fixtures.calibration(pattern="batch-fifo", set_size=64)])
    if compressed:
        return write(f"{count}.jsonl.gz", gzip.compress(text.encode()))
    return write(f"{count}.jsonl", text)


def cell(allocator, size, alloc, free, **changes):
    return fixtures.cell(allocator, size, alloc + 5, free + 5, tail=0, **changes)


def one(alloc, **changes):
    return [cell("kmalloc", 64, alloc, 50, **changes)]


def kernels(*costs, **changes):
    """A kernel each, 6.0 and later, of one boot or of several."""
    paths = []
    for minor, cost in enumerate(costs):
        for alloc in cost if isinstance(cost, tuple) else (cost,):
            paths.append(boot(f"6.{minor}.0-amd64", one(alloc), **changes))
    return paths


def table(*arguments):
    code, out, err = run("table", "history", *arguments)
    equal((code, err), (0, ""))
    return out


def row(out, *words):
    """The figures behind the words that a row begins with."""
    found = [line.split()[len(words):] for line in out.splitlines()
             if line.split()[:len(words)] == list(words)]
    equal(len(found), 1, f"rows {words} in\n{out}")
    return found[0]


def book(factor, moved=0):
    return [cell("kmalloc", 64, 130 * factor, 100), cell("kmalloc", 4096, 131 * factor, 100),
            cell("kmalloc", 32, 130 * factor, 100),
            cell("__get_free_pages", 4096, 450, 300 * factor),
            cell("vmalloc", 4096, 2400 + moved, 1000 + moved // 2),
            cell("kmalloc", 64, 90, 80 * factor, pattern="batch-fifo", set_size=64)]


def whole():
    """Three kernels of two boots, a flavour of two and one, and another architecture."""
    paths = [boot(release, book(factor, moved), compressed=True)
             for release, factor in (("6.12.117+deb13-amd64", 2), ("6.1.0-56-amd64", 1),
                                     ("5.10.0-46-amd64", 4))
             for moved in (0, 60)]
    return paths + [
        boot("6.1.0-56-cloud-amd64", book(1)), boot("6.12.117+deb13-cloud-amd64", book(3)),
        boot("6.1.0-56-rt-amd64", book(1)),
        boot("6.1.0-50-686", book(1), kernel__arch="i686"),
        boot("5.10.0-46-686", book(2), kernel__arch="i686")]


def lines_of_kernels_stand_apart():
    golden("history.txt", "table", "history", *whole())


def it_is_markdown_too():
    golden("history.md", "table", "history", "--format=markdown", *whole())


def kernels_are_in_the_order_of_their_versions():
    paths = [boot(release, one(alloc)) for release, alloc in (
        ("6.12.1-amd64", 4000), ("6.1.0-56-amd64", 3000), ("7.0-rc2-amd64", 5000),
        ("6.1.0-9-amd64", 2000), ("5.10.0-amd64", 1000))]
    out = table(*paths)
    equal(row(out, "kmalloc", "alloc", "64"), [
        "1000", "2000", "+100%", "3000", "+50%", "4000", "+33%", "5000", "+25%", "+400%"])
    # Two of one series are told by their releases.
    for heading in ("  5.10 ", "  6.12 ", "  7.0 ", "  6.1.0-9-amd64 ", "  6.1.0-56-amd64 "):
        has(out, heading)


def the_median_of_boots_counts():
    paths = kernels((100, 101, 107, 103), (200, 230, 210))
    equal(row(table(*paths), "kmalloc", "alloc", "64"), ["102", "210", "+106%"])
    equal(row(table("--ranges", *paths), "kmalloc", "alloc", "64"),
          ["102", "(100..107)", "210", "(200..230)", "+106%"])
    has(table(*paths), "2 of 4 costs are not the same in all boots")
    has(" ".join(table(*paths).split()),
        "The widest range is 14.3 %: kmalloc 64 alloc on 6.1.")
    has_not(table(*paths), "of one boot")


def boots_that_move_by_themselves_do_not_jump():
    for new, change in ((160, "."), (161, "+40%"), (162, "+41%"), (94, "."), (53, "-53%")):
        out = table(*kernels((100, 130), (new, new + 1)))
        equal(row(out, "kmalloc", "alloc", "64")[2], change, new)


def one_percent_and_one_instruction_are_no_jump():
    for before, after, change in ((1000, 1010, "."), (1000, 1011, "+1.1%"), (20, 21, "."),
                                  (20, 22, "+10%"), (1000, 990, "."), (1000, 989, "-1.1%")):
        out = table(*kernels(before, after))
        equal(row(out, "kmalloc", "alloc", "64")[2], change, (before, after))


def time_jumps_by_more_than_three_percent():
    for after, change in ((1030, "."), (1032, "+3.2%")):
        out = table(*kernels(1000, after, clock="tsc"))
        has(out, "in TSC ticks")
        has(out, "the largest of 3 %")
        equal(row(out, "kmalloc", "alloc", "64")[2], change)


def a_change_is_told_with_its_order_of_magnitude():
    for after, change in ((10940, "+9.4%"), (10996, "+10%"), (11499, "+15%"), (50000, "+400%")):
        out = table(*kernels(10000, after))
        equal(row(out, "kmalloc", "alloc", "64")[2], change, after)


def clocks_are_never_mixed():
    out = table(*kernels(100, 200), *kernels(3000, 4000, clock="tsc"))
    equal(out.count("From kernel to kernel"), 2)
    has(out, "in instructions")
    has(out, "in TSC ticks")
    equal([line.split()[3:] for line in out.splitlines()
           if line.split()[:3] == ["kmalloc", "alloc", "64"]],
          [["100", "200", "+100%"], ["3000", "4000", "+33%"]])


def boot_arguments_make_another_line():
    vm = {"qemu_version": "7.2", "machine": "icount", "cpu": "qemu64", "cpu_count": 1,
          "memory_mib": 4096, "perturb": 0, "host_release": "6", "host_cpu": "x"}
    named = [boot(f"6.{minor}.0-amd64", one(alloc),
                  vm={**vm, "append": append, "kernel_name": "debian:x"})
             for minor, alloc, append in ((1, 100, ""), (2, 300, ""), (1, 900, "quiet"))]
    out = table(*named)
    equal(row(out, "kmalloc", "alloc", "64"), ["100", "300", "+200%"])
    has(out, "6.1.0-amd64 (debian:x), boots: 1")
    has(" ".join(out.split()), "boot arguments: 6.1.0-amd64 (icount).")


def what_a_kernel_lacks_has_a_dash():
    out = table("--alloc", "folio_alloc,kmalloc",
                boot("6.0.0-amd64", one(100)),
                boot("6.1.0-amd64", one(100) + [cell("folio_alloc", 4096, 500, 50)]),
                boot("6.2.0-amd64", one(100) + [cell("folio_alloc", 4096, 600, 50)]))
    equal(row(out, "folio_alloc", "alloc", "4096"),
          ["-", "500", "-", "600", "+20%", "-"])
    equal(row(out, "kmalloc", "alloc", "64"), ["100", "100", ".", "100", ".", "."])


def a_cell_that_failed_has_a_dash():
    out = table(boot("6.0.0-amd64", one(100)),
                boot("6.1.0-amd64", one(100, failures=1024)))
    equal(row(out, "kmalloc", "alloc", "64"), ["100", "-", "-"])


def sizes_that_cost_the_same_are_one_row():
    def cells(last):
        return [cell("kmalloc", size, alloc, 50) for size, alloc in (
            (8, 100), (16, 100), (32, 100), (64, 120), (128, last))]

    paths = [boot("6.0.0-amd64", cells(120)), boot("6.1.0-amd64", cells(121)),
             boot("6.2.0-amd64", cells(130))]
    out = table("--alloc", "kmalloc", "--side", "alloc", *paths)
    equal([line.split()[2] for line in out.splitlines() if "  alloc" in line],
          ["8..32", "64", "128"])
    out = table("--alloc", "kmalloc", "--side", "free", *paths)
    equal([line.split()[2] for line in out.splitlines() if "  free" in line], ["8..128"])


def sizes_whose_boots_differ_stay_apart():
    """The first two in their median, the last two in their range, the middle two in nothing."""
    boots = ((100, 100, 100, 100), (102, 104, 104, 104), (110, 110, 110, 111))
    paths = [boot("6.0.0-amd64", [cell("kmalloc", size, alloc, 50)
                                  for size, alloc in zip((8, 16, 32, 64), costs)])
             for costs in boots]
    out = table("--alloc", "kmalloc", "--side", "alloc", *paths,
                boot("6.1.0-amd64", [cell("kmalloc", size, 100, 50)
                                     for size in (8, 16, 32, 64)]))
    equal([line.split()[2] for line in out.splitlines() if "  alloc" in line],
          ["8", "16..32", "64"])


def sweep(factors):
    return [cell("kmalloc", size, int(100 * factor), 50)
            for size, factor in zip((8, 64, 512), factors)] + [
        cell("vmalloc", 4096, int(1000 * factors[0]), 500), cell("alloc_page", 4096, 400, 300)]


def the_largest_changes_come_first():
    paths = [boot("6.0.0-amd64", sweep((1, 1, 1))),
             boot("6.1.0-amd64", sweep((9, 1, 1))),
             boot("6.2.0-amd64", sweep((0.2, 3, 2)))]
    out = table("--largest", "5", *paths)
    equal([line.split()[:3] for line in out.splitlines() if "  alloc" in line],
          [["kmalloc", "alloc", "8"], ["vmalloc", "alloc", "4096"]])
    has_not(out, "alloc_page")
    out = table("--largest", "1", *paths)
    has_not(out, "vmalloc")
    out = table("--largest", "1", "--alloc", "alloc_page", *paths)
    has(out, "Nothing jumped between the first and the last.")


def two_kernels_need_no_total():
    has(table(*kernels(100, 200, 300)), "since 6.0")
    has_not(table(*kernels(100, 200)), "since")


def another_statistic_is_shown():
    batch = {"pattern": "batch-fifo", "set_size": 64}
    paths = [boot(release, [fixtures.taken("kmalloc", 64, [[105, 900], [1105, slow]], 55,
                                           **batch)])
             for release, slow in (("6.0.0-amd64", 100), ("6.1.0-amd64", 300))]
    equal(row(table("--pattern", "batch-fifo", *paths), "kmalloc", "alloc", "64"),
          ["100", "100", "."])
    out = table("--pattern", "batch-fifo", "--stat", "mean", *paths)
    equal(row(out, "kmalloc", "alloc", "64"), ["200", "350", "+75%"])
    has(out, "in instructions: mean, less the median of none")


def nothing_of_the_default_is_there():
    paths = [boot(f"6.{minor}.0-amd64", [cell("alloc_page", 4096, 400, 300)])
             for minor in (0, 1)]
    has(table(*paths), "None of the cells that are shown by default was measured")
    has(table("--alloc", "alloc_page", *paths), "alloc_page")


def one_kernel_is_no_history():
    code, out, err = run("table", "history", *kernels((100, 101)))
    equal((code, out), (1, ""))
    has(err, "no two kernels of one clock, architecture, flavour and boot arguments")


def other_settings_cannot_be_compared():
    paths = [boot("6.0.0-amd64", one(100)),
             boot("6.1.0-amd64", one(100), allocator__init_on_alloc=1)]
    code, out, err = run("table", "history", *paths)
    equal((code, out), (5, ""))
    has(err, "init_on_alloc: 0 in ")


def cells_that_no_file_has_are_told():
    code, out, err = run("table", "history", "--sizes", "77", *kernels(100, 200))
    equal((code, out), (1, ""))
    has(err, "no cell of those asked for is in any of the files")


def a_clock_without_none_is_refused():
    path = write("bare.jsonl", fixtures.result(cells=one(100), calibrated=[]))
    equal(run("table", "history", path, *kernels(100, 200))[0], 1)


def options_of_other_tables_are_refused():
    path = kernels(100)[0]
    for arguments, message in (
            (("cost", "--largest", "3"), "--largest and --ranges are of the table history"),
            (("path", "--ranges"), "--largest and --ranges are of the table history"),
            (("history", "--stat", "p50,mean"), "has one statistic"),
            (("history", "--largest", "0"), "--largest=0: not a number of rows"),
            (("history", "--published"), "of the table history nothing was published")):
        code, _, err = run("table", *arguments, path)
        equal(code, 2, arguments)
        has(err, message)


def text_of_files_is_harmless():
    out = table(boot("6.1\x1b[31m-\x1b]0;t\x07", one(100)),
                boot("6.2\x1b[31m-\x1b]0;t\x07", one(200)))
    has_not(out, "\x1b")


if __name__ == "__main__":
    main([
        lines_of_kernels_stand_apart,
        it_is_markdown_too,
        kernels_are_in_the_order_of_their_versions,
        the_median_of_boots_counts,
        boots_that_move_by_themselves_do_not_jump,
        one_percent_and_one_instruction_are_no_jump,
        time_jumps_by_more_than_three_percent,
        a_change_is_told_with_its_order_of_magnitude,
        clocks_are_never_mixed,
        boot_arguments_make_another_line,
        what_a_kernel_lacks_has_a_dash,
        a_cell_that_failed_has_a_dash,
        sizes_that_cost_the_same_are_one_row,
        sizes_whose_boots_differ_stay_apart,
        the_largest_changes_come_first,
        two_kernels_need_no_total,
        another_statistic_is_shown,
        nothing_of_the_default_is_there,
        one_kernel_is_no_history,
        other_settings_cannot_be_compared,
        cells_that_no_file_has_are_told,
        a_clock_without_none_is_refused,
        options_of_other_tables_are_refused,
        text_of_files_is_harmless,
    ])
