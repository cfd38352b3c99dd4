#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: every allocation and user copy of the module's life is failed in turn under the debug
# kernel, which has nothing to report; and the same done to the kernel's own dma_map_benchmark
# is seen, so that silence says something.
#
#   failures.sh [--soak GROUP] ALLOCVM GUEST-FAILURES
#
#   --soak  module, files, threads, requests, or control; else a few requests, if the kernel is
#           built
set -u
here=$(dirname -- "$(realpath -- "$0")")
ci=$here/../../ci
# shellcheck source-path=SCRIPTDIR/../../ci
. "$ci/tests/tap.sh"
. "$here/reports.sh"
soak=''
[ "$1" != --soak ] || { soak=$2; shift 2; }
allocvm=$1 driver=$2

# boot GROUP...: sets status; what the guest says is in $work/out.
boot() {
	"$allocvm" run --clock emulated --memory 2048 --cpus 2 --kernel "tree:$tree" \
		--force --silence 7200 --deadline 14400 -o "$work/out" --driver "$driver" \
		-- "$@" >"$work/stderr" 2>&1
	status=$?
	[ -e "$work/out" ] || mv -- "$work/out.partial" "$work/out"
	sed -n '/^# figure: /p' "$work/out"
	sed -n '/^not ok /s/^/# /p; /^# .*: point /p; /^# that was /p; /^# kmemleak: /p' "$work/out"
}

# In Linux 6.1 a kernel thread whose stack finds no memory for its place in the address space
# is warned of: that report is the kernel's own. Whose a leak is the guest has a fact for.
only_the_kernels_own() {
	grep -qE 'WARNING: .* at alloc_vmap_area\+|kmemleak: [0-9]+ new ' "$work/out.log" &&
		grep -q '^ok .* kmemleak finds nothing' "$work/out" &&
		! other_reports 'WARNING: .* at alloc_vmap_area\+' "$work/out.log" >&2
}

# survives GROUP...
survives() {
	boot "$@"
	[ "$status" = 0 ] || { [ "$status" = 11 ] && only_the_kernels_own; }
	fact $? "$*: the kernel has nothing to report of the module (0 or 11; was $status)"
	grep -q '^1\.\.[1-9]' "$work/out" && ! grep -q '^not ok' "$work/out" &&
		grep -qE '^# figure: (points failed|failures by chance in [^:]*): [1-9]' "$work/out"
	fact $? "$*: each failure is survived, and nothing stays ($(grep -c '^ok' "$work/out") facts)"
}

mode=--built
[ -z "$soak" ] || mode=--no-boot
tree=$("$ci/debug-kernel" "$mode" kasan 2>"$work/stderr") || skip "$(cat "$work/stderr")"
"$ci/get-kernel" --module "tree:$tree" >"$work/stderr" 2>&1
fact $? 'the module is built for the debug kernel'
if [ "$soak" = control ]; then
	boot control
	[ "$status" = 10 ] || [ "$status" = 11 ]
	fact $? "the control, dma_map_benchmark, is seen to fail (10 or 11; was $status)"
else
	survives "${soak:-few}"
fi
facts_end
