#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what a comparison makes of a real, noisy clock, that of user-mode Linux: a kernel
# against itself, one whose test rows take some dependent adds more, and one of which a cell is
# made dearer in the results. Each comparison boots all its kernels afresh, ten times,
# interleaved.
#
#   uml-noise.sh [--comparisons N] [--plan ARGS] [--keep DIR] ALLOCVM ALLOCSTAT BUILD [ADDS...]
#
#   N     comparisons (100)
#   ARGS  of allocbench run (3 allocators, 3 sizes)
#   DIR   keeps the boots, 16 MB a comparison; those that are there are not measured again
#   ADDS  how many more (20 and 50); the last must be found
#
# The table of analysis/COMPARING.md is what it prints.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
here=$(dirname -- "$(realpath -- "$0")")
kernel=uml:bookworm count=100 keep=''
plan='--alloc slow_kmalloc,kmalloc,__get_free_pages --sizes 64,4096,65536 --samples 4096 --spread 100'
while [ $# -gt 0 ]; do
	case $1 in
	--comparisons) count=$2 ;;
	--plan) plan=$2 ;;
	--keep) keep=$(realpath -m -- "$2") ;;
	*) break ;;
	esac
	shift 2
done
allocvm=$(realpath -- "$1") allocstat=$(realpath -- "$2") build=$(realpath -- "$3")
shift 3
[ $# -gt 0 ] || set -- 20 50

# It takes minutes, the first time.
"$here/../get-kernel" --module "$kernel" >&2 || {
	status=$?
	[ "$status" != 6 ] || skip "no source of $kernel"
	exit 1
}
[ -z "$keep" ] || mkdir -p -- "$keep"
cd -- "$work" || exit 1

sides=(--kernel "$kernel,append=allocbench.slow=0" --kernel "$kernel,append=allocbench.slow=0")
for adds; do
	sides+=(--kernel "$kernel,append=allocbench.slow=$adds")
done

# boot_sides NUMBER DIRECTORY: two at a time, as they sleep most of the time.
boot_sides() {
	# shellcheck disable=SC2086
	"$allocvm" batch --directory "$2" --boots 10 --jobs 2 --perturb $(($1 * 1000)) \
		--module "$build/kmod/${kernel//[:\/]/-}/allocbench-test.ko" "${sides[@]}" \
		-- run $plan --no-max >files
}

compare_all() {
	local number boots failed=0
	for number in $(seq "$count"); do
		boots=${keep:-.}/$number
		{ boot_sides "$number" "$boots" &&
			python3 "$here/uml_noise.py" judge "$allocstat" "$boots" "$@" >>judged; } 2>stderr || {
			failed=$((failed + 1))
			tail -n 3 stderr >>failures
		}
		[ -n "$keep" ] || rm -rf -- "$boots"
	done
	[ ! -e failures ] || mv failures stderr
	[ "$failed" = 0 ]
	fact $? "$count comparisons, each of boots of its own"
}

compare_all "$@"
python3 "$here/uml_noise.py" sum judged "$@" >figures 2>stderr
fact $? "the figures are told"
sed 's/^/# /' figures
alarms=$(sed -n 's/^alarms: //p' figures) found=$(sed -n 's/^found of the most: //p' figures)
[ "${alarms:-$count}" -le $(((count + 99) / 100)) ]
fact $? "at most one of 100 comparisons of a kernel with itself calls a cell slower"
[ "${found:-0}" -ge $((count * 95 / 100)) ]
fact $? "${*: -1} adds more are found in at least 95 of 100"
facts_end
