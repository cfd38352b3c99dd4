#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what a comparison makes of a real, noisy clock, that of user-mode Linux: a kernel
# against itself, and one whose test rows take some dependent adds more. Each comparison boots
# all its kernels afresh, ten times, interleaved.
#
#   uml-noise.sh [--comparisons N] [--plan ARGS] [--keep DIR] ALLOCVM ALLOCSTAT BUILD [ADDS...]
#
#   N     comparisons (100)
#   ARGS  of allocbench run (3 allocators, 3 sizes)
#   DIR   keeps the verdicts
#   ADDS  how many more (20 and 50)
#
# The table of analysis/COMPARING.md is what it prints.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
export LC_ALL=C
here=$(dirname -- "$(realpath -- "$0")")
kernel=uml:bookworm count=100 keep=''
plan='--alloc slow_kmalloc,kmalloc,__get_free_pages --sizes 64,4096,65536 --samples 1024 --spread 5'
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
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
[ -z "$keep" ] || mkdir -p -- "$keep"
cd -- "$work" || exit 1

sides=(--kernel "$kernel,append=allocbench.slow=0" --kernel "$kernel,append=allocbench.slow=0")
for adds; do
	sides+=(--kernel "$kernel,append=allocbench.slow=$adds")
done

# compare NUMBER SIDE: writes verdict-SIDE-NUMBER.json; what it says is no failure
compare() {
	local status=0
	"$allocstat" compare --verdict-file "${keep:-.}/verdict-$2-$1.json" \
		boots/0-*/boot-*.jsonl -- boots/"$2"-*/boot-*.jsonl >/dev/null 2>stderr || status=$?
	[ "$status" = 0 ] || [ "$status" = 3 ]
}

boot_all() {
	local number side failed=0
	for number in $(seq "$count"); do
		# shellcheck disable=SC2086
		"$allocvm" batch --directory boots --force --boots 10 --perturb $((number * 1000)) \
			--module "$build/kmod/${kernel//[:\/]/-}/allocbench-test.ko" "${sides[@]}" \
			-- run $plan --no-max >files 2>stderr || {
			failed=$((failed + 1))
			tail -n 3 stderr >>failures
		}
		for side in $(seq $(($# + 1))); do
			compare "$number" "$side" || failed=$((failed + 1))
		done
	done
	[ ! -e failures ] || mv failures stderr
	[ "$failed" = 0 ]
	fact $? "$count comparisons, each of boots of its own"
}

boot_all "$@"
python3 "$here/uml_noise.py" "${keep:-.}" "$count" "$@" >figures 2>stderr
fact $? "the figures are told"
sed 's/^/# /' figures
[ "$(sed -n 's/^alarms: //p' figures)" -le $((count / 100)) ]
fact $? "at most one of 100 comparisons of a kernel with itself calls a cell slower"
[ "$(sed -n 's/^found of the most: //p' figures)" -ge $((count * 95 / 100)) ]
fact $? "${*: -1} adds more are found in at least 95 of 100"
facts_end
