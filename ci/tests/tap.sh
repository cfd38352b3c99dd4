# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What the test scripts share: facts in TAP. To be sourced.

# What is tested is the same on a machine with KVM.
export ALLOCVM_CLOCK=icount

fact_count=0 fact_failures=0

# fact STATUS WORDS...: one line of TAP; behind a failure what $work/stderr has, if anything.
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
	[ ! -e "${work:-}/stderr" ] || sed 's/^/# /' "$work/stderr"
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
