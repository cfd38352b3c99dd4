#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a comparison finds what is injected. The test rows slow_kmalloc, slow_pages and
# slow_vmalloc take as many instructions more as a boot argument says: with one more each
# cell is shifted, with twice its margin slower, with none the same.
#
#   slower.sh ALLOCVM ALLOCSTAT TEST-MODULE
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1") allocstat=$(realpath -- "$2") module=$(realpath -- "$3")
kernel=debian:bookworm/cloud
boots=3

need_kernel "$allocvm" "$kernel"
cd -- "$work" || exit 1

# side INSTRUCTIONS: its kernel's name for `allocvm batch`
side() {
	echo "$kernel,append=allocbench.slow=$1"
}

boot_all() {
	"$allocvm" batch --directory boots --boots "$boots" --module "$module" --clock icount \
		--kernel "$(side 0)" --kernel "$(side 0)" --kernel "$(side 1)" --kernel "$(side 1023)" \
		-- run --alloc slow_kmalloc,slow_pages,slow_vmalloc --sizes 64,4096,65536 \
		--samples 128 --no-max >files 2>stderr
	fact $? 'all boots gave a result'
}

# compare BASE NEW OPTION...: two sides by their numbers; sets status
compare() {
	local base=$1 new=$2
	shift 2
	status=0
	"$allocstat" compare "$@" --verdict-file verdict.json boots/"$base"-*/boot-*.jsonl \
		-- boots/"$new"-*/boot-*.jsonl >stderr 2>&1 || status=$?
}

# cells EXPRESSION: it holds for each time of each cell, and there are 18. Of a cell: outcome,
# margin, gap, and whether both sides are one number.
cells() {
	python3 - "$1" 2>>stderr <<-'END'
		import json, sys

		cells = json.load(open("verdict.json"))["comparisons"][0]["cells"]
		assert len(cells) == 18, len(cells)
		for cell in cells:
		    names = {"outcome": cell["outcome"], **cell["measure"],
		             "single": all(len(set(cell[side]["boots"])) == 1
		                           for side in ("base", "new"))}
		    assert eval(sys.argv[1], names), (cell["allocator"], cell["size"], cell["side"], names)
	END
}

boot_all
compare 0 1
[ $status = 0 ] && cells 'outcome == "same" or not single and outcome == "shifted"'
fact $? 'nothing injected: cells of one number are the same, and nothing is slower'
compare 0 2
[ $status = 0 ] && cells 'outcome == "shifted" and gap == 1 or not single'
fact $? 'one instruction: each cell of one number is shifted by it; exit 0'
cells 'not single' 2>/dev/null
[ $? = 1 ]
fact $? 'there are such cells'
compare 0 2 --margin 0
[ $status = 3 ] && cells 'outcome == "slower" or not single'
fact $? 'one instruction without a margin: slower; exit 3'
compare 0 3
[ $status = 3 ] && cells 'outcome == "slower" and gap >= 2 * margin'
fact $? 'twice the margin or more: each cell is slower; exit 3'
compare 3 0
[ $status = 0 ] && cells 'outcome == "faster"'
fact $? 'the other way round each cell is faster; exit 0'
facts_end
