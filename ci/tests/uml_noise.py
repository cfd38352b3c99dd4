# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums up the verdicts of uml-noise.sh: uml_noise.py DIRECTORY COMPARISONS ADDS..."""

import json
import statistics
import sys

directory, count, adds = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
# What an addition to kmalloc and to the page allocator is looked for in.
SLOWED = ("slow_kmalloc", "slow_pages")


def cells_of(side, number):
    with open(f"{directory}/verdict-{side}-{number}.json", encoding="utf-8") as stream:
        cells = json.load(stream)["comparisons"][0]["cells"]
    return {(cell["allocator"], cell["size"], cell["side"]): cell for cell in cells
            if cell["side"] != "failures"}


def quantile(values, part):
    return sorted(values)[min(len(values) - 1, int(len(values) * part))]


def spread(cell):
    """Of the ten boots of a side: the middle half, of their median."""
    boots = cell["base"]["boots"]
    return (quantile(boots, 0.75) - quantile(boots, 0.25)) / statistics.median(boots)


def change(cell):
    return cell["measure"]["ratio"] - 1 if cell["measure"] else float("nan")


def print_floor(same):
    alarms = sum(any(cell["outcome"] == "slower" for cell in cells.values()) for cells in same)
    print(f"alarms: {alarms}")
    print(f"{'allocator':18}{'size':>6} side   {'cost':>7} {'boots':>7} {'p95':>7} {'floor':>7}")
    for key in same[0]:
        rows = [cells[key] for cells in same if key in cells]
        changes = [abs(change(cell)) for cell in rows]
        cost = statistics.median(cell["base"]["median"] for cell in rows)
        print(f"{key[0]:18}{key[1]:6} {key[2]:6} {cost:7.1f}"
              f" {statistics.median(map(spread, rows)) * 100:6.1f}%"
              f" {quantile(changes, 0.95) * 100:6.1f}% {max(changes) * 100:6.1f}%")


def print_power(name, slowed):
    print(f"{name} adds more:")
    for key in slowed[0]:
        if key[0] not in SLOWED:
            continue
        rows = [cells[key] for cells in slowed]
        found = sum(cell["outcome"] == "slower" for cell in rows)
        ticks = statistics.median(cell["new"]["median"] - cell["base"]["median"] for cell in rows)
        ratio = statistics.median(map(change, rows))
        print(f"{key[0]:18}{key[1]:6} {key[2]:6} {ticks:+7.1f} ticks {ratio * 100:+6.1f}%"
              f" slower in {found:3}")
    return sum(cells[("slow_kmalloc", 64, "alloc")]["outcome"] == "slower" for cells in slowed)


print_floor([cells_of(1, number) for number in range(1, count + 1)])
found = 0
for i, name in enumerate(adds):
    found = print_power(name, [cells_of(i + 2, number) for number in range(1, count + 1)])
print(f"found of the most: {found}")
