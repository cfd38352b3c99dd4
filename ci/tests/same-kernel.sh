#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a kernel is not slower than itself. Its boots, no two with the same perturbation, are
# compared twenty times; in one of these the new side has a change that changes nothing, an
# unused module loaded first; with --long in two more: more boot arguments, a larger initramfs.
# In each comparison the two sides do differ, in a cell of vmalloc and in most in one of order 4
# or more.
#
#   same-kernel.sh [--long] ALLOCVM ALLOCSTAT GUEST-FIRST [DIRECTORY]
#
#   --long       boots of its own for each comparison; else all are drawn from one pool
#   GUEST-FIRST  the built guest_first.c
#   DIRECTORY    gets the results and keeps them
set -u
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
. "$here/guest_module.sh"
long=''
[ "$1" != --long ] || { long=yes; shift; }
allocvm=$(realpath -- "$1") allocstat=$(realpath -- "$2") guest_first=$(realpath -- "$3")
kernel=debian:bookworm/cloud
sides=6 # boots of a side: the default of a comparison (analysis/COMPARING.md)
comparisons=20
null_changes=(module)
[ -z "$long" ] || null_changes+=(arguments initramfs)
initramfs_bytes=$((16 << 20))

need_kernel "$allocvm" "$kernel"
cache=$directory

directory=${4:-$work/results}
mkdir -p -- "$directory"
built=$(dirname -- "$(dirname -- "$allocvm")")
init=$built/ci/guest-init

# Nothing ever writes to its file: it breaks nothing.
build_unused_module() {
	guest_module "$here/death_module.c" "$cache" "$work/unused.ko" 2>"$work/stderr"
	fact $? 'the unused module is built'
}

# guest_directory CHANGE: what allocvm takes the guest's programs from, with another init
guest_directory() {
	mkdir -p "$work/$1/ci"
	ln -s "$built/kmod" "$built/bench" "$work/$1/"
	cat >"$work/$1/ci/guest-init"
}

make_guests() {
	with_module "$guest_first" "$work/unused.ko" "$init" | guest_directory module
	{
		cat "$init"
		head -c "$initramfs_bytes" /dev/zero
	} | guest_directory initramfs
}

# boot CHANGE NUMBER: measures 252 cells; CHANGE is of null_changes or "none"
boot() {
	local options=()
	[ "$1" != arguments ] ||
		options=(--append "unused.path=/$(printf 'directory%d/' {1..40})")
	[ ! -d "$work/$1" ] || local -x ALLOCVM_GUEST_DIR=$work/$1
	"$allocvm" run --kernel "$kernel" --perturb "$2" "${options[@]}" --force \
		-o "$directory/$1-$2.jsonl" -- run --alloc all --sizes 64,4096,16384,65536 \
		--pattern pair,batch-lifo,hold --skip-refused --samples 64 --warmup 32 \
		--no-max 2>"$directory/$1-$2.stderr"
}

# comparison_lists: "BASE... -- NEW..." a line, of results without their directory and ending
comparison_lists() {
	python3 - "$comparisons" "$sides" "$long" "${null_changes[@]}" <<-'END'
		import random, sys

		count, sides, changes = int(sys.argv[1]), int(sys.argv[2]), sys.argv[4:]
		long = sys.argv[3] == "yes"
		pool = [f"none-{number}" for number in range(1, 2 * sides + 1)]
		first = 2 * sides + 1
		for index in range(count):
		    change = changes[index] if index < len(changes) else "none"
		    drawn = random.Random(index).sample(pool, 2 * sides)
		    if long:
		        numbers = range(2 * sides * index + 1, 2 * sides * (index + 1) + 1)
		        drawn = [f"none-{number}" for number in numbers]
		        if change != "none":
		            drawn[sides:] = [f"{change}-{number}" for number in numbers[sides:]]
		    elif change != "none":
		        drawn[sides:] = [f"{change}-{number}" for number in range(first, first + sides)]
		        first += sides
		    print(*drawn[:sides], "--", *drawn[sides:])
	END
}

boot_all() {
	local running=0 most
	most=$(getconf _NPROCESSORS_ONLN)
	while IFS=- read -r change number; do
		boot "$change" "$number" &
		running=$((running + 1))
		[ "$running" -lt "$most" ] || { wait -n; running=$((running - 1)); }
	done
	wait
}

# differ NAME... -- NAME...: the sides have other medians in a cell of vmalloc; it says too
# whether in one of pages of order 4 or more
differ() {
	python3 - "$directory" "$@" 2>"$work/stderr" <<-'END'
		import json, sys

		def median(histogram):
		    values = [value for value, count in histogram for _ in range(count)]
		    return values[(len(values) - 1) // 2]

		def medians(names):
		    found = {}
		    for name in names:
		        for record in map(json.loads, open(f"{sys.argv[1]}/{name}.jsonl")):
		            for side in ("alloc", "free"):
		                if record["type"] == "cell" and record[side]:
		                    key = record["allocator"], record["size"], record["pattern"], side
		                    found.setdefault(key, []).append(median(record[side]))
		    return {key: sorted(values) for key, values in found.items()}

		pages = {"__get_free_pages", "book_pages", "alloc_pages", "folio_alloc"}
		middle = sys.argv.index("--")
		base, new = medians(sys.argv[2:middle]), medians(sys.argv[middle + 1:])
		moved = [key for key in base if base[key] != new[key]]
		print(len(moved), "of", len(base), "medians differ", file=sys.stderr)
		if any(key[0] in pages and key[1] >= 65536 for key in moved):
		    print("large pages too", file=sys.stderr)
		sys.exit(not any(key[0] == "vmalloc" for key in moved))
	END
}

# compare NUMBER NAME... -- NAME...
compare() {
	local number=$1 name files=()
	shift
	for name; do
		[ "$name" = -- ] && files+=(--) || files+=("$directory/$name.jsonl")
	done
	differ "$@"
	fact $? "comparison $number: the sides differ ($(head -n 1 "$work/stderr"))"
	! grep -q 'large pages too' "$work/stderr" || large_pages=$((large_pages + 1))
	"$allocstat" compare --verdict-file "$directory/verdict-$number.json" "${files[@]}" \
		>"$directory/comparison-$number" 2>"$work/stderr"
	fact $? "comparison $number: nothing is slower in $1 ... -- ${!#} ..."
}

build_unused_module
make_guests
comparison_lists >"$work/comparisons"
tr -s ' ' '\n' <"$work/comparisons" | grep -v '^--$' | sort -u >"$work/boots"
boot_all <"$work/boots"
while read -r name; do
	[ "$(grep -c '^{"type":"cell"' "$directory/$name.jsonl")" -ge 200 ]
	fact $? "$name has 200 cells or more"
done <"$work/boots"
grep -L 'unused: loading out-of-tree module' "$directory"/module-*.jsonl.log >"$work/stderr"
[ ! -s "$work/stderr" ]
fact $? 'the unused module is in each boot that is to have it'
number=0 large_pages=0
while read -r -a names; do
	number=$((number + 1))
	compare "$number" "${names[@]}"
done <"$work/comparisons"
[ "$((2 * large_pages))" -gt "$number" ]
fact $? "in most of them blocks of pages of order 4 or more differ ($large_pages of $number)"
facts_end
