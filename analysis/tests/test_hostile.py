# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that were made to break a reader: refused with a word, in bounded memory and time.

With --soak every command reads every file; without it each command reads some.
"""

import gzip
import os
import subprocess
import sys
import threading
import time

import fixtures
import make_corpus
from allocstat import equal, has, has_not, main, program, run, write

SOAK = "--soak" in sys.argv
MIB = 1 << 20

# The largest tree, the longest line twice, and what the program itself takes.
MEMORY_KIB = 700 * 1024
SECONDS = 60

COMMANDS = (
    ("validate",), ("table", "max"), ("table", "cost"), ("plot", "cost", "-o", "x.svg"),
    ("report", "-o", "x.html"), ("export", "--to=csv"), ("explain",),
)
peak_kib = 0
slowest = 0
runs = 0

HEAD = "".join(fixtures.result().splitlines(keepends=True)[:2]).encode()


def inside(text):
    """A cell with a field that is hostile, after a good beginning."""
    return HEAD + b'{"type":"cell","size":' + text + b"}\n"


def rows(name, row, count):
    return HEAD + b'{"type":"cell","' + name + b'":[' + row * count + b"1]}\n"


# Name: content, words of the message.
SMALL = {
    "brackets": (b"[" * 1000000, "not JSON"),
    "deep arrays": (inside(b"[" * 1000000 + b"]" * 1000000), "maximum parsing depth"),
    "deep objects": (inside(b'{"a":' * 1000000 + b"1" + b"}" * 1000000),
                     "maximum parsing depth"),
    "a deep trace": (HEAD + b'{"type":"cell","trace":' + b"[" * 1000000 + b"]" * 1000000
                     + b"}\n", "maximum parsing depth"),
    "1e9999": (inside(b"1e9999"), "real number overflow"),
    "NaN": (inside(b"NaN"), "invalid token"),
    "Infinity": (inside(b"Infinity"), "invalid token"),
    "-Infinity": (inside(b"-Infinity"), "invalid token"),
    "a million digits": (inside(b"9" * 1000000), "too big integer"),
    "a negative integer": (inside(b"-" + b"9" * 30), "too big negative integer"),
    "1e9999 in a row": (rows(b"alloc", b"[1e9999,1],", 1), "real number overflow"),
    "NaN in a row": (rows(b"alloc", b"[NaN,1],", 1), "invalid token"),
    "2^63 in a row": (rows(b"alloc", b"[9223372036854775808,1],", 1), "too big integer"),
    "one key twice": (HEAD + b'{"type":"cell","type":"cell"}\n', "duplicate object key"),
    "rows twice": (HEAD + b'{"type":"cell","alloc":[[1,1]],"alloc":[[1,1]]}\n',
                   "duplicate object key"),
    "bad UTF-8": (inside(b'"\xff\xfe"'), "unable to decode byte"),
    "a long form of UTF-8": (inside(b'"\xc0\xaf"'), "unable to decode byte"),
    "half a surrogate": (inside(b'"\\ud800"'), "invalid Unicode"),
    "NUL bytes": (inside(b'"\0\0\0"'), "a NUL byte"),
    "a NUL escaped": (inside(b'"\\u0000"'), "\\u0000"),
    "an empty file": (b"", "empty"),
    "a million empty lines": (HEAD + b"\n" * 1000000, "not JSON"),
}

# Name: members of a gzip file, each with how often it comes, words of the message; None where
# it is no error that there is nothing in it.
LARGE = {
    "10 GiB of zeros": ([(b"\0" * MIB, 10240)], "longer than 64 MiB"),
    "1 GiB of blanks": ([(HEAD, 1), (b" " * MIB, 1024)], "longer than 64 MiB"),
    "1 GiB of one string": ([(HEAD + b'{"type":"', 1), (b"a" * MIB, 1024)],
                            "longer than 64 MiB"),
    "1 GiB of one array": ([(HEAD + b'{"type":"cell","alloc":[', 1), (b"[1,1]," * 170000, 1024)],
                           "longer than 64 MiB"),
    "a string of 60 MiB": ([(HEAD + b'{"type":"', 1), (b"a" * MIB, 60), (b'"}\n', 1)], None),
    "60 MiB of empty objects": ([(HEAD + b'{"type":"x","a":[', 1), (b"{}," * 350000, 60),
                                 (b"1]}\n", 1)], "more than 512 MiB"),
    "60 MiB of numbers": ([(HEAD + b'{"type":"x","a":[', 1), (b"0," * 520000, 60),
                           (b"1]}\n", 1)], "more than 512 MiB"),
    "60 MiB of rows": ([(HEAD + b'{"type":"cell","alloc":[', 1), (b"[1,1]," * 170000, 60),
                        (b"1]}\n", 1)], "more than 512 MiB"),
    "the largest tree": ([(HEAD + b'{"type":"x","a":[', 1), (b"{}," * 425000, 4), (b"1]}\n", 1)], None),
    "10 million records": ([(HEAD, 1), (b'{"type":"x"}\n' * 100000, 100)],
                           "more than 262144 records"),
}


def watched(command, path, stdin=None):
    """Runs to its end; notes memory and time."""
    global peak_kib, slowest, runs
    begin = time.monotonic()
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    with open("stdout", "wb") as out, open("stderr", "wb") as err, subprocess.Popen(
            [program(), *command, path], stdin=stdin, stdout=out, stderr=err,
            env=environment) as process:
        alarm = threading.Timer(SECONDS, process.kill)
        alarm.start()
        _, status, usage = os.wait4(process.pid, 0)
        alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
    peak_kib = max(peak_kib, usage.ru_maxrss)
    slowest = max(slowest, time.monotonic() - begin)
    runs += 1
    with open("stderr", encoding="utf-8") as stream:
        return process.returncode, stream.read()


def refused(name, command, path, words):
    code, err = watched(command, path)
    equal(code, 1, f"{name}: {command}: {err}")
    if path not in err:
        raise AssertionError(f"{name}: {command}: not named in {err!r}")
    if not any(word in err for word in words.split("|")):
        raise AssertionError(f"{name}: {command}: none of {words!r} in {err}")
    for left in ("x.svg", "x.html"):
        equal(os.path.exists(left), False, name)


def commands_for(number, quick):
    commands = COMMANDS + (("compare", "bad.jsonl", "--"),)
    return commands if SOAK or quick else (commands[number % len(commands)],)


def check(name, number, words, quick):
    """Without words it is a file that may be read. A boot of nothing has died."""
    for command in commands_for(number, quick):
        if words and (command[0] != "compare" or words != "empty"):
            refused(name, command, "bad.jsonl", words)
        else:
            code, err = watched(command, "bad.jsonl")
            equal(code in (0, 1), True, f"{name}: {command}: {code}: {err}")
            for left in ("x.svg", "x.html"):
                if os.path.exists(left):
                    os.unlink(left)


def small_files_are_refused_by_every_command():
    for number, (name, (content, words)) in enumerate(SMALL.items()):
        write("bad.jsonl", content)
        check(name, number, words, len(content) < 100000)


def large_files_are_refused():
    for number, (name, (members, words)) in enumerate(LARGE.items()):
        with open("bad.jsonl", "wb") as stream:
            for content, count in members:
                packed = gzip.compress(content, 1)
                for _ in range(count):
                    stream.write(packed)
        check(name, number, words, False)


def a_plain_gibibyte_is_refused():
    write("bad.jsonl", HEAD + b" " * (65 * MIB))
    os.truncate("bad.jsonl", 1024 * MIB)
    check("blanks", 0, "longer than 64 MiB", False)
    write("bad.jsonl", b"")
    os.truncate("bad.jsonl", 1024 * MIB)
    check("zeros", 0, "longer than 64 MiB", False)


def a_million_keys_are_read():
    keys = b"".join(b',"k%d":1' % number for number in range(1000000))
    write("bad.jsonl", HEAD + b'{"type":"x"' + keys + b"}\n")
    code, err = watched(("validate",), "bad.jsonl")
    equal(code, 1)
    has(err, "no footer follows; 2 records are good")


def a_million_cells_are_too_many():
    cell = fixtures.cell("kmalloc", 64, 150, 100, samples=4, tail=0)
    text = fixtures.result(cells=[cell], footer=False).splitlines(keepends=True)[-4].encode()
    has(text.decode(), '"cell"')
    with open("bad.jsonl", "wb") as stream:
        stream.write(HEAD)
        packed = gzip.compress(text * 10000, 1)
        stream.write(packed * 100)
    for number in range(len(COMMANDS) if SOAK else 1):
        refused("cells", COMMANDS[number], "bad.jsonl", "more than 262144 records|not")


def a_thousand_sizes_of_one_allocator_take_a_moment():
    cells = [fixtures.cell("kmalloc", size, 150 + size // 50, 100, samples=4, tail=0,
                           trace=[])
             for size in range(1, 16385 if SOAK else 2049)]
    write("many.jsonl", fixtures.result(cells=cells))
    for command in COMMANDS[2:] + (("compare", "many.jsonl", "--"),):
        code, err = watched(command, "many.jsonl")
        equal(code, 0, f"{command}: {err}")


def what_is_no_file_is_refused():
    os.mkdir("directory")
    os.mkfifo("pipe")
    os.symlink("loop", "loop")
    for path, words in (("directory", "is a directory"), ("pipe", "nobody writes into"),
                        ("loop", "symbolic links"), ("/dev/zero", "longer than 64 MiB"),
                        ("/dev/null", "empty")):
        for command in COMMANDS if SOAK or path != "pipe" else COMMANDS[:1]:
            refused(path, command, path, words)


def a_pipe_may_be_slow():
    os.mkfifo("slow")

    def fill():
        with open("slow", "w", encoding="utf-8") as stream:
            time.sleep(6)
            stream.write(fixtures.result())

    writer = threading.Thread(target=fill)
    writer.start()
    equal(run("validate", "slow")[0], 0)
    writer.join()


def a_file_may_shrink_while_it_is_read():
    text = fixtures.result(cells=[fixtures.cell("kmalloc", size, 150, 100)
                                  for size in range(1, 8000)])
    ends = set()
    for attempt in range(40 if SOAK else 8):
        write("shrinks.jsonl", text)
        with subprocess.Popen([program(), "table", "cost", "shrinks.jsonl"],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            time.sleep(0.002 * attempt)
            os.truncate("shrinks.jsonl", len(text) // 3)
            err = process.stderr.read().decode()
            equal(process.wait(timeout=SECONDS) in (0, 1), True, err)
        ends.add(process.returncode if not err else "truncated" in err)
        has_not(err, "damaged")
    equal(ends - {0, True}, set())


def other_files_that_are_named_have_limits_too():
    write("good.jsonl", fixtures.result())
    for option in ("--allow", "--floor"):
        code, err = watched(("compare", f"{option}=/dev/zero", "good.jsonl", "--"), "good.jsonl")
        equal(code, 2, err)
        has(err, "/dev/zero")
        write("deep", b"[" * 1000000)
        code, err = watched(("compare", f"{option}=deep", "good.jsonl", "--"), "good.jsonl")
        equal(code, 2, err)


def the_corpus_of_comparisons_is_what_makes_it():
    corpus = os.path.join(os.path.dirname(os.path.abspath(__file__)), "corpus")
    equal(set(os.listdir(corpus)), set(make_corpus.files()))
    for name, text in make_corpus.files().items():
        with open(os.path.join(corpus, name), encoding="utf-8") as stream:
            equal(stream.read(), text, name)


def memory_and_time_were_bounded():
    print(f"# figure: hostile files read: {runs}")
    print(f"# figure: hostile files, peak memory: {peak_kib // 1024} MiB")
    print(f"# figure: hostile files, slowest: {slowest:.1f} s")
    equal(peak_kib < MEMORY_KIB, True, f"{peak_kib} kB")
    equal(slowest < SECONDS, True, f"{slowest} s")


if __name__ == "__main__":
    main([
        small_files_are_refused_by_every_command,
        large_files_are_refused,
        a_plain_gibibyte_is_refused,
        a_million_keys_are_read,
        a_million_cells_are_too_many,
        a_thousand_sizes_of_one_allocator_take_a_moment,
        what_is_no_file_is_refused,
        a_pipe_may_be_slow,
        a_file_may_shrink_while_it_is_read,
        other_files_that_are_named_have_limits_too,
        the_corpus_of_comparisons_is_what_makes_it,
        memory_and_time_were_bounded,
    ])
