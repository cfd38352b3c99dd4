# SPDX-License-Identifier: GPL-2.0-or-later
"""Bad input and bad usage: a message that says where and what to do, the right exit code."""

import gzip
import os
import shutil
import subprocess

import fixtures
from allocstat import equal, has, has_not, main, program, run, write

ALL = (("validate",), ("table", "max"), ("table", "cost"), ("plot", "cost", "-o", "x.svg"))


def refused(content, *parts):
    """By all commands, with exit code 1 and nothing on standard output."""
    path = write("bad.jsonl", content)
    for command in ALL:
        code, out, err = run(*command, path)
        equal((code, out), (1, ""), f"{command}: {err}")
        for part in parts:
            has(err, part)
        equal(os.path.exists("x.svg"), False)


def garbage_is_refused_with_its_line():
    refused("garbage\n", "bad.jsonl:1:")


def garbage_further_down_is_refused_with_its_line():
    lines = fixtures.result().splitlines(keepends=True)
    lines[6] = "{\"type\":\n"
    refused("".join(lines), "bad.jsonl:7:")


def binary_is_refused():
    refused(bytes(range(256)) * 64, "bad.jsonl:1:")


def an_empty_file_is_refused():
    refused("", "bad.jsonl")


def another_schema_is_refused():
    refused(fixtures.result(head=fixtures.header(schema="allocbench/2.0")),
            "bad.jsonl:1:", "allocbench/2.0")
    refused(fixtures.result(head=fixtures.header(schema="other/1.0")), "bad.jsonl:1:")


def a_changed_record_is_refused():
    refused(fixtures.result().replace("[156,1012]", "[155,1012]"), "bad.jsonl:35:")


def an_unknown_clock_is_refused():
    refused(fixtures.result(env=fixtures.environment("sundial")), "bad.jsonl:2:")


def a_file_that_is_not_there_is_refused():
    for command in ALL:
        code, out, err = run(*command, "nowhere.jsonl")
        equal((code, out), (1, ""), err)
        has(err, "nowhere.jsonl: ")


def a_directory_is_refused():
    os.mkdir("dir.jsonl")
    for command in ALL:
        code, _, err = run(*command, "dir.jsonl")
        equal(code, 1, err)
        has(err, "dir.jsonl")
        has(err, "is a directory")


def an_unreadable_file_is_refused():
    path = write("secret.jsonl", fixtures.result())
    os.chmod(path, 0)
    os.chmod(".", 0o755)
    # The superuser may read anything, so it asks as nobody, who may not reach the build.
    shutil.copy(program(), "allocstat")
    code, _, err = run("validate", path, executable="./allocstat",
                       **({"user": 65534} if os.getuid() == 0 else {}))
    equal(code, 1)
    has(err, "secret.jsonl: permission denied")


def a_name_cannot_move_the_terminal():
    code, _, err = run("validate", "\x1b[2Jevil.jsonl")
    equal(code, 1)
    has_not(err, "\x1b")


def a_whole_file_is_ok():
    code, out, err = run("validate", write("good.jsonl", fixtures.result()))
    equal((code, out, err), (0, "good.jsonl: ok, complete, 35 records\n", ""))
    code, out, err = run("validate", "--quiet", "good.jsonl")
    equal((code, out, err), (0, "", ""))


def an_interrupted_file_is_ok_and_said_to_be_interrupted():
    path = write("good.jsonl", fixtures.result(complete=False))
    equal(run("validate", path)[:2], (0, "good.jsonl: ok, interrupted, 35 records\n"))
    code, out, err = run("table", "cost", path)
    equal(code, 0)
    has(err, "interrupted")
    has(out, "Not whole: the run was interrupted.")


def a_compressed_file_is_read():
    path = write("good.jsonl.gz", gzip.compress(fixtures.result().encode()))
    equal(run("validate", path)[0], 0)


def standard_input_is_read():
    code, out, err = run("table", "max", "-", stdin=fixtures.result().encode())
    equal((code, err), (0, ""))
    has(out, "2147483648")


def a_bad_file_does_not_hide_a_good_one():
    write("good.jsonl", fixtures.result())
    code, out, err = run("validate", write("bad.jsonl", "x\n"), "good.jsonl")
    equal(code, 1)
    has(out, "good.jsonl: ok")
    has(err, "bad.jsonl:1:")


def a_million_raw_samples_take_little_memory():
    """Their tree would take 200 MB, and the text is 9 MB."""
    count = 1000000
    cell = fixtures.cell("kmalloc", 64, 100, 50, samples=count, tail=0, trace=[])
    rows = "[100,50]," * (count - 1) + "[100,50]"
    write("raw.jsonl", fixtures.result(cells=[cell], footer=False).replace(
        '"trace":[]', f'"trace":[{rows}]'))
    for command, wanted in ((("validate",), 1), (("table", "cost"), 0)):
        with subprocess.Popen([program(), *command, "raw.jsonl"], stderr=subprocess.DEVNULL,
                              stdout=subprocess.DEVNULL) as process:
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        equal(process.returncode, wanted)
        # The memory of this script, before exec(), counts too.
        equal(usage.ru_maxrss < 120000, True, f"{usage.ru_maxrss} kB")


def truncated(content, line):
    path = write("cut.jsonl", content)
    code, out, err = run("validate", path)
    equal((code, out), (1, ""), err)
    has(err, f"cut.jsonl:{line}: truncated")
    code, out, err = run("table", "cost", path)
    equal(code, 0, err)
    has(err, f"warning: cut.jsonl:{line}: truncated")
    has(out, "Not whole: cut.jsonl")
    has(out, "151")


def a_file_without_a_footer_is_used_with_a_warning():
    truncated(fixtures.result(footer=False), 34)


def a_file_cut_in_a_record_is_used_with_a_warning():
    lines = fixtures.result().splitlines(keepends=True)
    truncated("".join(lines[:20]) + lines[20][:50], 21)


def a_file_cut_before_its_environment_is_refused():
    refused(fixtures.result().splitlines(keepends=True)[0], "bad.jsonl:1:", "truncated")


def an_emulated_clock_gives_no_numbers():
    path = write("emulated.jsonl", fixtures.result(env=fixtures.environment("emulated")))
    equal(run("validate", path)[0], 0)
    for command in ALL[1:]:
        code, out, err = run(*command, path)
        equal((code, out), (7, ""), err)
        has(err, "emulated.jsonl: its clock is 'emulated'")
        has(err, "--clock icount")


def different_clocks_are_not_mixed():
    write("icount.jsonl", fixtures.result())
    write("tsc.jsonl", fixtures.result(env=fixtures.environment("tsc")))
    for command in ALL[2:]:
        code, out, err = run(*command, "icount.jsonl", "tsc.jsonl")
        equal((code, out), (5, ""), err)
        has(err, "icount.jsonl counts instructions, tsc.jsonl counts TSC ticks")


def costs_need_cells_and_the_clocks_own_cost():
    for changes, words in (({"cells": []}, "no cell"), ({"calibrated": []}, "'none'")):
        path = write("poor.jsonl", fixtures.result(**changes))
        code, out, err = run("table", "cost", path)
        equal((code, out), (1, ""), err)
        has(err, words)


def bad_usage_is_exit_code_2():
    good = write("good.jsonl", fixtures.result())
    for arguments in ((), ("nonsense",), ("table",), ("table", "mean", good),
                      ("table", "max"), ("table", "cost", "--stat=p51", good),
                      ("table", "max", "--stat=p50", good),
                      ("table", "max", "--format=word", good), ("validate",),
                      ("plot",), ("plot", "cost", good), ("plot", "cost", "-o", "x.svg"),
                      ("plot", "cost", "-o", "x.txt", good), ("validate", "--nonsense")):
        code, out, err = run(*arguments)
        equal((code, out), (2, ""), f"{arguments}: {err}")
        has(err, "allocstat")


def help_and_version_are_exit_code_0():
    for arguments in (("--help",), ("--version",), ("table", "--help"), ("plot", "--help"),
                      ("validate", "--help")):
        code, out, err = run(*arguments)
        equal((code, err), (0, ""), arguments)
        has(out, "allocstat")


if __name__ == "__main__":
    main([
        garbage_is_refused_with_its_line,
        garbage_further_down_is_refused_with_its_line,
        binary_is_refused,
        an_empty_file_is_refused,
        another_schema_is_refused,
        a_changed_record_is_refused,
        an_unknown_clock_is_refused,
        a_file_that_is_not_there_is_refused,
        a_directory_is_refused,
        an_unreadable_file_is_refused,
        a_name_cannot_move_the_terminal,
        a_whole_file_is_ok,
        an_interrupted_file_is_ok_and_said_to_be_interrupted,
        a_compressed_file_is_read,
        standard_input_is_read,
        a_bad_file_does_not_hide_a_good_one,
        a_million_raw_samples_take_little_memory,
        a_file_without_a_footer_is_used_with_a_warning,
        a_file_cut_in_a_record_is_used_with_a_warning,
        a_file_cut_before_its_environment_is_refused,
        an_emulated_clock_gives_no_numbers,
        different_clocks_are_not_mixed,
        costs_need_cells_and_the_clocks_own_cost,
        bad_usage_is_exit_code_2,
        help_and_version_are_exit_code_0,
    ])
