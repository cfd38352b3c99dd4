# SPDX-License-Identifier: GPL-2.0-or-later
"""allocstat report: one whole page, inert, the same twice; and what a browser makes of it."""

import base64
import html.parser
import os
import re
import shutil
import subprocess
import sys
import xml.dom.minidom

import fixtures
from allocstat import Skipped, equal, has, has_not, main, read, run, write
from test_formats import PAYLOADS, VOID

SECTIONS = ("tables", "plots", "why", "measured", "mislead", "again")


class Report(html.parser.HTMLParser):
    """Refuses what is left open, handlers, and addresses that are not of the page itself."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.ids, self.pictures, self.count, self.links = [], [], [], {}, []
        self.feed(text)
        self.close()
        equal(self.open, [], "left open")
        equal(len(set(self.ids)), len(self.ids), "ids")
        for link in self.links:
            equal(link[1:] in self.ids, True, link)

    def handle_starttag(self, tag, attrs):
        self.count[tag] = self.count.get(tag, 0) + 1
        for name, value in attrs:
            equal(name.startswith("on"), False, f"<{tag} {name}>")
            if name == "id":
                self.ids.append(value)
            if name == "href":
                equal(value[0], "#")
                self.links.append(value)
            if name == "src":
                equal(tag, "img")
                has(value, "data:image/svg+xml;base64,")
                equal(bool(dict(attrs).get("alt")), True)
                self.pictures.append(base64.b64decode(value.split(",", 1)[1], validate=True))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        equal(self.open.pop(), tag)


def book(name="book.jsonl", **changes):
    return write(name, fixtures.result(**changes))


def sides(new=200):
    made = []
    for name, cost in (("base", 100), ("new", new)):
        made.append([book(f"{name}{i}.jsonl", env=fixtures.environment(kernel__release=f"6.1-{name}"),
                          cells=[fixtures.cell("kmalloc", size, cost, 50) for size in (64, 4096)])
                     for i in range(2)])
    return [*made[0], "--", *made[1]]


def report(*arguments):
    code, out, err = run("report", "-o", "r.html", *arguments)
    equal((code, out, err), (0, "", ""))
    return read("r.html").decode()


def one_result_has_all_sections():
    text = report(book())
    page = Report(text)
    for section in SECTIONS:
        equal(section in page.ids, True, section)
    equal(len(page.pictures) >= 4, True)
    for picture in page.pictures:
        xml.dom.minidom.parseString(picture)
    has(text, "published: Celeron".split(":")[0])
    has(text, "Celeron (Coppermine)")
    has(text, "QEMU Virtual CPU version 2.5+")
    has(text, "run --preset book")
    equal(page.count["script"], 1)
    has(text, "content=\"default-src 'none';")


def what_may_mislead_is_said():
    env = fixtures.environment(clock="tsc", cpu__governor="powersave", cpu__turbo=True,
                               kernel__taint=512, allocator__init_on_alloc=True)
    cells = [fixtures.cell("kmalloc", 64, 100, 50, failures=3, marked=[[500, 50, "irq"]] * 30)]
    head = fixtures.header(module={"version": "0.1.0", "build": "debug"})
    files = [book(f"bad{i}.jsonl", env=env, cells=cells, head=head,
                  calibrated=[fixtures.calibration(ticks=20)]) for i in range(3)]
    code, out, _ = run("report", "-o", "r.html", *files)
    equal((code, out), (0, ""))
    text = read("r.html").decode()
    Report(text)
    for words in ("init_on_alloc=1", "built for debugging", "tainted by more", "frequency was not fixed",
                  "Turbo was on", "More than 1 % of the samples", "Some allocations failed"):
        equal(len(re.findall(f"{words}[^.]*: bad0.jsonl and 2 others.", text)), 1, words)
    has_not(text, "Nothing was found")
    has(report(book()), "Nothing was found")


def a_boot_that_died_is_reported():
    base, _, new = sides()[0:2], "--", sides()[3:]
    write("dead.jsonl", read(new[1])[:200])
    text = report(*base, "--", new[0], "dead.jsonl")
    Report(text)
    has(text, "class=\"verdict bad\"")
    has(text, "6.1-new: Linux 6.1-new on QEMU Virtual CPU version 2.5+, clock icount; 2 boots")
    text = report(*base, "--", "dead.jsonl")
    Report(text)
    has(text, "the new kernel: 1 boot, and none gave a result")


def kernels_are_compared_as_asked():
    base, new = sides()[:2], sides()[3:]
    write("allowed", "kmalloc * alloc slower:200% # known")
    has(report("--allow=allowed", *base, "--", *new), "class=\"verdict good\"")
    has(report("--label=old", "--label=young", *base, "--", *new), "young against old")
    code, _, err = run("report", "-o", "r.html", "--vary=plan", *base)
    equal(code, 2)
    has(err, "nothing to compare")


def a_comparison_begins_with_its_verdict():
    text = report(*sides())
    Report(text)
    equal(text.index("class=\"verdict bad\"") < text.index("<section"), True)
    has(text, "2 slower (kmalloc 64 alloc +105.26 % the most)")
    has(text, "<td class=\"bad\">slower</td>")
    has(report(*sides(100)), "class=\"verdict good\"")


def what_a_plot_cannot_show_is_left_out():
    """A block that has less than was asked for has no waste; the page is whole without."""
    cells = [fixtures.cell("kmalloc", 1000, 100, 50, usable_size=2,
                           unknown={"node": "x", "smi_count": "x"})]
    page = Report(report(book(cells=cells)))
    equal(len(page.pictures), len(Report(report(book(cells=[fixtures.cell("kmalloc", 1000, 100, 50)]))).pictures))
    # A crowd, and an empty call, that cost as much.
    crowd = [cell for cell in fixtures.way_cells() if cell["pattern"] in ("crowd", "pair")]
    dear = [{**none, "alloc": [[10 ** 9, none["samples"]]]} if none["pattern"] == "crowd" else none
            for none in fixtures.way_calibrations()]
    code, _, err = run("report", "-o", "r.html", book(cells=crowd, calibrated=dear))
    equal(code, 0)
    has(err, "costs at or below 0 are not drawn")
    Report(read("r.html").decode())


def it_is_the_same_twice():
    equal(report(book()), report(book()))


def it_asks_nobody_for_anything():
    text = report(*sides())
    for address in re.findall(r"[a-z]+://[^\\s\"'<)]*", re.sub(r"base64,[A-Za-z0-9+/=]*", "", text)):
        raise AssertionError(address)
    for word in ("@import", "url(", "fetch(", "XMLHttpRequest", "<link", "<iframe"):
        has_not(text, word)


def payloads_are_inert():
    for payload in PAYLOADS.values():
        env = fixtures.environment(kernel__release=payload, cpu__model=payload,
                                   kernel__command_line=payload, kernel__version=payload)
        path = book("hostile.jsonl", env=env, head=fixtures.header(argv=["allocbench", payload]),
                    cells=[fixtures.cell(payload, 64, 100, 50, gfp=payload)],
                    maxima=[fixtures.maximum("kmalloc", 4096, 4096, 0, payload)])
        page = Report(report(path))
        equal(page.count["script"], 1, payload)
        for picture in page.pictures:
            has_not(picture.decode(), "<script")
            xml.dom.minidom.parseString(picture)


def an_old_report_survives_a_failure():
    write("r.html", "precious")
    code, _, _ = run("report", "-o", "r.html", "nowhere.jsonl")
    equal((code, read("r.html")), (1, b"precious"))
    code, _, err = run("report", "-o", "r.html", book(), env={"PATH": "/nonexistent"})
    equal((code, read("r.html")), (1, b"precious"))
    has(err, "apt-get install gnuplot-nox")
    equal(sorted(os.listdir(".")), ["book.jsonl", "r.html"])


def a_mistake_is_a_usage_error():
    for arguments, words in (((book(),), "where to"), (("-o", "r.html"), "which result files"),
                             (("-o", "r.html", book(), "--"), "which files against which")):
        code, _, err = run("report", *arguments)
        equal(code, 2)
        has(err, words)


def many_cells_are_one_page():
    cells = [fixtures.cell(f"row_{i % 50}", 8 * (1 + i // 50), 100 + i, 50) for i in range(5000)]
    text = report(book(cells=cells))
    page = Report(text)
    equal(page.count["td"] > 10000, True)


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """As WCAG 2 has it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def words_stand_out_in_both_schemes():
    equal(round(contrast("#000000", "#ffffff"), 2), 21)
    text = report(book())
    schemes = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    equal(len(schemes), 3)  # light, dark, on paper
    for scheme in schemes:
        colours = {name: "#" + "".join(c * 2 for c in value) if len(value) == 3 else "#" + value
                   for name, value in re.findall(r"--(\w+): #(\w+);", scheme)}
        for name in ("text", "soft", "bad", "good", "unsure"):
            for back in ("back", "stripe"):
                found = contrast(colours[name], colours[back])
                equal(found >= 4.5, True, f"{name} on {back}: {found:.2f}")


BROWSER = shutil.which("chromium")


# What the browser asks by itself, whatever it shows.
OWN = re.compile(r"https?://[^/]*\.(google|googleapis|gvt1|gstatic)\.com(:\d+)?/")


def browse(page, *options):
    """Console messages and requests of a page, and what the options write."""
    if not BROWSER:
        raise Skipped("no chromium here (apt-get install chromium)")
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--enable-logging=stderr", "--log-level=0", "--v=0", "--net-log-capture-mode=IncludeSensitive",
         "--log-net-log=net.json", "--user-data-dir=profile", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--virtual-time-budget=5000", *options, f"file://{os.path.abspath(page)}"],
        capture_output=True, timeout=120, check=True)
    console = [line for line in done.stderr.decode().splitlines() if "CONSOLE" in line]
    with open("net.json", encoding="utf-8", errors="replace") as stream:
        requested = {url for url in re.findall(r'"url":"((?:https?|wss?)://[^"]*)"', stream.read())
                     if not OWN.match(url)}
    return console, requested, done.stdout.decode()


def a_browser_finds_no_error_and_asks_nobody():
    report(*sides())
    for width in (360, 1400):
        for scheme in ("light", "dark"):
            dark = ["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
            console, requested, _ = browse("r.html", f"--window-size={width},900",
                                           f"--screenshot={width}-{scheme}.png", *dark)
            equal((console, sorted(requested)), ([], []), f"{width} {scheme}")
            equal(os.path.getsize(f"{width}-{scheme}.png") > 10000, True)
    browse("r.html", "--print-to-pdf=r.pdf")
    equal(read("r.pdf")[:5], b"%PDF-")


CLICKS = """<script>
const table = document.querySelector("#comparison table");
const heads = Array.from(table.tHead.rows[0].cells);
const ratio = heads.findIndex((head) => head.textContent === "ratio");
const column = () => Array.from(table.tBodies[0].rows, (row) => row.cells[ratio].textContent).join(" ");
const said = [column()];
for (let i = 0; i < 2; i++) {
	heads[ratio].click();
	said.push(heads[ratio].getAttribute("aria-sort") + " " + column());
}
document.title = said.join("; ");
</script>"""


def a_click_on_a_heading_sorts():
    base, new = sides()[:2], sides()[3:]
    for i, path in enumerate(new):
        book(path, env=fixtures.environment(kernel__release="6.1-new"), cells=[
            fixtures.cell("kmalloc", size, cost, 50) for size, cost in ((64, 300), (4096, 200))])
    text = report(*base, "--", *new)
    write("clicks.html", text.replace("</body>", CLICKS + "</body>"))
    console, _, dom = browse("clicks.html", "--dump-dom")
    equal(console, [])
    title = re.search("<title>(.*?)</title>", dom)[1]
    rows = re.findall(r"[\d.]+", title.split(";")[0])
    equal(rows == sorted(rows, key=float), False, title)
    equal(title.split("; ")[1], "ascending " + " ".join(sorted(rows, key=float)))
    equal(title.split("; ")[2], "descending " + " ".join(sorted(rows, key=float, reverse=True)))


def a_broken_page_would_be_found():
    """The check of the console and of requests sees what it looks for."""
    write("bad.html", "<img src='http://127.0.0.1:9/x'><script>undefined_name();</script>")
    console, requested, _ = browse("bad.html")
    equal((len(console) > 0, "http://127.0.0.1:9/x" in requested), (True, True))


if __name__ == "__main__":
    if not shutil.which("gnuplot"):
        print("1..0 # SKIP no gnuplot here (apt-get install gnuplot-nox)")
        sys.exit(0)
    main([
        one_result_has_all_sections,
        what_may_mislead_is_said,
        a_boot_that_died_is_reported,
        kernels_are_compared_as_asked,
        a_comparison_begins_with_its_verdict,
        what_a_plot_cannot_show_is_left_out,
        it_is_the_same_twice,
        it_asks_nobody_for_anything,
        payloads_are_inert,
        an_old_report_survives_a_failure,
        a_mistake_is_a_usage_error,
        many_cells_are_one_page,
        a_browser_finds_no_error_and_asks_nobody,
        a_click_on_a_heading_sorts,
        words_stand_out_in_both_schemes,
        a_broken_page_would_be_found,
    ])
