#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes corpus/: small comparisons for fuzz_comparison, the same bytes each time.

make_corpus.py DIRECTORY

Results of one kernel have a line "+" between them, kernels a line "--".
"""

import sys
from pathlib import Path

import fixtures


def boot(shift=0, clock="icount", samples=16, **options):
    cells = [fixtures.cell("kmalloc", size, 150 + shift, 100 + shift, samples=samples, tail=2)
             for size in (64, 4096)]
    maxima = [fixtures.maximum("vmalloc", 1 << 31, 4001366016, 15630336, "free_memory")]
    return fixtures.result(**{
        "cells": cells, "maxima": maxima, "env": fixtures.environment(clock),
        "calibrated": [fixtures.calibration(samples=samples)], **options})


def kernels(base, new):
    return "--\n".join("+\n".join(boots) for boots in (base, new))


def wider(shift):
    return boot(cells=[
        fixtures.touch_cell("vmalloc", 65536, 13370 + shift, 9120, 31005),
        fixtures.cell("kmalloc", 64, 160 + shift, 90, failures=3, marked=[[900, 500, "irq"]]),
        fixtures.crowd_cell("kmalloc", 64, [(0, [[205, 10]], [[105, 10]], 0),
                                            (1, [[225 + shift, 8]], [[135, 8]], 2)], 512),
    ], calibrated=fixtures.way_calibrations())


def files():
    return {
        "same": kernels([boot()], [boot()]),
        "slower": kernels([boot(0), boot(1)], [boot(90), boot(91)]),
        "timed": kernels([boot(i, "tsc") for i in range(4)],
                         [boot(i + 9, "tsc") for i in range(4)]),
        "patterns": kernels([wider(0)], [wider(700)]),
        "died": kernels([boot()], [boot(footer=False)]),
        "interrupted": kernels([boot()], [boot(complete=False)]),
        "clocks": kernels([boot()], [boot(clock="tsc")]),
        "shrank": kernels([boot()], [boot(maxima=[])]),
        "three": kernels([boot()], [boot(5)]) + "--\n" + boot(env=fixtures.environment(
            kernel__release="7.3.0", memory__page_size=16384)),
        "empty": "--\n",
    }


def main():
    for name, text in files().items():
        (Path(sys.argv[1]) / name).write_text(text)


if __name__ == "__main__":
    main()
