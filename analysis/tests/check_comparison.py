#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The rank test, ratios, intervals and adjusted p-values against scipy and numpy, as TAP.

check_comparison.py PRINT_COMPARISON
"""

import bisect
import functools
import json
import random
import subprocess
import sys

try:
    import numpy
    from scipy import stats
except ImportError as missing:
    print(f"1..0 # SKIP {missing}; install python3-scipy")
    sys.exit(0)

LEVELS = (0.8, 0.9, 0.95, 0.99)
TOLERANCE = 1e-9


def cases():
    """Level, base, new: without ties; small sides with ties, which scipy enumerates; and
    more boots than are counted exactly."""
    dice = random.Random(20260101)
    for _ in range(120):
        values = [v / 7 for v in dice.sample(range(7000, 9000), 24)]
        split = dice.randrange(2, 11)
        rest = values[split:split + dice.randrange(2, 11)]
        yield dice.choice(LEVELS), values[:split], rest
    for _ in range(60):
        spread = dice.choice((2, 3, 6))
        base = [100 + 2 * dice.randrange(spread) for _ in range(dice.randrange(2, 6))]
        new = [100 + 2 * dice.randrange(spread) for _ in range(dice.randrange(2, 6))]
        yield dice.choice(LEVELS), base, new
    for step in (1, 7, 100, 1000):
        for base_count, new_count in ((65, 64), (500, 500), (9, 600), (600, 9)):
            values = [20000 + step * (dice.randrange(4000) // step)
                      for _ in range(base_count + new_count)]
            yield dice.choice(LEVELS), values[:base_count], values[base_count:]


def is_counted(base_count, new_count):
    return base_count * new_count <= 64 * 64


def is_tied(base, new):
    return len(set(base + new)) < len(base + new)


def rank_test(base, new):
    if not is_counted(len(base), len(new)):
        return stats.mannwhitneyu(new, base, method="asymptotic").pvalue
    if not is_tied(base, new):
        return stats.mannwhitneyu(new, base, method="exact").pvalue
    ranks = stats.rankdata(base + new)

    def rank_sum(_, new_ranks, axis):
        return new_ranks.sum(axis=axis)

    return stats.permutation_test(
        (ranks[:len(base)], ranks[len(base):]), rank_sum, n_resamples=numpy.inf,
        vectorized=True, alternative="two-sided").pvalue


def interval(level, base, new):
    """Where the test accepts, ties aside: from the first to the last gap of ratios."""
    ratios = numpy.sort(numpy.divide.outer(numpy.array(new), numpy.array(base)).ravel())
    low = bisect.bisect_right(range(len(ratios) // 2 + 1), (1 - level) * (1 + 1e-9),
                              key=lambda s: untied_p(len(base), len(new), s))
    high = len(ratios) - low
    if low == 0:
        return 0, None
    return ratios[low - 1], ratios[high]


@functools.lru_cache(maxsize=None)
def untied_p(base_count, new_count, statistic):
    """scipy's p-value of some untied sides with that Mann-Whitney statistic."""
    new, left = [], int(statistic)
    for i in range(new_count):
        above = min(base_count, left)
        left -= above
        new.append(above + 0.5 + (new_count - i) / (10 * new_count))
    base = list(range(1, base_count + 1))
    method = "exact" if is_counted(base_count, new_count) else "asymptotic"
    found = stats.mannwhitneyu(new, base, method=method)
    assert found.statistic == statistic
    return found.pvalue


def adjusted(p):
    if hasattr(stats, "false_discovery_control"):
        return stats.false_discovery_control(p)
    # The smallest rate at which as many are found as there are up to a threshold.
    return [min(min(1, q * len(p) / sum(r <= q for r in p)) for q in p if q >= own)
            for own in p]


def is_close(found, wanted):
    if found is None or wanted is None:
        return found is wanted
    return abs(found - wanted) <= TOLERANCE * max(1, abs(wanted))


def expected(level, base, new):
    low, high = interval(level, base, new)
    logs = numpy.subtract.outer(numpy.log(new), numpy.log(base))
    return {"p": rank_test(base, new), "estimate": float(numpy.exp(numpy.median(logs))),
            "low": low, "high": high}


def main():
    inputs = list(cases())
    text = "".join(f"{level} {len(base)} {' '.join(map(repr, base + new))}\n"
                   for level, base, new in inputs)
    done = subprocess.run(sys.argv[1], input=text, capture_output=True, text=True,
                          check=True)
    *found, all_adjusted = [json.loads(line) for line in done.stdout.splitlines()]
    wrong = {key: 0 for key in ("p", "estimate", "low", "high", "adjusted p")}
    for (level, base, new), ours in zip(inputs, found, strict=True):
        for key, wanted in expected(level, base, new).items():
            if not is_close(ours[key], wanted):
                wrong[key] += 1
                print(f"# {key} of {base}, {new} at {level}: {ours[key]}, not {wanted}")
    for ours, wanted in zip(all_adjusted, adjusted([f["p"] for f in found]), strict=True):
        wrong["adjusted p"] += not is_close(ours, wanted)
    print(f"1..{len(wrong)}")
    for number, (key, count) in enumerate(wrong.items(), 1):
        print(f"{'not ok' if count else 'ok'} {number} - {key} of {len(inputs)} cases")


main()
