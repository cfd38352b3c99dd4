#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: requests and calls at random for a time.
#
#   fuzz.sh [--soak] ALLOCVM GUEST-FUZZ
#
#   --soak        under the debug kernel, with the coverage that KCOV tells of; else a few
#                 seconds on Debian's kernel
#   SOAK_SECONDS  in the environment: how long (600; without --soak 8)
#   SOAK_SEED     of what is random (by the time; without --soak 1)
set -u
here=$(dirname -- "$(realpath -- "$0")")
ci=$here/../../ci
# shellcheck source-path=SCRIPTDIR/../../ci
. "$ci/tests/tap.sh"
soak=''
[ "$1" != --soak ] || { soak=1; shift; }
allocvm=$1 driver=$2

# fuzz SECONDS SEED PLACES ALLOCVM-ARGUMENT...: the guest's facts.
fuzz() {
	local seconds=$1 seed=$2 places=$3
	shift 3
	"$allocvm" run --clock emulated --cpus 2 "$@" --silence $((seconds + 600)) \
		--deadline $((seconds + 1200)) --driver "$driver" -- \
		"$seconds" "$seed" "$places" >"$work/out" 2>"$work/stderr"
	status=$?
	sed -n '/^# /p; /^not ok /s/^/# /p' "$work/out"
	[ "$status" = 0 ] && grep -q '^1\.\.' "$work/out"
	fact $? "the module answers as it must, and the kernel has nothing to report (0; was $status)"
}

if [ -z "$soak" ]; then
	fuzz "${SOAK_SECONDS:-8}" "${SOAK_SEED:-1}" 0
else
	tree=$("$ci/debug-kernel" --no-boot kasan 2>"$work/stderr") || skip "$(cat "$work/stderr")"
	"$here/../build-module" --headers "$tree" "$work/module" 2>"$work/stderr"
	fact $? 'the module is built with KCOV'
	places=$(objdump -dr "$work/module/allocbench.ko" |
		grep -c 'R_X86_64_PL.*__sanitizer_cov_trace_pc')
	fuzz "${SOAK_SECONDS:-600}" "${SOAK_SEED:-$(date +%s)}" "$places" --memory 2048 \
		--kernel "tree:$tree" --module "$work/module/allocbench.ko"
fi
facts_end
