#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The JSON Schema judges the corpus and each mutation as the C reader does, as TAP.

check_schema.py SCHEMA CORPUS MUTATIONS MAKE_CORPUS

A mutation's "schema" says whether a schema of one record can see it.
"""

import copy
import json
import subprocess
import sys
import tempfile
from pathlib import Path

try:
    import jsonschema
except ImportError as missing:
    print(f"1..0 # SKIP {missing}; install python3-jsonschema")
    sys.exit(0)

SCHEMA, CORPUS, MUTATIONS, MAKE_CORPUS = map(Path, sys.argv[1:])
# name: the line that the schema must refuse, from 1; 0 for none
FILES = {"good.jsonl": 0, "no-footer.jsonl": 0, "schema-later-minor.jsonl": 0,
         "schema2.jsonl": 1, "schema-other.jsonl": 1, "other.json": 1}


def refused_line(validator, path):
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if not validator.is_valid(json.loads(line)):
            return number
    return 0


def holder_of(record, key):
    theme, dot, rest = key.partition(".")
    return (record[theme], rest) if dot else (record, key)


def mutated(records, mutation):
    kind = mutation.get("becomes", mutation["record"])
    where = mutation.get("where", {})
    record = copy.deepcopy(next(r for r in records if r["type"] == kind
                                and where.items() <= r.items()))
    for key, value in mutation.get("set", {}).items():
        holder, last = holder_of(record, key)
        holder[last] = value
    for key in mutation.get("remove", []):
        holder, last = holder_of(record, key)
        del holder[last]
    return record


def corpus_is_current():
    """The text files only: packed bytes depend on the version of zlib."""
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run([sys.executable, MAKE_CORPUS, scratch], check=True)
        return all(path.read_bytes() == (CORPUS / path.name).read_bytes()
                   for path in Path(scratch).iterdir() if path.suffix != ".gz")


def facts():
    schema = json.loads(SCHEMA.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    yield True, "the schema is a schema"
    yield corpus_is_current(), "make_corpus.py makes this corpus"
    for name, line in FILES.items():
        yield refused_line(validator, CORPUS / name) == line, f"{name}: refused line is {line}"
    records = [json.loads(line) for line in (CORPUS / "good.jsonl").read_text().splitlines()]
    for mutation in json.loads(MUTATIONS.read_text()):
        valid = validator.is_valid(mutated(records, mutation))
        yield valid != mutation.get("schema", False), mutation["name"]


def main():
    number = 0
    for number, (holds, words) in enumerate(facts(), 1):
        print(f"{'ok' if holds else 'not ok'} {number} - {words}")
    print(f"1..{number}")


main()
