#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: boots of one plan give the same measurements to the last byte, whatever the host
# does meanwhile; a perturbed boot gives others, and the same ones again.
#
#   identity.sh ALLOCVM
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1")
busy=()

end() {
	[ ${#busy[@]} = 0 ] || kill "${busy[@]}" 2>/dev/null
	rm -rf -- "$work"
}
trap end EXIT

measure() { # measure FILE OPTION...
	local file=$1
	shift
	"$allocvm" run "$@" -o "$file" -- run --preset book >&2
	fact $? "a boot gives a result: ${file##*/}"
}

# What two boots have in common.
measurements() {
	grep -E '^\{"type":"(calibration|cell|max)"' "$1"
}

same() { # same FILE FILE
	cmp <(measurements "$1") <(measurements "$2") >&2
}

measure "$work/idle.jsonl"
cells=$(grep -c '^{"type":"cell"' "$work/idle.jsonl")
maxima=$(grep -c '^{"type":"max"' "$work/idle.jsonl")
test "$cells" = 24 && test "$maxima" = 3
fact $? "it has 24 cells and 3 maxima"

sed -n 2p "$work/idle.jsonl" | grep -q '"INIT_ON_ALLOC_DEFAULT_ON":"[yn]"'
fact $? "its environment has the kernel's configuration"

for _ in 1 2; do
	while :; do :; done &
	busy+=($!)
done
measure "$work/busy.jsonl"
kill "${busy[@]}"
busy=()
same "$work/idle.jsonl" "$work/busy.jsonl"
fact $? "a boot beside two busy cores measures the same, byte for byte"

mkdir -p "$work/a longer path/of other names"
(
	cd "$work/a longer path" || exit
	export TMPDIR="$work/a longer path/of other names" FAKETIME_DONT_FAKE_MONOTONIC=1
	faketime -f '+400d' "$allocvm" run -o 'of other names/elsewhere.jsonl' \
		-- run --preset book >&2
)
fact $? "a boot from another directory, on another date, gives a result"
elsewhere="$work/a longer path/of other names/elsewhere.jsonl"
same "$work/idle.jsonl" "$elsewhere"
fact $? "it measures the same, byte for byte"
year=$(sed -n '1s/.*"started":"\([0-9]*\)-.*/\1/p' "$elsewhere")
test "$year" -gt "$(date +%Y)"
fact $? "the other date is in its header"

vmalloc_cells() {
	measurements "$1" | grep '"allocator":"vmalloc"' | grep '"cell"'
}

available() {
	sed -n '2s/.*"available_bytes":\([0-9]*\).*/\1/p' "$1"
}

measure "$work/perturbed.jsonl" --perturb 5
! cmp <(vmalloc_cells "$work/idle.jsonl") <(vmalloc_cells "$work/perturbed.jsonl") >&2
fact $? "a perturbed boot differs in a vmalloc cell"
missing=$(($(available "$work/idle.jsonl") - $(available "$work/perturbed.jsonl")))
[ "$missing" -gt $((1 << 20)) ]
fact $? "its past holds more than 1 MiB: $missing bytes"
measure "$work/again.jsonl" --perturb 5
same "$work/perturbed.jsonl" "$work/again.jsonl"
fact $? "the same perturbation measures the same, byte for byte"
facts_end
