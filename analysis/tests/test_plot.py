# SPDX-License-Identifier: GPL-2.0-or-later
"""The plot of costs: whole, the same twice, and deaf to what a file tells gnuplot."""

import os
import shutil
import signal
import subprocess
import sys
import time
import xml.dom.minidom

import fixtures
from allocstat import equal, has, has_not, main, program, read, run, write

ALLOCATORS = ("kmalloc", "__get_free_pages", "book_pages", "vmalloc")


def plot(path, output, *options):
    code, out, err = run("plot", "cost", path, "-o", output, *options)
    equal((code, out), (0, ""), err)
    return err


def book(**changes):
    return write("book.jsonl", fixtures.result(**changes))


def the_svg_names_each_allocator_and_its_source():
    equal(plot(book(), "a.svg", "--published"), "")
    svg = read("a.svg").decode()
    for text in ALLOCATORS + ("kmalloc, published", "book_pages, published",
                              "vmalloc, published", "4 KiB", "256 KiB", "instructions",
                              "Clock: icount", "book.jsonl: Linux 6.1.0-56-cloud-amd64"):
        has(svg, f"{text}")
    xml.dom.minidom.parseString(svg)


def the_svg_is_the_same_twice():
    plot(book(), "a.svg", "--published")
    plot(book(), "b.svg", "--published")
    equal(read("a.svg") == read("b.svg"), True)


def another_result_gives_another_svg():
    plot(book(), "a.svg")
    plot(book(cells=fixtures.book_cells()[:-1]), "b.svg")
    equal(read("a.svg") == read("b.svg"), False)


def the_png_is_a_png():
    plot(book(), "a.png")
    equal(read("a.png")[:8], b"\x89PNG\r\n\x1a\n")


def nothing_else_is_left():
    temporary = os.path.join(os.getcwd(), "tmp")
    os.mkdir(temporary)
    code, _, err = run("plot", "cost", book(), "-o", "a.svg", env={"TMPDIR": temporary})
    equal(code, 0, err)
    equal(os.listdir(temporary), [])
    equal(sorted(os.listdir(".")), ["a.svg", "book.jsonl", "tmp"])


SLOW_GNUPLOT = """#!/bin/sh
echo half
echo $$ >"$PID_FILE.new"
mv "$PID_FILE.new" "$PID_FILE"
exec sleep 60
"""


SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGKILL)


def heed_signals():
    """Whoever runs the tests in the background may have told us to ignore some."""
    for number in SIGNALS:
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)


def start_slow_plot(temporary):
    """The program, which waits for a gnuplot that has begun to draw, and gnuplot's pid."""
    environment = dict(os.environ, TMPDIR=temporary, PID_FILE=os.path.abspath("pid"),
                       PATH=os.path.abspath("bin") + ":" + os.environ["PATH"])
    started = subprocess.Popen([program(), "plot", "cost", "book.jsonl", "-o", "a.svg"],
                               env=environment, stderr=subprocess.DEVNULL,
                               preexec_fn=heed_signals)
    for _ in range(300):
        if os.path.exists("pid"):
            break
        time.sleep(0.1)
    gnuplot = int(read("pid"))
    os.remove("pid")
    return started, gnuplot


def nothing_is_left_of_one_that_is_killed():
    book()
    write("a.svg", "old")
    os.mkdir("bin")
    write("bin/gnuplot", SLOW_GNUPLOT)
    os.chmod("bin/gnuplot", 0o755)
    os.mkdir("tmp")
    for number in SIGNALS:
        started, gnuplot = start_slow_plot(os.path.abspath("tmp"))
        started.send_signal(number)
        equal(started.wait(timeout=20), -number)
        os.kill(gnuplot, signal.SIGKILL)
        equal(os.listdir("tmp"), [], number)
        equal(sorted(os.listdir(".")), ["a.svg", "bin", "book.jsonl", "tmp"], number)
        equal(read("a.svg"), b"old")


def kept_script_and_data_draw_the_same():
    plot(book(), "a.svg", "--keep")
    done = subprocess.run(["gnuplot", "-d", "-c", "a.gp", "a.dat", "svg"],
                          capture_output=True, check=True)
    equal(done.stdout == read("a.svg"), True)


def costs_at_or_below_0_are_left_out_and_said():
    err = plot(book(cells=[fixtures.cell("kmalloc", 8, 5, 50),
                           fixtures.cell("kmalloc", 64, 3, 50),
                           fixtures.cell("kmalloc", 512, 60, 50)]), "a.svg")
    has(err, "costs at or below 0 are not drawn")
    has(err, ": 2\n")
    has(read("a.svg").decode(), "has no place (2).")


def nothing_to_draw_is_an_error():
    code, out, err = run("plot", "cost", book(cells=[fixtures.cell("kmalloc", 8, 5, 50)]),
                         "-o", "a.svg")
    equal((code, out), (1, ""))
    has(err, "nothing to draw")
    equal(os.path.exists("a.svg"), False)


def ways():
    return write("ways.jsonl", fixtures.result(cells=fixtures.way_cells(),
                                               calibrated=fixtures.way_calibrations()))


def several_ways_are_not_drawn():
    ways()
    write("one.jsonl", fixtures.result())
    write("other.jsonl", fixtures.result(cells=fixtures.book_cells(gfp="GFP_ATOMIC")))
    for paths, count in ((["ways.jsonl"], 7), (["one.jsonl", "other.jsonl"], 2)):
        code, out, err = run("plot", "cost", *paths, "-o", "a.svg")
        equal((code, out), (2, ""))
        has(err, f"the cells were taken in {count} ways, and a plot shows one; choose with "
                 "--pattern, --context, --gfp")
        has(err, "there is: GFP_KERNEL, task context, pair pattern; ")
        equal(os.path.exists("a.svg"), False)


def one_way_is_drawn_and_named():
    plot(ways(), "a.svg", "--pattern=batch-fifo", "--bulk-count=0")
    svg = read("a.svg").decode()
    has(svg, "GFP_KERNEL, task context, batch-fifo pattern, a set of 32")
    has(svg, "<text>kmalloc</text>")
    has_not(svg, "vmalloc")


def a_side_is_drawn_and_named():
    path = ways()
    for side, what in (("alloc", "one allocation"), ("free", "one free"),
                       ("touch", "the first touch")):
        plot(path, "a.svg", "--pattern=touch", "--side", side, "--keep")
        svg = read("a.svg").decode()
        has(svg, f"What {what} costs, by size")
        has(svg, f"cost of {what}, instructions")
    has(read("a.dat").decode(), "65536\t4098\n")


def a_side_that_was_not_timed_is_nothing_to_draw():
    code, _, err = run("plot", "cost", book(), "-o", "a.svg", "--side=touch")
    equal(code, 1)
    has(err, "nothing to draw")


def a_mean_is_drawn_and_named():
    plot(ways(), "a.svg", "--pattern=batch-fifo", "--bulk-count=0", "--stat=mean", "--keep")
    has(read("a.svg").decode(), "Each point: the mean less the median of an empty call.")
    has(read("a.dat").decode(), "64\t149\n256\t173\n")


def published_points_stand_beside_their_like_only():
    code, out, err = run("plot", "cost", ways(), "-o", "a.svg", "--published",
                         "--pattern=touch")
    equal((code, out), (2, ""))
    has(err, "nothing was published of GFP_KERNEL, task context, touch pattern")
    plot(ways(), "a.svg", "--published", "--pattern=pair", "--context=task", "--node=")
    has(read("a.svg").decode(), "kmalloc, published")


def one_point_is_drawn():
    plot(book(cells=[fixtures.cell("kmalloc", 64, 100, 50)]), "a.svg")
    has(read("a.svg").decode(), "kmalloc")


def many_allocators_and_files_are_drawn():
    cells = [fixtures.cell(f"allocator_{i}", size, 100 + i, 50)
             for i in range(12) for size in (8, 64, 1 << 30)]
    paths = [write(f"f{i}.jsonl", fixtures.result(cells=cells)) for i in range(7)]
    code, _, err = run("plot", "cost", *paths, "-o", "a.svg")
    equal(code, 0, err)
    svg = read("a.svg").decode()
    has(svg, "allocator_11, f6.jsonl")
    has(svg, "and 3 more files")


def nothing_in_a_file_is_a_command():
    commands = ("`touch owned`", "$(touch owned)", "\"; system('touch owned'); \"",
                "'.system('touch owned').'", "@ARG1", "< touch owned", "| touch owned",
                "{/:Bold enhanced}", "<script>alert(1)</script>&lt;", "\x1b[2J\t\n\n\n#",
                "\\\" touch", "%s%n")
    scripts = set()
    for text in commands:
        environment = fixtures.environment(kernel__release=text, cpu__model=text,
                                           allocator__init_on_alloc=text)
        way = {"pattern": text, "context": text, "cpus": text}
        cells = [fixtures.cell(text, 64, 100, 50, gfp=text, **way),
                 fixtures.cell("kmalloc", 128, 200, 50, gfp=text, **way)]
        path = book(env=environment, cells=cells, calibrated=[fixtures.calibration(**way)])
        published = write("published.jsonl", fixtures.result(
            env=environment, cells=[fixtures.cell(text, 64, 100, 50)]))
        for arguments in ((path,), (path, "--keep", "--side", "free"),
                          (published, "--published", "--keep")):
            plot(arguments[0], "a.svg", *arguments[1:])
            svg = read("a.svg").decode()
            xml.dom.minidom.parseString(svg)
            has_not(svg, "<script")
            has_not(svg, "\x1b")
            equal(os.path.exists("owned"), False, text)
        scripts.add(read("a.gp"))
    # Nothing of any file is in a script: it is always the same.
    equal(len(scripts), 1)


def markup_in_a_name_is_shown_as_it_is():
    plot(book(env=fixtures.environment(kernel__release="e_f^{g}@h"),
              cells=[fixtures.cell("a_b^{c}@d", 64, 100, 50)]), "a.svg")
    has(read("a.svg").decode(), "a_b^{c}@d")
    has(read("a.svg").decode(), "Linux e_f^{g}@h, x86_64")


def quotes_in_a_name_do_not_end_it():
    for name in ("\"first\" second", "\"first", "'first' second", "#first"):
        plot(book(cells=[fixtures.cell(name, 64, 100, 50)]), "a.svg")
        has(read("a.svg").decode(), f"<text>{name}</text>".replace("\"", "'"))


def an_old_plot_survives_a_failure():
    write("a.svg", "old")
    os.mkdir("bin")
    write("bin/gnuplot", "#!/bin/sh\necho half\necho '  ^ broken here' >&2\nexit 3\n")
    os.chmod("bin/gnuplot", 0o755)
    code, _, err = run("plot", "cost", book(), "-o", "a.svg",
                       env={"PATH": os.path.abspath("bin")})
    equal(code, 1)
    has(err, "broken here")
    equal(read("a.svg"), b"old")
    equal(sorted(os.listdir(".")), ["a.svg", "bin", "book.jsonl"])


def without_gnuplot_the_way_out_is_said():
    code, _, err = run("plot", "cost", book(), "-o", "a.svg", env={"PATH": "/nonexistent"})
    equal(code, 1)
    has(err, "apt-get install gnuplot-nox")
    equal(os.listdir("."), ["book.jsonl"])


def an_output_that_cannot_be_written_is_said():
    code, _, err = run("plot", "cost", book(), "-o", "nowhere/a.svg")
    equal(code, 1)
    has(err, "nowhere/a.svg: ")


def missing_scripts_are_said():
    code, _, err = run("plot", "cost", book(), "-o", "a.svg",
                       env={"ALLOCBENCH_DATA": "/nonexistent"})
    equal(code, 1)
    has(err, "/nonexistent/plots/style.gp")
    has(err, "ALLOCBENCH_DATA")


if __name__ == "__main__":
    if not shutil.which("gnuplot"):
        print("1..0 # SKIP no gnuplot here (apt-get install gnuplot-nox)")
        sys.exit(77)
    main([
        the_svg_names_each_allocator_and_its_source,
        the_svg_is_the_same_twice,
        another_result_gives_another_svg,
        the_png_is_a_png,
        nothing_else_is_left,
        nothing_is_left_of_one_that_is_killed,
        kept_script_and_data_draw_the_same,
        costs_at_or_below_0_are_left_out_and_said,
        nothing_to_draw_is_an_error,
        several_ways_are_not_drawn,
        one_way_is_drawn_and_named,
        a_side_is_drawn_and_named,
        a_side_that_was_not_timed_is_nothing_to_draw,
        a_mean_is_drawn_and_named,
        published_points_stand_beside_their_like_only,
        one_point_is_drawn,
        many_allocators_and_files_are_drawn,
        nothing_in_a_file_is_a_command,
        markup_in_a_name_is_shown_as_it_is,
        quotes_in_a_name_do_not_end_it,
        an_old_plot_survives_a_failure,
        without_gnuplot_the_way_out_is_said,
        an_output_that_cannot_be_written_is_said,
        missing_scripts_are_said,
    ])
