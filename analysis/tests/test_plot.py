# SPDX-License-Identifier: GPL-2.0-or-later
"""Plots: whole, the same twice, and deaf to what a file tells gnuplot."""

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
                              "vmalloc, published", "4 KiB", "64 KiB", "instructions",
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
    has(read("a.svg").decode(), "costs as much (2).")


def nothing_to_draw_is_an_error():
    code, out, err = run("plot", "cost", book(cells=[fixtures.cell("kmalloc", 8, 5, 5)]),
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
        has(svg, "cost, instructions")
    has(read("a.dat").decode(), "65536\t4098\t4098\t4098\n")


def a_side_that_was_not_timed_is_nothing_to_draw():
    code, _, err = run("plot", "cost", book(), "-o", "a.svg", "--side=touch")
    equal(code, 1)
    has(err, "nothing to draw")


def a_mean_is_drawn_and_named():
    plot(ways(), "a.svg", "--pattern=batch-fifo", "--bulk-count=0", "--stat=mean", "--keep")
    has(read("a.svg").decode(), "Lines: the mean less the median of an empty call.")
    has(read("a.dat").decode(), "64\t149\tNaN\tNaN\n256\t173\tNaN\tNaN\n")


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


def the_key_has_each_series():
    """gnuplot leaves out names which it has no room for, and says nothing."""
    paths = [kernel(f"6.{i}.0-56-amd64-with-a-long-name") for i in range(6)]
    for size, font in (("900x600", 12), ("500x600", 8), ("1800x900", 16)):
        code, _, err = run("plot", "max", "-o", "a.svg", "--size", size, f"--font=,{font}", *paths)
        equal(code, 0, err)
        for i in range(6):
            has(read("a.svg").decode(), f"<text>measured: 6.{i}.0-56-amd64-with-a-long-name, ")
        has(read("a.svg").decode(), "<text>published: Celeron")


def kernel(release, cells=None, name=None, **changes):
    return write(name or f"{release}.jsonl", fixtures.result(
        cells=cells, env=fixtures.environment(kernel__release=release, **changes)))


def batch(order, blocks, cost, size=64):
    return fixtures.cell("kmalloc", size, cost, 50, pattern=f"batch-{order}", set_size=blocks)


def batches():
    cells = [batch(order, blocks, cost + blocks) for order, cost in (("fifo", 100), ("random", 150))
             for blocks in (16, 64, 256)]
    none = [fixtures.calibration(pattern=f"batch-{order}", set_size=blocks)
            for order in ("fifo", "random") for blocks in (16, 64, 256)]
    return write("batches.jsonl", fixtures.result(cells=cells, calibrated=none))


def crowds():
    cells = [fixtures.crowd_cell("kmalloc", 64, [(cpu, [[100 * count, 50]], [[60, 50]], 0)
                                                 for cpu in range(count)], 5, f"0-{count - 1}")
             for count in (1, 2, 4)]
    none = [fixtures.calibration(pattern="crowd", cpus=f"0-{count - 1}") for count in (1, 2, 4)]
    return write("crowds.jsonl", fixtures.result(cells=cells, calibrated=none))


def usable():
    return write("usable.jsonl", fixtures.result(cells=[
        fixtures.cell("kmalloc", size, 100, 50, usable_size=room, unknown={"node": "x", "smi_count": "x"})
        for size, room in ((5, 8), (64, 64), (65, 96))]))


def two_kernels(**changes):
    return [kernel(release, fixtures.book_cells(), **changes) for release in ("6.1.0-amd64", "6.12.0-amd64")]


def compared(new=200):
    sides = []
    for name, cost in (("base", 100), ("new", new)):
        sides.append([kernel("6.1.0-amd64", [fixtures.cell("kmalloc", 64, cost + i, 50),
                                             fixtures.cell("kmalloc", 128, 90, 50)], f"{name}{i}.jsonl")
                      for i in range(3)])
    return [*sides[0], "--", *sides[1]]


def arguments_of(kind):
    """Of each kind options and files, and words that its plot must have."""
    one = ("--pattern=pair",)
    return {
        "cost": ((book(),), ("alloc", "free", "4 KiB")),
        "kernels": (tuple(two_kernels()), ("6.1", "6.12", "kmalloc 4096", "From kernel to kernel")),
        "distribution": (("--alloc=kmalloc", "--sizes=4096", book()), ("kmalloc 4096, pair",)),
        "heat": (("--alloc=kmalloc,vmalloc", book()), ("percentile of the samples", "vmalloc")),
        "scaling": ((crowds(),), ("kmalloc 64", "CPUs that allocate and free at once")),
        "pattern": ((batches(),), ("kmalloc 64, fifo", "kmalloc 64, random", "256")),
        "waste": ((*one, usable()), ("size that can be used / size asked for",)),
        "max": ((book(),), ("measured: 6.1.0-56-cloud-amd64", "published: Celeron", "128 MiB")),
        "forest": (tuple(compared()), ("slower", "same", "kmalloc 64 alloc", "ratio new / base")),
    }[kind]


KINDS = ("cost", "kernels", "distribution", "heat", "scaling", "pattern", "waste", "max", "forest")


def draw(kind, *options):
    output = next(option for option in options if option.startswith("-o"))[2:]
    code, out, err = run("plot", kind, *options, *arguments_of(kind)[0])
    equal((code, out), (0, ""), f"{kind}: {err}")
    return read(output)


def each_kind_is_drawn_in_each_format_the_same_twice():
    for kind in KINDS:
        svg = draw(kind, "-oa.svg").decode()
        for word in arguments_of(kind)[1]:
            has(svg, word)
        has(svg, "Clock: icount" if kind not in ("waste", "max") else "Linux 6.1.0")
        xml.dom.minidom.parseString(svg)
        for ending, magic in (("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"),
                              ("eps", b"%!PS-Adobe")):
            equal(draw(kind, f"-oa.{ending}")[:len(magic)], magic, kind)
        equal(draw(kind, "-ob.svg"), read("a.svg"))


def kept_files_draw_each_kind_without_allocstat():
    for kind in KINDS:
        svg = draw(kind, "-oa.svg", "--keep", "--size=900x600")
        done = subprocess.run(["gnuplot", "-d", "-c", "a.gp", "a.dat", "svg"],
                              capture_output=True, check=True)
        equal(done.stdout == svg, True, kind)


def size_and_font_are_what_was_asked_for():
    svg = draw("cost", "-oa.svg", "--size=400x300", "--font=Liberation Serif,9").decode()
    has(svg, 'viewBox="0 0 400 300"')
    has(svg, "Liberation Serif")
    png = draw("cost", "-oa.png", "--size=400x300")
    equal((int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")), (800, 600))
    equal(draw("cost", "-ofigure", "--terminal=pdf")[:5], b"%PDF-")
    for option in ("--size=10x10", "--size=900", "--size=900x600x3", "--font=a;b", "--font=a,2",
                   "--font=a'b", "--terminal=dumb", "--terminal=svg;x"):
        code, _, err = run("plot", "cost", book(), "-o", "c.svg", option)
        equal(code, 2, err)
        equal(os.path.exists("c.svg"), False)


def two_humps_are_two():
    """Between them the CDF is level, and the histogram is empty."""
    path = book(cells=[fixtures.taken("kmalloc", 64, [[100 + i, 40] for i in range(10)] +
                                      [[400 + i, 60] for i in range(10)], 50)])
    code, _, err = run("plot", "distribution", path, "-o", "a.svg", "--keep")
    equal(code, 0, err)
    blocks = read("a.dat").decode().split("\n\n\n")
    rows = [[float(field) for field in line.split("\t")] for line in blocks[2].splitlines()[1:]]
    between = [share for low, share in rows if 115 < low < 385]
    equal((len(between) > 20, set(between)), (True, {0.0}))
    equal(round(sum(share for low, share in rows if low < 115), 6), 0.4)
    steps = [[float(field) for field in line.split("\t")] for line in blocks[1].splitlines()[1:]]
    equal({round(share, 6) for cost, share in steps if cost == 104}, {0.4})


def costs_far_apart_have_a_logarithmic_axis():
    """Bins are as wide as they look, and each sample is in the one that has its cost."""
    cells = [fixtures.taken("kmalloc", 64, [[105 + 2 * i, 50] for i in range(20)], 50),
             fixtures.taken("vmalloc", 64, [[20005 + 30 * i, 50] for i in range(20)], 50)]
    code, _, err = run("plot", "distribution", book(cells=cells), "-o", "a.svg", "--keep")
    equal(code, 0, err)
    for block, low, high in zip(read("a.dat").decode().split("\n\n\n")[2::2], (100, 20000), (138, 20570)):
        rows = [[float(field) for field in line.split("\t")] for line in block.splitlines()[1:]]
        edges = [edge for edge, _ in rows]
        ratios = {round(b / a, 4) for a, b in zip(edges, edges[1:])}
        equal(len(ratios), 1)
        equal(round(sum(share for _, share in rows), 6), 1)
        for edge, share in rows:
            if edge > high or edge * ratios.copy().pop() < low:
                equal(share, 0, edge)
    has(read("a.svg").decode(), ">3000<")


def what_has_no_point_is_no_line():
    """kmalloc costs less than an empty call, vmalloc does not; one file has no largest block."""
    cheap = [fixtures.cell(name, size, cost, 3, tail=0)
             for name, cost in (("kmalloc", 3), ("vmalloc", 200)) for size in (64, 4096)]
    path = book(cells=cheap, maxima=[])
    for kind, options in (("heat", ()), ("cost", ()), ("max", ()), ("distribution", ("--sizes=64",))):
        code, _, err = run("plot", kind, *options, path, "-o", "a.svg")
        equal(code, 0, f"{kind}: {err}")
        svg = read("a.svg").decode()
        equal("measured:" in svg, False)
        if kind == "cost":
            equal((">vmalloc<" in svg, ">kmalloc<" in svg), (True, False))
    kernels = [write(f"{release}.jsonl", fixtures.result(cells=cheap, env=fixtures.environment(
        kernel__release=f"{release}.0-amd64"))) for release in ("6.1", "6.12")]
    code, _, err = run("plot", "kernels", "--alloc=kmalloc,vmalloc", *kernels, "-o", "a.svg")
    equal(code, 0, err)
    code, _, err = run("report", *kernels, path, "-o", "a.html")
    equal(code, 0, err)


def what_a_kind_does_not_take_is_a_usage_error():
    for arguments, words in (
            (("kernels", "--published", *two_kernels()), "nothing was published"),
            (("heat", "--stat=p95", book()), "has no --stat"),
            (("heat", "--side=alloc,free", book()), "shows one --side"),
            (("waste", "--side=free", usable()), "shows no --side"),
            (("heat", *two_kernels()), "one file"),
            (("cost", book(), "--", book()), "compares nothing"),
            (("forest", book()), "which files against which"),
            (("distribution", book()), "choose with --alloc"),
            (("scaling", book()), "measure the pattern crowd"),
            (("pattern", book()), "measure the patterns batch-fifo"),
            (("kernels", book()), "give files of several"),
            (("nonsense", book()), "there is: cost, kernels")):
        code, out, err = run("plot", arguments[0], "-o", "a.svg", *arguments[1:])
        equal((code in (1, 2), out), (True, ""), f"{arguments}: {err}")
        has(err, words)
        equal(os.path.exists("a.svg"), False)


def a_forest_is_sorted_and_says_what_it_left_out():
    cells = [fixtures.cell("kmalloc", size, 100, 50) for size in range(1, 41)]
    dear = [fixtures.cell("kmalloc", size, 100 + size, 50) for size in range(1, 41)]
    sides = [[kernel("6.1.0", own, f"{name}{i}.jsonl") for i in range(3)]
             for name, own in (("base", cells), ("new", dear))]
    code, _, err = run("plot", "forest", "-o", "a.svg", "--keep", *sides[0], "--", *sides[1])
    equal(code, 0, err)
    has(read("a.svg").decode(), "20 cells that changed less are left out.")
    rows = [line.split("\t") for line in read("a.dat").decode().splitlines() if line.count("\t") == 5]
    places = sorted((int(row[0]), float(row[1])) for row in rows)
    equal([place for place, _ in places], list(range(1, 61)))
    equal(sorted((ratio for _, ratio in places), reverse=True), [ratio for _, ratio in places])


if __name__ == "__main__":
    if not shutil.which("gnuplot"):
        print("1..0 # SKIP no gnuplot here (apt-get install gnuplot-nox)")
        sys.exit(0)
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
        the_key_has_each_series,
        nothing_in_a_file_is_a_command,
        markup_in_a_name_is_shown_as_it_is,
        quotes_in_a_name_do_not_end_it,
        an_old_plot_survives_a_failure,
        without_gnuplot_the_way_out_is_said,
        an_output_that_cannot_be_written_is_said,
        missing_scripts_are_said,
        each_kind_is_drawn_in_each_format_the_same_twice,
        kept_files_draw_each_kind_without_allocstat,
        size_and_font_are_what_was_asked_for,
        two_humps_are_two,
        costs_far_apart_have_a_logarithmic_axis,
        what_has_no_point_is_no_line,
        what_a_kind_does_not_take_is_a_usage_error,
        a_forest_is_sorted_and_says_what_it_left_out,
    ])
