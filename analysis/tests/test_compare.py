# SPDX-License-Identifier: GPL-2.0-or-later
"""allocstat compare: what it finds, and each exit code and way to fail."""

import json
import os
import xml.etree.ElementTree

import jsonschema

import fixtures
from allocstat import equal, golden, has, has_not, main, run, write

SCHEMA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "results",
                      "verdict.schema.json")

CELLS = (("kmalloc", 64, 156, 101), ("kmalloc", 4096, 147, 98),
         ("__get_free_pages", 4096, 981, 612), ("vmalloc", 4096, 3003, 1874))


def cells(changes=(), leave_out=(), plus=0):
    """The cells of a boot; changes: {(allocator, size): (alloc, free)} to add."""
    changes = dict(changes)
    return [fixtures.cell(name, size, alloc + plus + changes.get((name, size), (0, 0))[0],
                          free + plus + changes.get((name, size), (0, 0))[1])
            for name, size, alloc, free in CELLS if name not in leave_out]


def vm(perturb=0, kernel="debian:bookworm", **changes):
    return {"qemu_version": "7.2", "machine": "icount", "cpu": "qemu64", "append": "",
            "kernel_name": kernel, "host_release": "6.1", "host_cpu": "any",
            "memory_mib": 4096, "perturb": perturb, "cpu_count": 1, **changes}


def environment(clock="icount", in_vm=None, **changes):
    record = fixtures.environment(clock, **changes)
    if in_vm:
        record["vm"] = in_vm
        del record["unknown"]["vm"]
    return record


def boot(name, own=None, **content):
    content = {"cells": cells() if own is None else own, **content}
    return write(name, fixtures.result(**content))


def boots(name, count=3, own=lambda i: None, **content):
    return [boot(f"{name}-{i}.jsonl", own=own(i), **content) for i in range(count)]


def compare(base, *news, options=()):
    arguments = [*options, *base]
    for new in news:
        arguments += ["--", *new]
    return run("compare", *arguments)


def verdict_of(out):
    last = out.splitlines()[-1]
    has(last, "verdict: ")
    return last[len("verdict: "):]


def report_of(name):
    """The JSON of a verdict, which is as its schema says."""
    with open(SCHEMA, encoding="utf-8") as stream:
        schema = json.load(stream)
    with open(name, encoding="utf-8") as stream:
        report = json.load(stream)
    jsonschema.Draft202012Validator(schema).validate(report)
    return report


def outcomes(base, *news, options=()):
    """{(allocator, size, side): outcome} of the last kernel, and the whole JSON."""
    code, _, err = compare(base, *news, options=[*options, "--verdict-file=v.json"])
    report = report_of("v.json")
    equal(report["exit_code"], code, err)
    rows = report["comparisons"][-1]["cells"] if report["comparisons"] else []
    return {(row["allocator"], row["size"], row["side"]): row["outcome"] for row in rows}, report


def changed(found):
    return {key: value for key, value in found.items() if value != "same"}


def equal_kernels_are_the_same():
    code, out, err = compare(boots("base"), boots("new"))
    equal((code, err), (0, ""))
    equal(verdict_of(out), "done: 6.1.0-56-cloud-amd64: 11 same")


def the_page_shows_cells_and_largest_blocks():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (20, 0), ("vmalloc", 4096): (5, -90)},
                                           plus=i))
    golden("compare.txt", "compare", "--label", "debian:bookworm", "--label", "debian:trixie",
           *boots("base", own=lambda i: cells(plus=i)), "--", *new, exit_code=3)


def a_dearer_cell_is_a_regression():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (2, 0)}))
    code, out, _ = compare(boots("base"), new)
    equal(code, 3)
    equal(verdict_of(out), "regression: 6.1.0-56-cloud-amd64: 1 slower "
                           "(kmalloc 64 alloc +1.32 %), 10 same")


def a_comparison_is_a_table_too():
    base, new = boots("base"), boots("new", own=lambda i: cells(plus=100))
    equal(run("table", "compare", *base, "--", *new), run("compare", *base, "--", *new))
    code, out, err = run("table", "compare", "--margin=x", *base, "--", *new)
    equal((code, out), (2, ""))
    has(err, "allocstat compare: --margin=x: not a percentage")


def a_cheaper_cell_is_none():
    found, report = outcomes(boots("base"),
                             boots("new", own=lambda i: cells({("kmalloc", 64): (0, -9)})))
    equal((changed(found), report["exit_code"]), ({("kmalloc", 64, "free"): "faster"}, 0))


def one_instruction_is_shifted_and_fails_only_without_a_margin():
    new = boots("new", own=lambda i: cells(plus=1))
    base = boots("base")
    found, report = outcomes(base, new)
    equal(set(found.values()), {"shifted"})
    equal(report["exit_code"], 0)
    found, report = outcomes(base, new, options=["--fail-on=shifted"])
    equal(report["exit_code"], 3)
    found, report = outcomes(base, new, options=["--margin=0"])
    equal((set(found.values()), report["exit_code"]), ({"slower"}, 3))
    found, report = outcomes(base, boots("less", own=lambda i: cells(plus=-1)),
                             options=["--fail-on=shifted"])
    equal((set(found.values()), report["exit_code"]), ({"shifted"}, 0))


def twice_the_margin_is_slower_in_every_cell():
    twice = {(name, size): (alloc * 2 // 100 + 1, free * 2 // 100 + 1)
             for name, size, alloc, free in CELLS}
    found, report = outcomes(boots("base"), boots("new", own=lambda i: cells(twice)))
    equal((set(found.values()), report["exit_code"]), ({"slower"}, 3))


def a_cell_that_moves_by_itself_must_move_by_more():
    base = boots("base", own=lambda i: cells({("vmalloc", 4096): (40 * i, 0)}))
    found, _ = outcomes(base, boots("new", own=lambda i: cells({("vmalloc", 4096): (150, 0)})))
    equal(changed(found), {("vmalloc", 4096, "alloc"): "shifted"})
    found, _ = outcomes(base, boots("new", own=lambda i: cells({("vmalloc", 4096): (170, 0)})))
    equal(changed(found), {("vmalloc", 4096, "alloc"): "slower"})


def one_boot_a_side_decides_nothing_that_differs():
    base, new = boots("base", 1), boots("new", 1, own=lambda i: cells({("kmalloc", 64): (50, 0)}))
    found, report = outcomes(base, new)
    equal((changed(found), report["exit_code"]),
          ({("kmalloc", 64, "alloc"): "inconclusive"}, 0))
    found, report = outcomes(base, new, options=["--fail-on=shifted,inconclusive"])
    equal(report["exit_code"], 4)
    equal(report["comparisons"][0]["cells"][0]["boots_needed"], 2)


def several_kernels_are_judged_apart_and_the_worst_counts():
    base = boots("base")
    good = boots("good", env=environment(kernel__release="6.12.1"))
    bad = boots("bad", own=lambda i: cells({("kmalloc", 64): (50, 0)}),
                env=environment(kernel__release="7.3.0"))
    for news in ((good + bad,), (good, bad)):
        code, out, err = compare(base, *news)
        equal((code, err), (3, ""))
        equal(verdict_of(out), "regression: 6.12.1: 11 same | 7.3.0: 1 slower "
                               "(kmalloc 64 alloc +33.11 %), 10 same")


def a_boot_argument_is_another_kernel():
    news = [boot(f"{i}.jsonl", env=environment(in_vm=vm(i, append="quiet" if i > 4 else "")))
            for i in range(4, 7)]
    _, report = outcomes(boots("base"), news, options=["--vary=cpu", "--vary=memory"])
    equal([comparison["new"]["label"] for comparison in report["comparisons"]],
          ["debian:bookworm", "debian:bookworm,append=quiet"])


def truncated(path, lines):
    with open(path, encoding="utf-8") as stream:
        return write("cut-" + path, "".join(stream.readlines()[:lines]))


def a_new_kernel_that_dies_is_a_regression():
    base, new = boots("base"), boots("new")
    for lines in (0, 1, 2, 5, -1):
        for news in (new[:2] + [truncated(new[2], lines)], [truncated(new[2], lines)]):
            code, out, err = compare(base, news)
            equal((code, err), (3, ""), str(lines))
            has(verdict_of(out), "regression: ")
            has(verdict_of(out), "1 died")


def cells_that_died_with_it_are_lost():
    new = [truncated(path, 9) for path in boots("new")]
    found, report = outcomes(boots("base"), new)
    equal(sorted(set(found.values())), ["lost", "same"])
    equal(report["exit_code"], 3)


def a_base_that_dies_is_no_regression():
    base = boots("base")
    for lines in (0, 1, 4):
        code, out, _ = compare(base[:2] + [truncated(base[2], lines)], boots("new"))
        equal(code, 1)
        has(verdict_of(out), "tool-failure: 6.1.0-56-cloud-amd64: 1 of 3 boots of the base died; ")


def garbage_is_a_failure_of_the_tool_and_has_a_verdict():
    new = boots("new")
    for content in (b"\0\xff garbage", b'{"type":"header"}\n'):
        write(new[1], content)
        code, out, err = compare(boots("base"), new, options=["--verdict-file=v.json"])
        equal(code, 1)
        has(err, "new-1.jsonl:1: ")
        equal(verdict_of(out), "tool-failure: a result cannot be used, see above")
        equal(report_of("v.json")["exit_code"], 1)
    code, _, err = compare(boots("base"), ["missing.jsonl"])
    equal(code, 1)
    has(err, "missing.jsonl")


def a_row_that_the_new_kernel_lacks_fails_only_on_request():
    new = boots("new", own=lambda i: cells(leave_out=("vmalloc",)))
    found, report = outcomes(boots("base"), new)
    equal(changed(found), {("vmalloc", 4096, "alloc"): "absent",
                           ("vmalloc", 4096, "free"): "absent"})
    equal(report["exit_code"], 0)
    _, report = outcomes(boots("base"), new, options=["--fail-on=absent"])
    equal(report["exit_code"], 3)
    found, report = outcomes(new, boots("base"))
    equal(set(changed(found).values()), {"added"})
    equal(report["exit_code"], 0)


def a_cell_whose_allocations_all_fail_is_lost():
    def failing(_):
        return cells()[:3] + [fixtures.cell("vmalloc", 4096, 3003, 1874, failures=1024)]
    found, report = outcomes(boots("base"), boots("new", own=failing))
    equal(changed(found), {("vmalloc", 4096, "alloc"): "lost", ("vmalloc", 4096, "free"): "lost",
                           ("vmalloc", 4096, "failures"): "fails more"})
    equal(report["exit_code"], 3)


def more_failures_are_a_regression_however_few():
    def failing(number):
        return lambda _: cells()[:3] + [fixtures.cell("vmalloc", 4096, 3003, 1874,
                                                      failures=number)]
    base, new = boots("base", own=failing(3)), boots("new", own=failing(4))
    found, report = outcomes(base, new)
    equal((changed(found), report["exit_code"]),
          ({("vmalloc", 4096, "failures"): "fails more"}, 3))
    found, report = outcomes(new, base)
    equal((changed(found), report["exit_code"]),
          ({("vmalloc", 4096, "failures"): "fails less"}, 0))
    found, report = outcomes(base, boots("again", own=failing(3)))
    equal((changed(found), report["exit_code"]), ({}, 0))


def maxima(**changes):
    return [{**row, **changes.get(row["allocator"], {})} for row in fixtures.book_maxima()]


def a_smaller_largest_block_is_a_regression():
    half = {"doubling": 2097152, "exact": 2097152}
    for shrunk, code, word in (({"kmalloc": half}, 3, "1 shrank"),
                               ({"kmalloc": {"exact": 4194304 - 4096, "doubling": 2097152}}, 3,
                                "1 shrank"),
                               ({"vmalloc": {"exact": 3001366016}}, 0, "11 same"),
                               ({"vmalloc": {"doubling": 1 << 30}}, 3, "1 shrank"),
                               ({"kmalloc": {"doubling": 8 << 20, "exact": 8 << 20}}, 0,
                                "1 grew")):
        found = compare(boots("base"), boots("new", maxima=maxima(**shrunk)))
        equal(found[0], code, found[1])
        has(verdict_of(found[1]), word)


def a_largest_block_that_one_boot_lacks_is_still_there():
    base = boots("base", 1) + boots("more", 2, maxima=[])
    code, out, err = compare(base, boots("new", 1) + boots("newer", 2, maxima=[]))
    equal((code, err, verdict_of(out)), (0, "", "done: 6.1.0-56-cloud-amd64: 11 same"))


def what_differs_beside_the_kernel_cannot_be_compared():
    base = boots("base")
    different = {
        "clock": {"env": environment(clock="tsc")},
        "arch": {"env": environment(kernel__arch="i686")},
        "cpu": {"env": environment(cpu__model="another")},
        "memory": {"env": environment(memory__total_bytes=3221225472)},
        "page_size": {"env": environment(memory__page_size=16384)},
        "init_on_alloc": {"env": environment(allocator__init_on_alloc=1)},
        "init_on_free": {"env": environment(allocator__init_on_free=1)},
        "plan": {"head": fixtures.header(argv=["allocbench", "run", "--samples", "9"])},
        "tool": {"head": fixtures.header(tool="9.9.9")},
        "module": {"head": fixtures.header(module={"version": "0.1.0", "build": "test"})},
    }
    for key, content in different.items():
        new = boots("new", **content)
        code, out, err = compare(base, new, options=["--verdict-file=v.json"])
        equal((code, err), (5, ""), key)
        equal(report_of("v.json")["exit_code"], 5)
        has(verdict_of(out), "not-comparable: ")
        has(verdict_of(out), f": {key}: ")
        has_not(out, "same\n")
        if key == "clock":
            continue
        code, out, _ = compare(base, new, options=["--vary", key])
        equal(code, 0, key)
        has(verdict_of(out), f"11 same; differs as allowed: {key}")


def files_of_one_side_must_agree_too():
    base = boots("base")
    base += boots("odd", 1, env=environment(memory__total_bytes=3221225472))
    code, out, _ = compare(base, boots("new"))
    equal(code, 5)
    has(verdict_of(out), "memory: 3931 MiB in base-0.jsonl, 3072 MiB in odd-0.jsonl")


def where_results_went_is_no_difference():
    argv = ["allocbench", "run", "-o", "x.jsonl", "--preset", "book", "--force", "--seed=7",
            "--no-max"]
    code, _, err = compare(boots("base"), boots("new", head=fixtures.header(argv=argv)))
    equal((code, err), (0, ""))


def a_little_memory_that_the_kernel_takes_is_no_difference():
    code, _, _ = compare(boots("base"),
                         boots("new", env=environment(memory__total_bytes=4090000000)))
    equal(code, 0)


def virtual_machines_of_one_size_agree():
    base = boots("base", env=environment(in_vm=vm()))
    equal(compare(base, boots("new", env=environment(in_vm=vm())))[0], 0)
    for change, key in (({"memory_mib": 3000}, "memory: 4096 MiB"),
                        ({"qemu_version": "8.0"}, "cpu: qemu64 of QEMU 7.2"),
                        ({"cpu": "max"}, "cpu: qemu64 of QEMU 7.2")):
        code, out, _ = compare(base, boots("new", env=environment(in_vm=vm(**change))))
        equal(code, 5)
        has(verdict_of(out), key)


def a_shared_perturbation_is_said():
    base = [boot(f"b{i}.jsonl", env=environment(in_vm=vm(i))) for i in (1, 2, 3)]
    new = [boot(f"n{i}.jsonl", env=environment(in_vm=vm(i))) for i in (4, 5, 2)]
    code, out, _ = compare(base, new)
    equal(code, 0)
    has(out, "Both sides have a boot with perturbation 2")
    has_not(compare(base, new[:2])[1], "perturbation 2")


def an_interrupted_run_cannot_be_compared():
    code, _, err = compare(boots("base"), boots("new", complete=False))
    equal(code, 5)
    has(err, "new-0.jsonl: its run was interrupted")


def a_clock_that_means_nothing_is_refused():
    code, out, err = compare(boots("base"), boots("new", env=environment(clock="emulated")))
    equal(code, 7)
    has(err, "its clock is 'emulated'")
    has(verdict_of(out), "not-trustworthy: ")


def expected_changes_do_not_fail():
    base = boots("base")
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (9, 0), ("vmalloc", 4096): (200, 0)}))
    for lines, code in (("kmalloc 64 alloc slower\nvmalloc * * slower # reason", 0),
                        ("* * * slower", 0),
                        ("# nothing\n\nkmalloc 64 alloc slower:7%\nv*c 4KiB * slower:7%\n", 0),
                        ("kmalloc 64 alloc slower:5%\nvmalloc * * slower\n", 3),
                        ("kmalloc 64 free slower\nvmalloc * * slower\n", 3),
                        ("kmalloc 128 alloc slower\nvmalloc * * slower\n", 3),
                        ("kmalloc 64 alloc faster\nvmalloc * * slower\n", 3)):
        write("allow", lines)
        found = compare(base, new, options=["--allow=allow"])
        equal(found[0], code, lines)
    has(found[1], "Expected, but not seen: line 1 ")
    has(found[1], "slower, expected")


def a_line_of_expected_changes_that_is_none_is_refused():
    for line in ("kmalloc", "kmalloc 64 alloc", "kmalloc x alloc slower", "kmalloc 64 up slower",
                 "kmalloc 64 alloc dearer", "kmalloc 64 alloc slower:5",
                 "kmalloc 64 alloc slower for a reason"):
        write("allow", "# a line before\n" + line)
        code, out, err = compare(["a"], ["b"], options=["--allow=allow"])
        equal((code, out), (2, ""))
        has(err, "allow:2: ")


def an_expected_shrinking_is_of_the_largest_block():
    new = boots("new", maxima=maxima(kmalloc={"doubling": 2097152, "exact": 2097152}))
    for line, code in (("kmalloc max - shrank", 0), ("kmalloc * * shrank", 3)):
        write("allow", line)
        equal(compare(boots("base"), new, options=["--allow=allow"])[0], code)


def cells_can_be_chosen():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (50, 0)}))
    for options, code, count in ((("--alloc=vmalloc",), 0, 2), (("--sizes=64",), 3, 2),
                                 (("--side=free",), 0, 4),
                                 (("--alloc=kmalloc,vmalloc", "--side=alloc"), 3, 3)):
        found, report = outcomes(boots("base"), new, options=options)
        equal((report["exit_code"], len(found)), (code, count), str(options))


def only_what_changed_is_shown():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (50, 0)}))
    code, out, _ = compare(boots("base"), new, options=["--changed", "--format=markdown"])
    equal(code, 3)
    has(out, "| kmalloc | 64 | alloc |")
    has_not(out, "| kmalloc | 4096 |")


# A clock that measures time: boots scatter by a percent or so.

def timed(name, count, factor=1.0, step=0.002):
    """Boots whose costs scatter evenly, so that no test depends on luck."""
    def own(i):
        scatter = factor * (1 + step * ((7 * i) % count - (count - 1) / 2))
        return [fixtures.cell("kmalloc", 64, 5 + round(2000 * scatter), 5 + round(900 * scatter)),
                fixtures.cell("vmalloc", 4096, 5 + round(30000 * (1 + step * ((3 * i) % count))),
                              5 + round(18000 * (1 + step * ((3 * i) % count))))]
    return boots(name, count, own=own, env=environment(clock="tsc"), maxima=[])


def a_timed_clock_finds_what_is_beyond_its_margin():
    base = timed("base", 10)
    for factor, wanted, code in ((1.05, "slower", 3), (0.95, "faster", 0), (1.02, "shifted", 0),
                                 (1.0, "same", 0)):
        found, report = outcomes(base, timed("new", 10, factor))
        equal((found[("kmalloc", 64, "alloc")], report["exit_code"]), (wanted, code), str(factor))
        equal(found[("vmalloc", 4096, "alloc")], "same")
    found, report = outcomes(base, timed("new", 10, 1.05), options=["--margin=10"])
    equal((found[("kmalloc", 64, "alloc")], report["exit_code"]), ("shifted", 0))


def the_page_of_a_timed_clock_has_intervals():
    golden("compare-timed.txt", "compare", *timed("base", 10), "--", *timed("new", 10, 1.05),
           exit_code=3)


def coarse(name, dearer, step=26, clock="uml", **changes):
    """Boots of a clock that counts in steps, where some of 1000 samples take one more."""
    def own(i):
        late = dearer + i
        record = fixtures.taken("kmalloc", 64, [[3 * step, 1000 - late], [4 * step, late]],
                                2 * step, **changes)
        record["free"] = [[2 * step, 1000]]
        return [record]
    none = [fixtures.calibration(ticks=step)]
    return boots(name, 10, own=own, env=environment(clock=clock), calibrated=none, maxima=[])


def a_coarse_clock_is_read_between_its_steps():
    base = coarse("base", 100)
    for dearer, wanted, code in ((100, "same", 0), (400, "slower", 3)):
        found, report = outcomes(base, coarse("new", dearer))
        equal((found[("kmalloc", 64, "alloc")], report["exit_code"]), (wanted, code))
    equal(report["clock"], "uml")
    # The middle 900 samples: 50 late ones of base's first boot are in it.
    row = report["comparisons"][0]["cells"][0]
    equal(round(row["base"]["boots"][0], 6), round(2 * 26 + 26 * 50 / 900, 6))


def of_a_cell_in_parts_the_quietest_is_the_boots_number():
    def own(dearer):
        def of_boot(i):
            # Of eight moments most are disturbed; the clock's own cost is 20 at least.
            parts = [{"alloc": 190 + 7 * i, "free": 150}] * 7 + [{"alloc": 60 + dearer, "free": 45}]
            return [fixtures.cell("kmalloc", 64, 200, 150, parts=parts)]
        return of_boot
    def sides(name, dearer):
        return [boot(f"{name}-{i}.jsonl", own=own(dearer)(i), env=environment(clock="uml"),
                     calibrated=[fixtures.calibration(ticks=20 if i == 3 else 26)], maxima=[])
                for i in range(10)]
    for dearer, wanted in ((0, "same"), (4, "slower")):
        found, report = outcomes(sides("base", 0), sides("new", dearer))
        equal((found[("kmalloc", 64, "alloc")], found[("kmalloc", 64, "free")]), (wanted, "same"))
        row = report["comparisons"][0]["cells"][0]
        equal((row["base"]["boots"], row["new"]["boots"]), ([40] * 10, [40 + dearer] * 10))


def where_all_samples_are_one_step_the_margin_is_two():
    found, report = outcomes(coarse("base", 1), coarse("new", 30))
    equal(found[("kmalloc", 64, "alloc")], "same")
    equal(report["comparisons"][0]["cells"][0]["measure"]["margin"], 1.0)


def what_is_not_meaningful_is_counted_and_not_judged():
    reason = "user-mode Linux maps by system calls of its host"
    base, new = coarse("base", 100, unreal=reason), coarse("new", 900, unreal=reason)
    found, report = outcomes(base, new)
    equal((set(found.values()), report["exit_code"]), ({"not meaningful"}, 0))
    equal(report["comparisons"][0]["tally"], {"not meaningful": 2})
    _, out, _ = compare(base, new)
    has(verdict_of(out), "2 not meaningful")


def a_clock_of_user_mode_linux_compares_only_with_itself():
    code, out, _ = compare(coarse("base", 100), coarse("new", 100, clock="tsc"))
    equal(code, 5)
    has(verdict_of(out), "clock: uml in")


def too_few_boots_are_inconclusive_and_say_how_many_would_do():
    base, new = timed("base", 3), timed("new", 3, 1.05)
    found, report = outcomes(base, new)
    equal((found[("kmalloc", 64, "alloc")], report["exit_code"]), ("inconclusive", 0))
    row = report["comparisons"][0]["cells"][0]
    equal(row["boots_needed"] > 3, True)
    _, report = outcomes(base, new, options=["--fail-on=inconclusive"])
    equal(report["exit_code"], 4)


def a_cost_below_the_clocks_own_is_inconclusive():
    def own(_):
        return [fixtures.cell("kmalloc", 64, 5, 9)]
    env = environment(clock="tsc")
    found, _ = outcomes(boots("base", own=own, env=env), boots("new", own=own, env=env))
    equal(found[("kmalloc", 64, "alloc")], "inconclusive")


def a_measured_floor_widens_the_margin():
    base, same = timed("base", 10), timed("same", 10, 1.04)
    found, report = outcomes(base, same)
    equal(found[("kmalloc", 64, "alloc")], "slower")
    write("floor.json", json.dumps(report))
    for factor, wanted, code in ((1.039, "shifted", 0), (1.06, "slower", 3)):
        found, report = outcomes(base, timed("new", 10, factor), options=["--floor=floor.json"])
        equal((found[("kmalloc", 64, "alloc")], report["exit_code"]), (wanted, code))
        equal(found[("vmalloc", 4096, "alloc")], "same")


def a_floor_is_a_verdict_file_of_a_clock_that_measures_time():
    outcomes(boots("base"), boots("new"))
    for name, why in (("v.json", "does not measure time"), ("base-0.jsonl", "floor"),
                      ("none", "floor")):
        code, out, err = compare(["a"], ["b"], options=["--floor", name])
        equal((code, out), (2, ""))
        has(err, why)


# What machines read.

def junit_has_a_case_for_all():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (50, 0)}, leave_out=("vmalloc",)))
    compare(boots("base"), new, options=["--junit=j.xml", "--label=<base>", "--label=a\"b&c"])
    root = xml.etree.ElementTree.parse("j.xml").getroot()
    suite = root.find("testsuite")
    equal(suite.get("name"), "a\"b&c")
    cases = suite.findall("testcase")
    equal((suite.get("tests"), suite.get("failures"), suite.get("skipped"), suite.get("errors")),
          (str(len(cases)), "1", "2", "0"))
    failed = [case for case in cases if case.find("failure") is not None]
    equal([case.get("name") for case in failed],
          ["kmalloc 64 alloc, GFP_KERNEL, task context, pair pattern"])
    equal(failed[0].find("failure").get("message"),
          "slower: 151 in the base, 201 in the new kernel, +33.11 %")
    equal(len({case.get("name") for case in cases}), len(cases))


def junit_has_an_error_where_nothing_was_compared():
    compare(boots("base"), boots("new", env=environment(kernel__arch="i686")),
            options=["--junit=j.xml"])
    suite = xml.etree.ElementTree.parse("j.xml").getroot().find("testsuite")
    equal((suite.get("tests"), suite.get("errors")), ("1", "1"))
    has(suite.find("testcase/error").get("message"), "arch: ")


def ktap_has_a_subtest_for_each_kernel():
    base = boots("base")
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (50, 0)}))
    compare(base, boots("good"), new,
            options=["--ktap=t", "--label=b", "--label=good # 1", "--label=bad"])
    with open("t", encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    equal(lines[:4], ["KTAP version 1", "1..2", "    KTAP version 1",
                      "    # Subtest: good   1"])
    equal([line for line in lines if not line.startswith(" ")],
          ["KTAP version 1", "1..2", "ok 1 good   1", "not ok 2 bad"])
    inner = [line.strip() for line in lines if line.startswith("    not ok")]
    equal(inner, ["not ok 4 kmalloc 64 alloc, GFP_KERNEL, task context, pair pattern"])
    plans = [line for line in lines if line.startswith("    1..")]
    equal(plans, ["    1..14", "    1..14"])


def markdown_is_the_page_of_what_has_changed():
    new = boots("new", own=lambda i: cells({("kmalloc", 64): (50, 0)}))
    _, shown, _ = compare(boots("base"), new, options=["--changed", "--format=markdown"])
    code, out, _ = compare(boots("base"), new, options=["--markdown=m.md"])
    equal(code, 3)
    with open("m.md", encoding="utf-8") as stream:
        equal(stream.read(), shown)
    has(out, "  same\n")
    code, _, _ = compare([write("none.jsonl", "")], new, options=["--markdown=m.md"])
    with open("m.md", encoding="utf-8") as stream:
        has(stream.read(), "verdict: tool-failure")


def a_report_that_cannot_be_written_is_a_failure():
    code, out, err = compare(boots("base"), boots("new"), options=["--junit=none/j.xml"])
    equal(code, 1)
    has(err, "none/j.xml: cannot be written")
    has(verdict_of(out), "11 same")


def wrong_usage_is_refused():
    for arguments in ((), ("a",), ("a", "--"), ("--", "b"), ("a", "--", "b", "--"),
                      ("--margin=x", "a", "--", "b"), ("--fail-on=slower", "a", "--", "b"),
                      ("--vary=kernel", "a", "--", "b"), ("--side=up", "a", "--", "b"),
                      ("--allow=none", "a", "--", "b"), ("--format=tex", "a", "--", "b")):
        code, out, err = run("compare", *arguments)
        equal((code, out), (2, ""), str(arguments))
        has(err, "allocstat compare: ")


if __name__ == "__main__":
    main([
        equal_kernels_are_the_same,
        the_page_shows_cells_and_largest_blocks,
        a_comparison_is_a_table_too,
        a_dearer_cell_is_a_regression,
        a_cheaper_cell_is_none,
        one_instruction_is_shifted_and_fails_only_without_a_margin,
        twice_the_margin_is_slower_in_every_cell,
        a_cell_that_moves_by_itself_must_move_by_more,
        one_boot_a_side_decides_nothing_that_differs,
        several_kernels_are_judged_apart_and_the_worst_counts,
        a_boot_argument_is_another_kernel,
        a_new_kernel_that_dies_is_a_regression,
        cells_that_died_with_it_are_lost,
        a_base_that_dies_is_no_regression,
        garbage_is_a_failure_of_the_tool_and_has_a_verdict,
        a_row_that_the_new_kernel_lacks_fails_only_on_request,
        a_cell_whose_allocations_all_fail_is_lost,
        more_failures_are_a_regression_however_few,
        a_smaller_largest_block_is_a_regression,
        a_largest_block_that_one_boot_lacks_is_still_there,
        what_differs_beside_the_kernel_cannot_be_compared,
        files_of_one_side_must_agree_too,
        where_results_went_is_no_difference,
        a_little_memory_that_the_kernel_takes_is_no_difference,
        virtual_machines_of_one_size_agree,
        a_shared_perturbation_is_said,
        an_interrupted_run_cannot_be_compared,
        a_clock_that_means_nothing_is_refused,
        expected_changes_do_not_fail,
        a_line_of_expected_changes_that_is_none_is_refused,
        an_expected_shrinking_is_of_the_largest_block,
        cells_can_be_chosen,
        only_what_changed_is_shown,
        a_timed_clock_finds_what_is_beyond_its_margin,
        the_page_of_a_timed_clock_has_intervals,
        a_coarse_clock_is_read_between_its_steps,
        of_a_cell_in_parts_the_quietest_is_the_boots_number,
        where_all_samples_are_one_step_the_margin_is_two,
        what_is_not_meaningful_is_counted_and_not_judged,
        a_clock_of_user_mode_linux_compares_only_with_itself,
        too_few_boots_are_inconclusive_and_say_how_many_would_do,
        a_cost_below_the_clocks_own_is_inconclusive,
        a_measured_floor_widens_the_margin,
        a_floor_is_a_verdict_file_of_a_clock_that_measures_time,
        junit_has_a_case_for_all,
        junit_has_an_error_where_nothing_was_compared,
        ktap_has_a_subtest_for_each_kernel,
        markdown_is_the_page_of_what_has_changed,
        a_report_that_cannot_be_written_is_a_failure,
        wrong_usage_is_refused,
    ])
