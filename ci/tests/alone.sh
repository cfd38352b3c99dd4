#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a cell that is measured alone and the same cell measured last in a shuffled sweep of
# all allocators agree, alloc and free together: within 1 %, what maps memory within 3 %.
#
#   alone.sh ALLOCVM SEED...
#
#   SEED  of a sweep: which cell is its last depends on it. Orders above 3 are moved by more:
#         kmod/SAMPLING.md
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1")
shift
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# last_cell RESULT: "ALLOCATOR SIZE TICKS" of the last cell; medians, less those of none.
last_cell() {
	python3 - "$1" <<-'END'
		import json, sys

		def median(histogram):
		    values = [value for value, count in histogram for _ in range(count)]
		    return values[len(values) // 2]

		def cost(record):
		    return median(record["alloc"]) + median(record["free"])

		records = [json.loads(line) for line in open(sys.argv[1])]
		none = next(r for r in records if r.get("allocator") == "none")
		cell = [r for r in records if r["type"] == "cell"][-1]
		print(cell["allocator"], cell["size"], cost(cell) - cost(none))
	END
}

percent_for() {
	case $1 in
	*vmalloc* | vzalloc | vfree*) echo 3 ;;
	*) echo 1 ;;
	esac
}

# agree TICKS TICKS PERCENT: or within one instruction
agree() {
	[ -n "$1" ] && [ -n "$2" ] && awk -v a="$1" -v b="$2" -v percent="$3" 'BEGIN {
		difference = a > b ? a - b : b - a
		allowed = (a < b ? a : b) * percent / 100
		exit !(difference <= (allowed > 1 ? allowed : 1))
	}'
}

compare() { # compare SEED
	local sweep=$work/sweep.jsonl single=$work/single.jsonl
	local allocator size swept alone percent
	"$allocvm" run -o "$sweep" --force -- run --alloc all --sizes 64,4096,65536,1MiB \
		--skip-refused --shuffle --seed "$1" --no-max 2>"$work/stderr"
	fact $? "all allocators are swept in the order of seed $1"
	read -r allocator size swept < <(last_cell "$sweep")
	"$allocvm" run -o "$single" --force -- run --alloc "$allocator" --sizes "$size" \
		--seed "$1" --no-max 2>"$work/stderr"
	fact $? "$allocator of $size, its last cell, is measured alone"
	read -r allocator size alone < <(last_cell "$single")
	percent=$(percent_for "$allocator")
	echo "# $allocator of $size: $swept in the sweep, $alone alone"
	agree "$swept" "$alone" "$percent" 2>"$work/stderr"
	fact $? "both give the same within $percent %"
}

for seed; do
	compare "$seed"
done
facts_end
