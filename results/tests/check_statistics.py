#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Quantiles, means and median intervals of libresults against numpy and scipy, as TAP.

check_statistics.py PRINT_HISTOGRAM
"""

import json
import random
import subprocess
import sys

try:
    import numpy
    from scipy.stats import binom
except ImportError as missing:
    print(f"1..0 # SKIP {missing}; install python3-scipy")
    sys.exit(0)

ROUNDS = 400
CONFIDENCES = (0.5, 0.8, 0.9, 0.95, 0.99, 0.999)


def inputs():
    dice = random.Random(20260101)
    for _ in range(ROUNDS):
        count = dice.choice((1, 2, 3, 5, 6, 7, 10, 31, 100, 1023, 1024, 5000))
        spread = dice.choice((1, 3, 50, 10**6, 2**40))
        yield dice.choice(CONFIDENCES), [dice.randrange(spread) for _ in range(count)]


def interval_rank(count, confidence):
    """The largest k for which ranks k and count + 1 - k cover the median; 0 if none."""
    ranks = numpy.arange(1, (count + 1) // 2 + 1)
    coverage = 1 - 2 * binom.cdf(ranks - 1, count, 0.5)
    return int((coverage >= confidence - 1e-10).sum())


def expected(confidence, values):
    ordered = sorted(values)
    rank = interval_rank(len(values), confidence)
    return {
        "error": 0 if rank else -34,
        "low": ordered[max(rank, 1) - 1],
        "high": ordered[-max(rank, 1)],
        "median": float(numpy.median(ordered)),
        "quantiles": [int(q) for q in numpy.quantile(
            ordered, [i / 20 for i in range(21)], method="inverted_cdf")],
    }


def main():
    cases = list(inputs())
    text = "".join(f"{c} {' '.join(map(str, values))}\n" for c, values in cases)
    done = subprocess.run(sys.argv[1], input=text, capture_output=True, text=True, check=True)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = {key: 0 for key in ("error", "low", "high", "median", "quantiles", "mean")}
    for (confidence, values), ours in zip(cases, found, strict=True):
        theirs = expected(confidence, values)
        theirs["mean"] = sum(values) / len(values)
        for key, value in theirs.items():
            if ours[key] != value:
                wrong[key] += 1
                print(f"# {key} of {len(values)} values at {confidence}: "
                      f"{ours[key]}, not {value}")
    print(f"1..{len(wrong)}")
    for number, (key, count) in enumerate(wrong.items(), 1):
        print(f"{'not ok' if count else 'ok'} {number} - {key} of {len(cases)} lists")


main()
