#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what is measured before a cell does not move it. All allocators are swept in two
# shuffled orders, and the last cell of the first sweep is measured alone: the medians of
# alloc and free together agree within 1 %, or one instruction; those of book_pages, which has
# order 1 among its cells, within 2 %, and of krealloc within 6 % (kmod/SAMPLING.md says why).
#
#   alone.sh ALLOCVM SEED SEED
#
#   SEED  of a sweep: its order
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1")
first=$2 second=$3

measure() { # measure RESULT ARGUMENT...
	local result=$1
	shift
	"$allocvm" run -o "$result" -- run --no-max "$@" 2>"$work/stderr"
}

sweep() { # sweep SEED
	measure "$work/$1.jsonl" --alloc all --sizes 64,4096,65536,1MiB --skip-refused \
		--shuffle --seed "$1"
	fact $? "all allocators are swept in the order of seed $1"
}

# medians RESULT: "ALLOCATOR SIZE TICKS" of each cell, less those of none, in their order.
medians() {
	python3 - "$1" <<-'END'
		import json, sys

		def median(histogram):
		    values = [value for value, count in histogram for _ in range(count)]
		    return values[len(values) // 2]

		def cost(record):
		    return median(record["alloc"]) + median(record["free"])

		records = [json.loads(line) for line in open(sys.argv[1])]
		none = next(r for r in records if r.get("allocator") == "none")
		for cell in records:
		    if cell["type"] == "cell":
		        print(cell["allocator"], cell["size"], cost(cell) - cost(none))
	END
}

# agree FEWEST FILE FILE: at least so many cells are in both, and none moves
agree() {
	awk -v fewest="$1" '
		BEGIN { percent["book_pages"] = 2; percent["krealloc"] = 6 }
		NR == FNR { cost[$1 " " $2] = $3; next }
		($1 " " $2) in cost {
			cells++
			a = cost[$1 " " $2]
			difference = a > $3 ? a - $3 : $3 - a
			allowed = (a < $3 ? a : $3) * ($1 in percent ? percent[$1] : 1) / 100
			if (difference > (allowed > 1 ? allowed : 1)) {
				print $1, "of", $2 ":", a, "and", $3 > "/dev/stderr"
				moved++
			}
		}
		END { exit moved || cells < fewest }' "$2" "$3" 2>"$work/stderr"
}

sweep "$first"
sweep "$second"
medians "$work/$first.jsonl" >"$work/first"
medians "$work/$second.jsonl" >"$work/second"
agree 80 "$work/first" "$work/second"
fact $? "all $(wc -l <"$work/first") cells agree in both"

read -r allocator size swept < <(tail -n 1 "$work/first")
measure "$work/alone.jsonl" --alloc "$allocator" --sizes "$size" --seed "$first"
fact $? "$allocator of $size, the last of seed $first, is measured alone"
medians "$work/alone.jsonl" >"$work/alone"
echo "# $allocator of $size: $swept in the sweep, $(awk '{ print $3 }' "$work/alone") alone"
agree 1 "$work/first" "$work/alone"
fact $? "and agrees with it"
facts_end
