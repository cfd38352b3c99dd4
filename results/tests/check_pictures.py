# SPDX-License-Identifier: GPL-2.0-or-later
"""The pictures of the README: each is there, and is what the shipped measurements give now.

    check_pictures.py SOURCE-TREE            README.md and results/plots have the same pictures
    check_pictures.py SOURCE-TREE PICTURE... each shipped one is that of PICTURE..., as made now

Another gnuplot draws other bytes; where it is not that of the shipped pictures the second
one is skipped (77).
"""

import os
import re
import sys

REFRESH = "run \"meson compile -C build refresh\", look at them, and commit them"
SHOWN = re.compile(r"!\[([^\]]*)\]\(results/plots/([^)]*)\)")
GNUPLOT = re.compile(rb"<desc>Produced by (GNUPLOT [^<]*?) *</desc>")


def read(*path):
    with open(os.path.join(*path), "rb") as stream:
        return stream.read()


def gnuplot_of(picture):
    found = GNUPLOT.search(picture)
    return found[1].decode() if found else "no gnuplot"


def check_shown(tree):
    """What is wrong with the README and results/plots."""
    shown = SHOWN.findall(read(tree, "README.md").decode())
    names = {name for _, name in shown}
    there = set(os.listdir(os.path.join(tree, "results", "plots")))
    yield from (f"README.md shows results/plots/{name}, which is not there; {REFRESH}"
                for name in sorted(names - there))
    yield from (f"README.md does not show results/plots/{name}: show it or remove it"
                for name in sorted(there - names))
    yield from (f"README.md has no words for results/plots/{name}: ![what one sees](...)"
                for words, name in shown if not words.strip())
    if not shown:
        yield "README.md shows no picture of results/plots"


def check_current(tree, made):
    """What is wrong with the shipped pictures; None where another gnuplot drew them."""
    wrong = []
    for name in sorted(os.listdir(os.path.join(tree, "results", "plots"))):
        shipped = read(tree, "results", "plots", name)
        if name not in made:
            wrong.append(f"results/plots/{name} is not made; add it to results/meson.build")
            continue
        now = read(made[name])
        if gnuplot_of(now) != gnuplot_of(shipped):
            print(f"skipped: results/plots/{name} is of {gnuplot_of(shipped)}, "
                  f"here is {gnuplot_of(now)}, which draws other bytes")
            return None
        if now != shipped:
            wrong.append(f"results/plots/{name} is stale: not what {made[name]} is; {REFRESH}")
    return wrong


def main(tree, pictures):
    if pictures:
        wrong = check_current(tree, {os.path.basename(path): path for path in pictures})
    else:
        wrong = list(check_shown(tree))
    if wrong is None:
        sys.exit(77)
    for line in wrong:
        print(line, file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
