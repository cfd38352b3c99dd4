# SPDX-License-Identifier: GPL-2.0-or-later
"""What comparisons of user-mode Linux find, and from what size of an effect on.

uml_noise.py judge ALLOCSTAT BOOTS ADDS...   one comparison: a line of JSON
uml_noise.py sum FILE ADDS...                a table of such lines

BOOTS has a directory for each kernel: 0-* the base, 1-* the same again, then one for each of
ADDS, whose test rows take so many dependent adds more.
"""

import glob
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import zlib

# What an addition to kmalloc and to the page allocator is looked for in.
SLOWED = ("slow_kmalloc", "slow_pages")
# By how much a cell is made dearer, to see from where on that is found.
EFFECTS = (0.02, 0.03, 0.05, 0.07, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.75, 1, 1.5, 2)


def boots_of(boots, side):
    return sorted(glob.glob(f"{boots}/{side}-*/boot-*.jsonl"))


def compare(allocstat, base, new):
    """The cells of the verdict, by allocator, size and side; what it says is no failure."""
    with tempfile.TemporaryDirectory() as directory:
        verdict = os.path.join(directory, "verdict.json")
        done = subprocess.run([allocstat, "compare", "--verdict-file", verdict, *base, "--", *new],
                              stdout=subprocess.DEVNULL, check=False)
        if done.returncode not in (0, 3):
            sys.exit(f"compare: exit {done.returncode}: {new}")
        with open(verdict, encoding="utf-8") as stream:
            cells = json.load(stream)["comparisons"][0]["cells"]
    return {(cell["allocator"], cell["size"], cell["side"]): cell for cell in cells
            if cell["side"] != "failures"}


def records_of(path):
    """Without the order of the samples, which no comparison reads."""
    with open(path, encoding="utf-8") as stream:
        records = [json.loads(line) for line in stream]
    for record in records:
        if "trace" in record:
            record["trace"] = []
    return records


def write_result(path, records):
    lines = [json.dumps(record, separators=(",", ":")) + "\n" for record in records]
    footer = dict(records[-1], crc32=f"{zlib.crc32(''.join(lines[2:-1]).encode()):08x}")
    with open(path, "w", encoding="utf-8") as stream:
        stream.writelines([*lines[:-1], json.dumps(footer) + "\n"])


def dearer(record, ticks):
    """The cell, each of its parts dearer by ticks, which has a number for each side."""
    parts = [{side: part[side] + ticks[side] for side in part} for part in record["parts"]]
    return dict(record, parts=parts)


class Same:
    """Boots of the base's kernel, of which one cell is made dearer."""

    def __init__(self, allocstat, boots, directory):
        self.allocstat = allocstat
        self.base = boots_of(boots, 0)
        self.new = [records_of(path) for path in boots_of(boots, 1)]
        self.directory = directory
        self.cells = compare(allocstat, self.base, boots_of(boots, 1))
        self.verdicts = {}

    def ticks(self, boot, allocator, size, effect):
        """Of a boot: what the effect adds to each side's cost."""
        return {side: effect * self.cells[allocator, size, side]["new"]["boots"][boot]
                for side in ("alloc", "free")}

    def verdict(self, allocator, size, effect):
        key = (allocator, size, effect)
        if key in self.verdicts:
            return self.verdicts[key]
        paths = []
        for boot, records in enumerate(self.new):
            paths.append(os.path.join(self.directory, f"boot-{boot}.jsonl"))
            write_result(paths[-1], [
                dearer(record, self.ticks(boot, allocator, size, effect))
                if record["type"] == "cell" and (record["allocator"], record["size"]) == (allocator, size)
                else record for record in records])
        self.verdicts[key] = compare(self.allocstat, self.base, paths)
        return self.verdicts[key]

    def smallest_effect(self, key):
        """The first of EFFECTS from which on the cell is slower; infinite where none is."""
        low, high = 0, len(EFFECTS)
        while low < high:
            middle = (low + high) // 2
            if self.verdict(key[0], key[1], EFFECTS[middle])[key]["outcome"] == "slower":
                high = middle
            else:
                low = middle + 1
        return EFFECTS[low] if low < len(EFFECTS) else float("inf")


def outcome_of(cell):
    return {"base": cell["base"]["median"], "new": cell["new"]["median"],
            "boots": cell["base"]["boots"], "outcome": cell["outcome"],
            "change": cell["measure"]["ratio"] - 1 if cell["measure"] else float("nan")}


def judge(allocstat, boots, *adds):
    with tempfile.TemporaryDirectory() as directory:
        same = Same(allocstat, boots, directory)
        sides = [same.cells] + [compare(allocstat, same.base, boots_of(boots, i + 2))
                                for i in range(len(adds))]
        print(json.dumps([[dict(outcome_of(cell), key=key) for key, cell in cells.items()]
                          for cells in sides] + [[same.smallest_effect(key) for key in same.cells]]))


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def spread(boots):
    """Of the boots of a side: the middle half, of their median."""
    return (quantile(boots, 0.75) - quantile(boots, 0.25)) / statistics.median(boots)


def found_in(smallest, i, part):
    """The smallest effect that was found in this part of the comparisons."""
    effects = sorted(effects[i] for effects in smallest)
    return f"{effects[math.ceil(len(effects) * part) - 1] * 100:5.0f}%"


def print_floor(same, smallest):
    """Of a kernel against itself, and of its boots made dearer: half, and 95 of 100, found it."""
    alarms = sum(any(cell["outcome"] == "slower" for cell in cells) for cells in same)
    print(f"alarms: {alarms}")
    print(f"{'allocator':18}{'size':>6} side   {'cost':>7} {'boots':>7} {'p95':>7} {'floor':>7}"
          f" {'half':>6} {'found':>6}")
    for i, (allocator, size, side) in enumerate(cell["key"] for cell in same[0]):
        rows = [cells[i] for cells in same]
        changes = [abs(row["change"]) for row in rows]
        print(f"{allocator:18}{size:6} {side:6} {statistics.median(row['base'] for row in rows):7.1f}"
              f" {statistics.median(spread(row['boots']) for row in rows) * 100:6.1f}%"
              f" {quantile(changes, 0.95) * 100:6.1f}% {max(changes) * 100:6.1f}%"
              f" {found_in(smallest, i, 0.5)} {found_in(smallest, i, 0.95)}")


def print_power(adds, slowed):
    """Returns how often kmalloc of 64 bytes was found slower."""
    print(f"{adds} adds more:")
    for i, (allocator, size, side) in enumerate(cell["key"] for cell in slowed[0]):
        rows = [cells[i] for cells in slowed]
        if allocator not in SLOWED:
            continue
        found = sum(row["outcome"] == "slower" for row in rows)
        print(f"{allocator:18}{size:6} {side:6}"
              f" {statistics.median(row['new'] - row['base'] for row in rows):+7.1f} ticks"
              f" {statistics.median(row['change'] for row in rows) * 100:+6.1f}% slower in {found:3}")
        if (allocator, size, side) == ("slow_kmalloc", 64, "alloc"):
            most = found
    return most


def sum_up(path, *adds):
    with open(path, encoding="utf-8") as stream:
        *sides, smallest = zip(*map(json.loads, stream))
    print_floor(sides[0], smallest)
    for name, slowed in zip(adds, sides[1:]):
        found = print_power(name, slowed)
    print(f"found of the most: {found}")


{"judge": judge, "sum": sum_up}[sys.argv[1]](*sys.argv[2:])
