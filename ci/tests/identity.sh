#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: boots of one plan give the same measurements to the last byte, whatever the host
# does meanwhile; a perturbed boot gives others, and the same ones again.
#
#   identity.sh ALLOCVM
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1")
directory=$(mktemp -d)
busy=()

end() {
	[ ${#busy[@]} = 0 ] || kill "${busy[@]}" 2>/dev/null
	rm -rf -- "$directory"
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

measure "$directory/idle.jsonl"
cells=$(grep -c '^{"type":"cell"' "$directory/idle.jsonl")
maxima=$(grep -c '^{"type":"max"' "$directory/idle.jsonl")
test "$cells" = 24 && test "$maxima" = 3
fact $? "it has 24 cells and 3 maxima"

sed -n 2p "$directory/idle.jsonl" | grep -q '"INIT_ON_ALLOC_DEFAULT_ON":"[yn]"'
fact $? "its environment has the kernel's configuration"

for _ in 1 2; do
	while :; do :; done &
	busy+=($!)
done
measure "$directory/busy.jsonl"
kill "${busy[@]}"
busy=()
same "$directory/idle.jsonl" "$directory/busy.jsonl"
fact $? "a boot beside two busy cores measures the same, byte for byte"

mkdir -p "$directory/a longer path/of other names"
(
	cd "$directory/a longer path" || exit
	export TMPDIR="$directory/a longer path/of other names" FAKETIME_DONT_FAKE_MONOTONIC=1
	faketime -f '+400d' "$allocvm" run -o 'of other names/elsewhere.jsonl' \
		-- run --preset book >&2
)
fact $? "a boot from another directory, on another date, gives a result"
elsewhere="$directory/a longer path/of other names/elsewhere.jsonl"
same "$directory/idle.jsonl" "$elsewhere"
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

measure "$directory/perturbed.jsonl" --perturb 5
! cmp <(vmalloc_cells "$directory/idle.jsonl") <(vmalloc_cells "$directory/perturbed.jsonl") >&2
fact $? "a perturbed boot differs in a vmalloc cell"
missing=$(($(available "$directory/idle.jsonl") - $(available "$directory/perturbed.jsonl")))
[ "$missing" -gt $((1 << 20)) ]
fact $? "its past holds more than 1 MiB: $missing bytes"
measure "$directory/again.jsonl" --perturb 5
same "$directory/perturbed.jsonl" "$directory/again.jsonl"
fact $? "the same perturbation measures the same, byte for byte"
facts_end
