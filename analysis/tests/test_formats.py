# SPDX-License-Identifier: GPL-2.0-or-later
"""Tables in each format: readable by the strictest reader there is, narrow enough, inert."""

import csv
import html.parser
import io
import json
import os
import pty
import re
import subprocess
import unicodedata

import fixtures
from allocstat import Skipped, equal, has, has_not, main, program, run, write

FORMATS = ("text", "markdown", "latex", "html", "csv", "json")
TABLES = ("max", "cost", "threads", "path", "usable", "history")
VOID = {"meta", "br", "hr", "img", "link", "input"}

# Each is shown to work first, where it is put into a format without care.
PAYLOADS = {
    "html": "<script>alert(1)</script>",
    "attribute": "\" onmouseover=\"alert(1)",
    "markdown": "[x](javascript:alert(1))|`id`",
    "latex": "\\input{/etc/passwd} 50% $x$ *[1]",
    "csv": "=HYPERLINK(\"http://example.org\",\"x\")",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "terminal": "\x1b]0;owned\x07\x1b[2J\u202eab",
}


def file_of(name="result.jsonl", **changes):
    return write(name, fixtures.result(**changes))


def kernels(**changes):
    return [file_of(f"{release}.jsonl", env=fixtures.environment(
        kernel__release=f"{release}.0-amd64", **changes)) for release in ("6.1", "6.12")]


def files_of(kind, **changes):
    if kind == "history":
        return kernels(**changes)
    env = fixtures.environment(**changes)
    if kind == "threads":
        return [file_of(cells=fixtures.way_cells(), calibrated=fixtures.way_calibrations(), env=env)]
    if kind == "path":
        return [file_of(env=env, cells=fixtures.book_cells(path={"pgfree": 2048, "pgfault": -3}))]
    return [file_of(env=env)]


def table(kind, *options, **changes):
    code, out, err = run("table", kind, *options, *files_of(kind, **changes))
    equal((code, err), (0, ""), f"{kind} {options}")
    return out


def compare(*options):
    base, new = kernels()
    code, out, err = run("compare", *options, base, "--", new)
    equal((code, err), (0, ""), options)
    return out


def pages(form):
    """Of each table, and of a comparison."""
    yield from ((kind, table(kind, f"--format={form}")) for kind in TABLES)
    yield "compare", compare(f"--format={form}")


class Page(html.parser.HTMLParser):
    """Refuses what a browser would have to guess; counts tables, captions, headers."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.count, self.words = [], {}, []
        self.feed(text)
        self.close()
        equal(self.open, [], "left open")

    def handle_starttag(self, tag, attrs):
        equal(len({name for name, _ in attrs}), len(attrs), tag)
        for name, _ in attrs:
            if name.startswith("on") or name in ("src", "href", "style"):
                raise AssertionError(f"<{tag} {name}>")
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag)

    def handle_data(self, data):
        self.words.append(data)


def html_is_whole_and_accessible():
    for kind, text in pages("html"):
        page = Page(text)
        equal(text[:15], "<!DOCTYPE html>")
        equal(page.count.get("caption"), page.count.get("table"), kind)
        equal("script" in page.count, False)
        for match in re.finditer("<th[ >][^>]*", text):
            has(match[0], "scope=")
        has(text, "prefers-color-scheme: dark")
        has_not(text, "://")


def wide_html_is_in_parts():
    """On paper nothing is cut: keys and whole groups, 12 columns at most besides."""
    cells = [fixtures.cell(f"row_{i}", size, 100 + i, 50) for i in range(15) for size in (64, 4096)]
    code, text, _ = run("table", "cost", "--format=html", file_of(cells=cells))
    equal(code, 0)
    tables = re.findall("<table>.*?</table>", text, re.DOTALL)
    equal(len(tables), 3)
    for found, groups in zip(tables, (6, 6, 3), strict=True):
        equal(len(re.findall("<th scope=\"colgroup\" colspan=\"2\">row_", found)), groups)
        equal(len(re.findall("rowspan=\"2\" class=\"n\">size<", found)), 1)
        for row in re.findall("<tr><th scope=\"row\".*?</tr>", found):
            equal(row.count("<td"), 2 * groups)
        equal(found.count("<th scope=\"row\""), 2)


def braces_and_environments_of_latex_are_closed():
    for kind, text in pages("latex"):
        plain = re.sub(r"\\[{}&$#%_]", "", "".join(
            line for line in text.splitlines(True) if not line.startswith("%")))
        depth = 0
        for character in plain:
            depth += {"{": 1, "}": -1}.get(character, 0)
            if depth < 0:
                raise AssertionError(kind)
        equal(depth, 0, kind)
        open_ones = []
        for word, name in re.findall(r"\\(begin|end)\{(\w+)\}", plain):
            if word == "begin":
                open_ones.append(name)
            else:
                equal(open_ones.pop(), name)
        equal(open_ones, [], kind)
        for rows in re.findall(r"\\midrule\n(.*?)\\bottomrule", plain, re.S):
            equal(len({row.count("&") for row in rows.splitlines() if row}), 1, rows)


def strict_csv(text):
    """RFC 4180: each line ends in CR LF, quotes only around a whole field, one width."""
    field = r'(?:[^",\r\n]*|"(?:[^"]|"")*")'
    equal(text.endswith("\r\n"), True)
    for line in text[:-2].split("\r\n"):
        equal(bool(re.fullmatch(f"{field}(?:,{field})*", line)), True, line)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    equal(len({len(row) for row in rows}), 1)
    return [dict(zip(rows[0], row)) for row in rows[1:]]


def csv_and_json_say_the_same():
    for (kind, text), (_, other) in zip(pages("csv"), pages("json")):
        rows = strict_csv(text)
        records = json.loads(other)
        if kind == "compare":
            equal(records["comparisons"][0]["cells"][0]["outcome"], rows[0]["verdict"])
            continue
        equal(len(rows), len(records), kind)
        for row, record in zip(rows, records):
            equal(list(row), list(record), kind)
            for name, value in record.items():
                wanted = "" if value is None else value
                if isinstance(value, (int, float)):
                    equal(float(row[name]), float(value), name)
                else:
                    equal(row[name], wanted, name)


def each_observation_is_a_row():
    rows = strict_csv(table("cost", "--format=csv", "--stat=p50,mean"))
    # Four allocators, six sizes, two sides, two statistics.
    equal(len(rows), 4 * 6 * 2 * 2)
    equal(len({(row["allocator"], row["size"], row["side"], row["statistic"]) for row in rows}),
          len(rows))
    first = next(row for row in rows if row["allocator"] == "kmalloc" and row["size"] == "4096"
                 and row["side"] == "alloc" and row["statistic"] == "p50")
    equal((first["cost"], first["unit"], first["kernel"]), ("142", "instructions",
                                                            "6.1.0-56-cloud-amd64"))
    rows = strict_csv(table("max", "--format=csv"))
    equal({row["allocator"]: row["exact"] for row in rows}["vmalloc"], "4001366016")
    rows = strict_csv(compare("--format=csv"))
    equal({row["verdict"] for row in rows}, {"same"})
    equal({row["unit"] for row in rows}, {"instructions", "bytes"})
    # One percent of the base, or an instruction of it.
    for row in rows:
        if row["unit"] == "instructions":
            equal(round(float(row["margin"]), 6), round(max(0.01, 1 / float(row["base_median"])), 6), row)


def a_page_whose_look_is_missing_says_so():
    path = file_of()
    for command, *files in (("table", "cost", path), ("explain", path), ("compare", path, "--", path)):
        code, _, err = run(command, "--format=html", *files, env={"ALLOCBENCH_DATA": "/nonexistent"})
        equal(code, 1)
        has(err, "report/style.css cannot be read: set ALLOCBENCH_DATA")


def columns_of(line):
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def text_fits():
    for width, options in ((80, ()), (72, ("--mail",)), (60, ("--width=60",))):
        for kind in TABLES:
            code, out, err = run("table", kind, *options, *files_of(kind),
                                 env={"COLUMNS": "80"})
            equal((code, err), (0, ""))
            for line in out.splitlines():
                if columns_of(line) > width:
                    raise AssertionError(f"{kind} {options}: {line!r}")


def names_without_a_blank_fit_too():
    """Keys are broken where they leave no room, and rows of one machine stay apart."""
    os.mkdir("results-of-a-machine-with-a-long-name")
    files = [file_of(f"results-of-a-machine-with-a-long-name/kernel-{release}-of-today.jsonl",
                     env=fixtures.environment(kernel__release=f"{release}.0-amd64"))
             for release in ("6.1", "6.12")]
    for width in (60, 72, 80):
        code, out, _ = run("table", "max", f"--width={width}", *files)
        equal(code, 0)
        for line in out.splitlines():
            equal((len(line) <= width, line.rstrip()), (True, line))
        for part in out[:out.index("Largest block exactly")].split("\n\n")[1:-1]:
            equal(("6.1.0-amd64" in part, "6.12.0-amd64" in part), (True, True), part)


def nothing_is_left_out_of_a_narrow_table():
    for kind in TABLES:
        wide = set(re.findall(r"[\w.]+", table(kind, "--width=0")))
        narrow = set(re.findall(r"[\w.]+", table(kind, "--width=60")))
        equal(wide - narrow, set(), kind)


def on_terminal(arguments, env):
    """What a command writes to a terminal of 100 columns."""
    try:
        parent, child = pty.openpty()
    except OSError as error:
        raise Skipped(f"no terminal here: {error}; mount devpts") from error
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm", **env}
    for name in ("NO_COLOR", "COLUMNS"):
        if name not in env:
            environment.pop(name, None)
    with subprocess.Popen([program(), *arguments], stdout=child, env=environment) as process:
        os.close(child)
        out = b""
        while True:
            try:
                piece = os.read(parent, 65536)
            except OSError:
                break
            if not piece:
                break
            out += piece
        process.wait()
    os.close(parent)
    return out.decode()


def slower():
    base, new = ([file_of(f"{name}-{i}.jsonl", cells=[fixtures.cell("kmalloc", 64, cost, 50)],
                          maxima=[]) for i in range(2)] for name, cost in (("base", 100), ("new", 200)))
    return *base, "--", *new


def colour_is_for_terminals_that_want_it():
    red = "\x1b[31mslower\x1b[0m"
    has(on_terminal(("compare", *slower()), {}), red)
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        has_not(on_terminal(("compare", *slower()), env), "\x1b")
    has_not(on_terminal(("compare", "--mail", *slower()), {}), "\x1b")
    has(on_terminal(("compare", *slower()), {"NO_COLOR": ""}), red)
    has_not(run("compare", *slower())[1], "\x1b")


def the_same_input_gives_the_same_bytes():
    for form in FORMATS:
        for kind in TABLES:
            equal(table(kind, f"--format={form}"), table(kind, f"--format={form}"))


def naive(form, text):
    """The payload as a writer without care would put it."""
    return {"html": f"<td>{text}</td>", "attribute": f'<td title="{text}">', "markdown": f"| {text} |",
            "latex": f"{text} & 1", "csv": text, "minus": text, "terminal": text}[form]


def each_payload_works_on_a_naive_writer():
    for form in ("html", "attribute"):
        try:
            page = Page(naive(form, PAYLOADS[form]) + "</td>" * (form == "attribute"))
            equal("script" in page.count, True)
        except AssertionError as error:
            has(str(error), "onmouseover")
    has(naive("markdown", PAYLOADS["markdown"]), "](javascript:")
    has(naive("latex", PAYLOADS["latex"]), "\\input{")
    for form in ("csv", "minus"):
        equal(naive(form, PAYLOADS[form])[0] in "=-", True)
    has(naive("terminal", PAYLOADS["terminal"]), "\x1b]0;")


def counter_of(payload):
    """A name of a counter has 1 to 31 printable characters, none of them a blank."""
    return "".join(letter for letter in payload if "!" <= letter <= "~")[:31]


def hostile(kind, form, payload):
    """A table whose every text from the file is the payload."""
    files = []
    for minor in (1, 12):
        env = fixtures.environment(cpu__model=payload, allocator__init_on_alloc=payload,
                                   kernel__release=f"6.{minor}{payload}")
        name = f"{minor}{payload.replace('/', '')}.jsonl"
        if kind == "threads":
            files.append(file_of(name, cells=fixtures.way_cells(),
                                 calibrated=fixtures.way_calibrations(), env=env))
            continue
        cells = [fixtures.cell(payload, 64, 100, 50, gfp=payload, path={counter_of(payload): 1},
                               unknown={"usable_size": payload, "node": payload,
                                        "smi_count": payload})]
        files.append(file_of(name, env=env, cells=cells,
                             maxima=[fixtures.maximum(payload, 4096, 4096, 0, payload)]))
    if kind == "compare":
        return run("compare", f"--format={form}", "--label", payload, files[0], "--", files[1])[1]
    options = ("--pattern=pair",) if kind == "history" else ()
    code, out, err = run("table", kind, f"--format={form}", *options, *files)
    equal((code, err), (0, ""), f"{kind} {form} {payload}")
    return out


def in_each_format_payloads_are_inert():
    for payload in PAYLOADS.values():
        for kind in (*TABLES, "compare"):
            for form in FORMATS:
                out = hostile(kind, form, payload)
                for character in "\x1b\x07\u202e":
                    has_not(out, character)
                if form == "html":
                    equal(Page(out).count.get("script"), None)
                if form == "markdown":
                    has_not(re.sub(r"\\.", "", out), "](")
                    has_not(out, "<script")
                if form == "latex":
                    has_not(out, "\\input")
                if form == "csv":
                    for row in strict_csv(out):
                        for name, value in row.items():
                            if value[:1] in "=+-@" and value:
                                equal(bool(re.fullmatch(r"-?[\d.e+-]+", value)), True, name)
                if form == "json":
                    json.loads(out)


if __name__ == "__main__":
    main([
        html_is_whole_and_accessible,
        wide_html_is_in_parts,
        braces_and_environments_of_latex_are_closed,
        csv_and_json_say_the_same,
        each_observation_is_a_row,
        a_page_whose_look_is_missing_says_so,
        text_fits,
        names_without_a_blank_fit_too,
        nothing_is_left_out_of_a_narrow_table,
        colour_is_for_terminals_that_want_it,
        the_same_input_gives_the_same_bytes,
        each_payload_works_on_a_naive_writer,
        in_each_format_payloads_are_inert,
    ])
