# SPDX-License-Identifier: GPL-2.0-or-later
"""allocstat export: each format, read by a strict reader of its published grammar."""

import json
import re

import fixtures
from allocstat import equal, has, main, run, write
from test_formats import PAYLOADS, strict_csv


def boots(count=3, **changes):
    """Of one kernel; kmalloc of 64 bytes costs 100, 110, 120 ... less 5."""
    return [write(f"boot{i}.jsonl", fixtures.result(
        head=fixtures.header(run_id=f"run-{i}"),
        cells=[fixtures.cell("kmalloc", 64, 100 + 10 * i, 50),
               fixtures.cell("kmalloc", 64, 90, 40, gfp="GFP_ATOMIC"),
               fixtures.cell("vmalloc", 4096, 3000, 1800)], **changes)) for i in range(count)]


def export(name, *files):
    code, out, err = run("export", "--to", name, *files)
    equal((code, err), (0, ""))
    return out


def strict_benchfmt(text):
    """(configuration, name, iterations, {unit: value}) of each benchmark line."""
    rows, config = [], {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("Benchmark"):
            fields = line.split(" ")
            equal(bool(re.fullmatch(r"Benchmark[A-Z][^\s]*", fields[0])), True, line)
            equal(fields[1].isdigit() and int(fields[1]) > 0, True, line)
            equal(len(fields) % 2, 0, line)
            values = {unit: float(value) for value, unit in zip(fields[2::2], fields[3::2])}
            equal((len(values) > 0, len(values)), (True, (len(fields) - 2) // 2), line)
            rows.append((dict(config), fields[0], int(fields[1]), values))
            continue
        key = re.fullmatch(r"([a-z][^A-Z\s:]*): (.*)", line)
        equal(bool(key), True, line)
        config[key[1]] = key[2]
    return rows


def benchstat_sees_boots_of_one_kernel_as_one_group():
    rows = strict_benchfmt(export("benchfmt", *boots()))
    equal(len(rows), 9)
    equal(len({json.dumps(config, sort_keys=True) for config, *_ in rows}), 1)
    found = [values["instructions/alloc"] for _, name, _, values in rows
             if name == "BenchmarkCost/kmalloc/64"]
    equal(found, [95.0, 105.0, 115.0])
    equal({name for _, name, _, _ in rows}, {
        "BenchmarkCost/kmalloc/64", "BenchmarkCost/kmalloc/64/gfp=GFP_ATOMIC",
        "BenchmarkCost/vmalloc/4096"})


def what_differs_from_boot_to_boot_is_a_comment():
    out = export("benchfmt", *boots())
    for line in out.splitlines():
        if "run-" in line or "2026-" in line:
            equal(line[0], "#")
    has(out, "# boot1.jsonl, run run-1, started 2026-")


def bencher_gets_the_median_and_the_range():
    root = json.loads(export("bmf", *boots()))
    equal(len(root), 6)
    equal(root["kmalloc/64/alloc"],
          {"instructions": {"value": 105.0, "lower_value": 95.0, "upper_value": 115.0}})
    for name, measures in root.items():
        for slug, metric in measures.items():
            equal(bool(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)), True, slug)
            equal(sorted(metric), ["lower_value", "upper_value", "value"], name)


def github_action_benchmark_gets_an_array():
    entries = json.loads(export("gha", *boots()))
    equal(len({entry["name"] for entry in entries}), 6)
    first = next(entry for entry in entries if entry["name"] == "kmalloc/64/alloc")
    equal((first["value"], first["unit"], first["range"]), (105.0, "instructions", "± 10"))
    for entry in entries:
        equal(sorted(entry), ["extra", "name", "range", "unit", "value"])


LABEL = r'[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"'
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)\{(" + LABEL + "(?:," + LABEL + r")*)\} (-?[0-9.e+-]+)")


def strict_openmetrics(text):
    """Families in one piece each, unit at the end of the name, no sample twice, EOF last."""
    lines = text.split("\n")
    equal(lines[-2:], ["# EOF", ""])
    family, seen, samples = None, set(), {}
    for line in lines[:-2]:
        meta = re.fullmatch(r"# (TYPE|UNIT|HELP) (\S+) (.+)", line)
        if meta:
            if meta[1] == "TYPE":
                equal((meta[2] in seen, meta[3]), (False, "gauge"), line)
                family = meta[2]
                seen.add(family)
            equal(meta[2], family, line)
            if meta[1] == "UNIT":
                equal(family.endswith(f"_{meta[3]}"), True, line)
            continue
        sample = SAMPLE.fullmatch(line)
        equal(bool(sample), True, line)
        equal(sample[1], family, line)
        equal((sample[1], sample[2]) in samples, False, line)
        names = [label.split("=")[0] for label in re.findall(LABEL, sample[2])]
        equal(len(set(names)), len(names), line)
        samples[sample[1], sample[2]] = float(sample[3])
    return samples


def prometheus_gets_gauges():
    samples = strict_openmetrics(export("openmetrics", *boots()))
    equal(len(samples), 3 * 6)
    found = {name: value for (name, labels), value in samples.items()
             if 'side="alloc",size="64"' in labels and "GFP_KERNEL" in labels}
    equal(found, {"allocbench_cost_instructions": 105.0, "allocbench_cost_min_instructions": 95.0,
                  "allocbench_cost_max_instructions": 115.0})


def csv_has_all_statistics():
    rows = strict_csv(export("csv", *boots()))
    equal(len(rows), 3 * 3 * 2 * 5)
    equal({row["statistic"] for row in rows}, {"p50", "p95", "p99", "min", "mean"})


def two_kernels_have_no_common_names():
    other = write("other.jsonl", fixtures.result(env=fixtures.environment(kernel__release="6.12")))
    for name in ("bmf", "gha", "openmetrics"):
        code, out, err = run("export", "--to", name, *boots(1), other)
        equal((code, out), (2, ""))
        has(err, "other.jsonl: of another kernel than boot0.jsonl")
    equal(len({json.dumps(config) for config, *_ in strict_benchfmt(
        export("benchfmt", *boots(1), other))}), 2)


def payloads_stay_within_their_fields():
    for payload in PAYLOADS.values():
        env = fixtures.environment(kernel__release=payload, cpu__model=payload)
        path = write("hostile.jsonl", fixtures.result(env=env, maxima=[], cells=[
            fixtures.cell(payload, 64, 100, 50, gfp=payload)]))
        equal(len(strict_benchfmt(export("benchfmt", path))), 1)
        equal(len(strict_openmetrics(export("openmetrics", path))), 6)
        equal(len(json.loads(export("bmf", path))), 2)
        equal(len(json.loads(export("gha", path))), 2)
        for row in strict_csv(export("csv", path)):
            equal(row["allocator"][:1] in "=+-@", False)


def what_is_missing_is_a_usage_error():
    for arguments, words in ((("export", boots(1)[0]), "into which format"),
                             (("export", "--to=xml", boots(1)[0]), "not one of benchfmt"),
                             (("export", "--to=csv"), "which result files")):
        code, out, err = run(*arguments)
        equal((code, out), (2, ""))
        has(err, words)


if __name__ == "__main__":
    main([
        benchstat_sees_boots_of_one_kernel_as_one_group,
        what_differs_from_boot_to_boot_is_a_comment,
        bencher_gets_the_median_and_the_range,
        github_action_benchmark_gets_an_array,
        prometheus_gets_gauges,
        csv_has_all_statistics,
        two_kernels_have_no_common_names,
        payloads_stay_within_their_fields,
        what_is_missing_is_a_usage_error,
    ])
