# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the test scripts share: facts in TAP, and $work, a directory that is gone at the end. To be
# sourced.

# What is tested is the same on a machine with KVM, and in any language.
export ALLOCVM_CLOCK=icount LC_ALL=C

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
fact_count=0 fact_failures=0 shown_log=''

# why: what $work/stderr has, if anything, and, once, the end of the kernel log that it names.
why() {
	local log
	[ -e "$work/stderr" ] || return 0
	sed 's/^/# /' "$work/stderr"
	log=$(sed -n 's/.*kernel log: *\(\/[^ ;]*\).*/\1/p' "$work/stderr" | tail -n 1)
	[ "$log" != "$shown_log" ] && [ -f "$log" ] || return 0
	shown_log=$log
	tail -n 50 -- "$log" | sed 's/^/# /'
}

# fact STATUS WORDS...: one line of TAP; why, behind a failure.
fact() {
	local status=$1
	shift
	fact_count=$((fact_count + 1))
	if [ "$status" = 0 ]; then
		echo "ok $fact_count - $*"
		return
	fi
	fact_failures=$((fact_failures + 1))
	echo "not ok $fact_count - $*"
	why
}

# facts_end: the plan; fails where a fact did.
facts_end() {
	echo "1..$fact_count"
	[ "$fact_failures" = 0 ]
}

# skip WHY: the whole script; for Meson a TAP script that skips has not failed: exit 0.
skip() {
	echo "1..0 # SKIP $1"
	exit 0
}

# need_kernel ALLOCVM NAME: sets directory, where the kernel is in the cache, or skips.
need_kernel() {
	directory=$("$1" list --fields | awk -F '\t' -v k="$2" '$1 == k && $3 == "ready" { print $6 }')
	[ -n "$directory" ] || skip "$2 is not in the cache: run ci/get-kernel --module $2"
}

need_qemu() {
	command -v qemu-system-x86_64 >/dev/null || skip 'no qemu-system-x86_64'
}
