# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes stored results of a kernel that never was, for which an allocation of kmalloc, 4096
bytes, takes 30 instructions less: beside it the real one is slower.

  cheaper.py DIRECTORY TARGET
"""

import gzip
import json
import os
import sys
import zlib

LESS = 30


def make_cheaper(record):
    if (record["type"], record.get("allocator"), record.get("size")) == ("cell", "kmalloc", 4096):
        for pairs in ("alloc", "trace", "eighths", "marked"):
            record[pairs] = [[first - LESS, *rest] for first, *rest in record[pairs]]
    return record


def lines(records):
    """The footer, which is the last, has a sum of all but the first two."""
    texts = [json.dumps(record) + "\n" for record in records[:-1]]
    records[-1]["crc32"] = f"{zlib.crc32(''.join(texts[2:]).encode()):08x}"
    return texts + [json.dumps(records[-1]) + "\n"]


def main(directory, target):
    os.makedirs(target, exist_ok=True)
    for name in sorted(os.listdir(directory)):
        with gzip.open(os.path.join(directory, name), "rt") as stream:
            records = [make_cheaper(json.loads(line)) for line in stream]
        with gzip.open(os.path.join(target, name), "wt") as stream:
            stream.writelines(lines(records))


if __name__ == "__main__":
    main(*sys.argv[1:])
