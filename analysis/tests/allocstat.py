# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs allocstat for the tests, in a directory of its own, and says TAP."""

import os
import subprocess
import sys
import tempfile
import traceback


GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden")


def program():
    return os.environ["ALLOCSTAT"]


def run(*arguments, stdin=None, env=None, **options):
    """Exit code, standard output and standard error, as bytes that are valid UTF-8.

    Tables are as wide as they are: where they are printed in parts, a test says so.
    """
    environment = dict(os.environ, LC_ALL="C.UTF-8", COLUMNS="0")
    environment.update(env or {})
    done = subprocess.run([program(), *arguments], input=stdin, capture_output=True,
                          env=environment, timeout=60, check=False, **options)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def write(name, content):
    with open(name, "wb") as stream:
        stream.write(content if isinstance(content, bytes) else content.encode())
    return name


def read(name):
    with open(name, "rb") as stream:
        return stream.read()


def equal(found, wanted, what=""):
    if found != wanted:
        raise AssertionError(f"{what}\nfound:  {found!r}\nwanted: {wanted!r}")


def golden(name, *arguments, exit_code=0):
    """The output is that of a file; UPDATE_GOLDEN=1 writes it instead."""
    code, out, err = run(*arguments)
    path = os.path.join(GOLDEN, name)
    if os.environ.get("UPDATE_GOLDEN"):
        write(path, out)
    equal((code, err), (exit_code, ""))
    equal(out, read(path).decode(), name)


def has(text, part):
    if part not in text:
        raise AssertionError(f"{part!r} is not in\n{text}")


def has_not(text, part):
    if part in text:
        raise AssertionError(f"{part!r} is in\n{text}")


def rows_of(out):
    """The rows of figures: those that begin with a size."""
    return [line.split() for line in out.splitlines() if line.strip()[:1].isdigit()]


class Skipped(Exception):
    """What a test raises that cannot run here: what is missing."""


def main(tests):
    """Runs each test in an empty directory."""
    failed = 0
    print(f"1..{len(tests)}", flush=True)
    for number, test in enumerate(tests, 1):
        name = test.__name__.replace("_", " ")
        with tempfile.TemporaryDirectory(prefix="test-allocstat-") as directory:
            os.chdir(directory)
            try:
                test()
                print(f"ok {number} - {name}", flush=True)
            except Skipped as missing:
                print(f"ok {number} - {name} # SKIP {missing}", flush=True)
            except Exception:  # a test that dies is a test that failed
                failed += 1
                print(f"not ok {number} - {name}", flush=True)
                for line in traceback.format_exc().splitlines():
                    print(f"# {line}")
            os.chdir("/")
    sys.exit(1 if failed else 0)
