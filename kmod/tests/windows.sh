#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: in every sampling loop of the built modules, one direct call and nothing else but
# moves stands between the two clock readings of a window.
#
#   windows.sh MODULE-DIRECTORY
set -u
directory=$1
here=$(dirname -- "$(realpath -- "$0")")
number=0

report() { # report CONDITION-STATUS FACT
	number=$((number + 1))
	[ "$1" = 0 ] && echo "ok $number - $2" || echo "not ok $number - $2"
}

windows() {
	objdump -dr --no-show-raw-insn "$directory/$1.ko" | awk -f "$here/windows.awk" | sort
}

loops=$(windows allocbench)
test "$(echo "$loops" | wc -l)" -ge 78
report $? "the module has its sampling loops"
while read -r loop windows problems calls; do
	expected=1
	case $loop in *_pairs) expected=2 ;; esac
	[ "$windows" = "$expected" ] && [ "$problems" = 0 ]
	report $? "$loop: one direct call in each of $expected windows ($calls)"
done <<<"$loops"

planted=$(windows allocbench-test | grep '^planted_indirect_pairs ')
read -r _ _ problems _ <<<"$planted"
test "$problems" -ge 1
report $? "the planted indirect call is found"
echo "1..$number"
