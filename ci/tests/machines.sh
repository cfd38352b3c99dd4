#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: `ci/bench --published-machines`: three VMs like the published machines, and the
# published table row for row beside theirs.
#
#   machines.sh SOURCE ALLOCVM
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
source=$1 allocvm=$2

absent=$("$allocvm" list --fields | awk -F '\t' '/^published:/ && $3 != "ready" { print $12 }')
[ -z "$absent" ] || skip "not in the cache: ${absent//$'\n'/ }"

# row MACHINE ALLOCATOR: published, measured and difference
row() {
	grep "^| $1" "$work/out/published-machines.md" | awk -F ' *[|] *' -v allocator="$2" \
		'$3 == allocator { print $6, $7, $8 }'
}

as_published() { # as_published MACHINE ALLOCATOR
	[[ $(row "$1" "$2") =~ ^([0-9]+)\ ([0-9]+)\ as\ published$ ]] &&
		[ "${BASH_REMATCH[1]}" = "${BASH_REMATCH[2]}" ]
	fact $? "$1: $2 as published"
}

differs() { # differs MACHINE ALLOCATOR WORDS
	[[ $(row "$1" "$2") =~ $3 ]]
	fact $? "$1: $2: $(row "$1" "$2")"
}

"$source/ci/bench" --no-install --published-machines --out "$work/out" >"$work/stdout" 2>"$work/stderr"
fact $? "three machines are measured"
[ "$(find "$work/out" -name 'published-*.jsonl' | wc -l)" = 3 ] &&
	"$source/build/analysis/allocstat" validate "$work"/out/*.jsonl >"$work/stderr" 2>&1
fact $? "their results are kept"
[ "$(sed -n '/^### Row for row/,/^### Largest/p' "$work/out/published-machines.md" |
	grep -cE 'Celeron|core 2|Core2')" = 9 ]
fact $? "each has its memory within 1 % of a published one's: nine figures stand side by side"
for machine in Celeron Genuine Intel; do
	as_published "$machine" __get_free_pages
done
for machine in Genuine Intel; do
	as_published "$machine" kmalloc
done
for machine in Celeron Intel; do
	as_published "$machine" vmalloc
done
differs Celeron kmalloc '^131072 4194304 more; what stops it here: KMALLOC_MAX_SIZE'
differs Genuine vmalloc '^33554432 67108864 more; what stops it here: address space'
facts_end
