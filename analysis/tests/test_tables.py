# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables that allocstat prints, against golden texts and against what they must say."""

import subprocess

import fixtures
from allocstat import equal, golden, has, has_not, main, program, run, write

HOSTILE = "\x1b[31mred\x1b]0;t\x07 | `id` <script> \u202e \\"


def book(**changes):
    return write("book.jsonl", fixtures.result(**changes))


def the_max_table_has_the_published_form():
    golden("max.txt", "table", "max", "--published", book())


def machine(path, arch, ram_kb, maxima):
    return write(path, fixtures.result(
        env=fixtures.environment(kernel__arch=arch, memory__total_bytes=ram_kb * 1024,
                                 allocator__vmalloc_bytes=125829120),
        maxima=[fixtures.maximum(*maximum) for maximum in maxima]))


def machines_like_the_published_stand_beside_them():
    celeron = machine("celeron.jsonl", "i686", 255700, (
        ("kmalloc", 4194304, 4194304, 0, "kmalloc_max_size"),
        ("__get_free_pages", 2097152, 2097152, 0, "fragmentation"),
        ("vmalloc", 134217728, 200000000, 0, "free_memory")))
    core2 = machine("core2.jsonl", "i686", 2060060, (
        ("vmalloc", 67108864, 100000000, 4096, "address_space"),))
    golden("max-machines.txt", "table", "max", "--published", celeron, core2)


def another_machine_stands_beside_none():
    other = machine("other.jsonl", "x86_64", 3000000, fixtures.MAXIMA)
    has_not(run("table", "max", "--published", other)[1], "Row for row")
    has_not(run("table", "max", book())[1], "Row for row")


def the_max_table_is_markdown_too():
    golden("max.md", "table", "max", "--published", "--format", "markdown", book())


def the_cost_table_stands_beside_the_published_one():
    golden("cost-published.txt", "table", "cost", "--published", book())


def the_cost_table_is_markdown_too():
    golden("cost-published.md", "table", "cost", "--published", "--format=markdown", book())


def the_cost_table_stands_alone():
    golden("cost.txt", "table", "cost", book())


def several_statistics_make_rows_of_size_and_allocator():
    golden("cost-statistics.txt", "table", "cost", "--stat", "p50,p95,p99,min,mean", book())


def two_files_make_two_blocks():
    other = write("other.jsonl", fixtures.result(
        env=fixtures.environment(kernel__release="6.12.63-cloud-amd64")))
    code, out, err = run("table", "cost", book(), other)
    equal((code, err), (0, ""))
    has(out, "  file      book.jsonl\n  kernel    6.1.0-56-cloud-amd64, x86_64\n")
    has(out, "  file      other.jsonl\n  kernel    6.12.63-cloud-amd64, x86_64\n")
    equal(out.count("median, less the median of none"), 2)


def two_files_make_two_rows_of_maxima():
    other = write("other.jsonl", fixtures.result(
        env=fixtures.environment("tsc", kernel__release="6.12.63-cloud-amd64")))
    code, out, err = run("table", "max", book(), other)
    equal((code, err), (0, ""))
    equal(out.count("2147483648"), 4)
    has(out, "other.jsonl  vmalloc")


def ticks_are_given_in_nanoseconds_too():
    path = book(env=fixtures.environment("tsc", clock__tsc_khz=2300000))
    has(run("table", "cost", path)[1], "tsc: TSC ticks, 0.4348 ns each (2300000 kHz)")


def another_boot_is_said():
    path = book(env=fixtures.environment(allocator__init_on_alloc=1))
    has(run("table", "cost", path)[1], "init_on_alloc=1 init_on_free=0")


def a_half_median_keeps_its_half():
    half = fixtures.cell("kmalloc", 64, 0, 0)
    half["alloc"] = [[104, 512], [105, 512]]
    half["free"] = [[50, 1024]]
    out = run("table", "cost", book(cells=[half]))[1]
    has(out, "99.5    45\n")


def what_was_not_measured_is_said():
    out = run("table", "cost", "--published", book(cells=[
        fixtures.cell("kmalloc", 5, 100, 50), fixtures.cell("vmalloc", 4096, 900, 50)]))[1]
    has(out, "not measured")
    for line in out.splitlines():
        if line.strip().startswith("4096 "):
            equal(line.split(), ["4096", "181", "not", "measured", "-", "59626", "895", "45"])
    has(out, "262144")


def failures_and_marks_are_counted():
    marked = [(400, 300, "irq")] * 30
    path = book(cells=[
        fixtures.cell("kmalloc", 64, 100, 50, marked=marked),
        fixtures.cell("vmalloc", 64, 100, 50, failures=1024, samples=1024)])
    out = run("table", "cost", path)[1]
    has(out, "Warning: 30 of 2048 samples (1.46 %) were disturbed")
    has(out, "Warning: 1024 of 2048 samples (50 %) are allocations that failed")
    has(out, "failed")


def failing(failed, **changes):
    """The rows below the note on a cell of 4 failures."""
    cell = fixtures.cell("kmalloc", 64, 100, 50, failures=4, **changes)
    cell["failed"] = failed
    out = run("table", "cost", "--stat=p50,min,mean", book(cells=[cell]))[1]
    has(out, "4 of 1024 samples (0.391 %) are allocations that failed; they are left out.\n"
             "  failure: what a call costs that fails, less none's alloc; of those that")
    return out.partition("failure: ")[2].splitlines()


def what_a_failure_costs_is_less_none():
    lines = failing([[905, 2], [925, 1], [5005, 1]])
    equal(lines[2].split(), ["failure", "------"])
    equal(lines[3].split(), ["size", "allocator", "samples", "failed", "p50", "min", "mean"])
    equal(lines[4].split(), ["64", "kmalloc", "1024", "4", "910", "900", "1930"])


def failures_whose_ticks_are_not_there_say_why():
    equal(failing([])[4].split(), ["64", "kmalloc", "1024", "4", "disturbed", "-", "-"])
    old = fixtures.cell("kmalloc", 64, 100, 50, failures=4)
    del old["failed"]
    code, out, err = run("table", "cost", book(cells=[old]))
    equal((code, err), (0, ""))
    equal(out.splitlines()[-1].split(), ["64", "kmalloc", "1024", "4", "not", "kept"])


def only_cells_with_failures_are_listed_as_failing():
    cells = fixtures.book_cells() + [fixtures.cell("kmalloc", 64, 100, 50, failures=4)]
    out = run("table", "cost", book(cells=cells))[1]
    equal([line.split()[:2] for line in out.partition("failure: ")[2].splitlines()[4:]],
          [["64", "kmalloc"]])
    has_not(run("table", "cost", book())[1], "failure")


def few_marks_are_no_warning():
    out = run("table", "cost", book(cells=[
        fixtures.cell("kmalloc", 64, 100, 50, marked=[(400, 300, "irq")])]))[1]
    has(out, "  1 of 1024 samples (0.0977 %) were disturbed")
    has_not(out, "Warning")


def unknown_facts_have_their_reason():
    environment = fixtures.environment(cpu__model=None, memory__total_bytes=None)
    environment["unknown"]["cpu.model"] = "hidden here"
    environment["unknown"]["memory.total_bytes"] = "no meminfo"
    path = book(env=environment)
    has(run("table", "cost", path)[1], "CPU       unknown (hidden here)")
    has(run("table", "max", path)[1], "unknown (no meminfo)")


def a_file_without_maxima_is_said_to_have_none():
    code, out, err = run("table", "max", book(maxima=[]))
    equal((code, out), (1, ""))
    has(err, "book.jsonl: no maximum in it")


def other_flags_make_a_block_of_their_own():
    out = run("table", "cost", book(cells=[
        fixtures.cell("kmalloc", 64, 100, 50),
        fixtures.cell("kmalloc", 64, 90, 50, gfp="GFP_ATOMIC")]))[1]
    has(out, "GFP_KERNEL, task context")
    has(out, "GFP_ATOMIC, task context")


def hostile():
    return book(
        env=fixtures.environment(cpu__model=HOSTILE, kernel__release=HOSTILE,
                                 allocator__init_on_alloc=HOSTILE),
        cells=[fixtures.cell(HOSTILE, 64, 100, 50, gfp=HOSTILE)],
        maxima=[fixtures.maximum(HOSTILE, 4096, 4096, 0, HOSTILE),
                fixtures.maximum("kmalloc", 4096, 4096, 0, HOSTILE)])


def nothing_in_a_file_reaches_the_terminal():
    for arguments in (("max",), ("cost",), ("cost", "--stat=p50,min")):
        for form in ("text", "markdown"):
            code, out, err = run("table", *arguments, "--format", form, hostile())
            equal(code, 0, err)
            for character in "\x1b\x07\u202e":
                has_not(out + err, character)
            has(out, "x1b")


def nothing_in_a_file_is_markdown():
    for kind in ("max", "cost"):
        out = run("table", kind, "--format=markdown", hostile())[1]
        has_not(out, "<script>")
        has_not(out.replace("\\`", ""), "`")
        rows = [line for line in out.splitlines() if line.startswith("|")]
        widths = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in rows}
        equal(len(widths), 2 if kind == "max" else 1, rows)


def a_full_disk_is_noticed():
    with open("/dev/full", "wb") as full:
        done = subprocess.run([program(), "table", "max", book()], stdout=full,
                              stderr=subprocess.PIPE, check=False)
    equal(done.returncode, 1)
    has(done.stderr.decode(), "No space left on device")


if __name__ == "__main__":
    main([
        the_max_table_has_the_published_form,
        machines_like_the_published_stand_beside_them,
        another_machine_stands_beside_none,
        the_max_table_is_markdown_too,
        the_cost_table_stands_beside_the_published_one,
        the_cost_table_is_markdown_too,
        the_cost_table_stands_alone,
        several_statistics_make_rows_of_size_and_allocator,
        two_files_make_two_blocks,
        two_files_make_two_rows_of_maxima,
        ticks_are_given_in_nanoseconds_too,
        another_boot_is_said,
        a_half_median_keeps_its_half,
        what_was_not_measured_is_said,
        failures_and_marks_are_counted,
        what_a_failure_costs_is_less_none,
        failures_whose_ticks_are_not_there_say_why,
        only_cells_with_failures_are_listed_as_failing,
        few_marks_are_no_warning,
        unknown_facts_have_their_reason,
        a_file_without_maxima_is_said_to_have_none,
        other_flags_make_a_block_of_their_own,
        nothing_in_a_file_reaches_the_terminal,
        nothing_in_a_file_is_markdown,
        a_full_disk_is_noticed,
    ])
