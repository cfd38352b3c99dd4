#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: one kernel of ci/kernels: its modules build without a warning with its suite's own
# compiler, it boots, all that the module promises holds in it, and it is measured.
#
#   kernels.sh [--long] NAME BUILD
#
#   NAME    a row of ci/kernels
#   BUILD   the build directory
#   --long  instead what is told in it on one processor and is there on two as well, and what
#           one kernel tells for all
#
# A kernel that is not there is a failure; it is skipped where ci/get-kernel met no mirror.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
long=
if [ "$1" = --long ]; then
	long=yes
	shift
fi
name=$1 build=$2
top=$(dirname -- "$(realpath -- "$0")")/../..
allocvm=$build/ci/allocvm
modules=$build/kmod/${name//[:\/]/-}
IFS=$'\t' read -r arch directory < <("$allocvm" list --fields |
	awk -F '\t' -v OFS='\t' -v name="$name" '$1 == name { print $2, $6 }')
# What runs in it: of another architecture programs of its own.
guest=$build
[ "$arch" = "$(dpkg --print-architecture)" ] || guest=$build/guest/$arch

# What is in a result's kernel log wherever a TSC runs.
usual_lines='tsc: Refined TSC clocksource calibration|clocksource: |random: crng init done'

fact_of() {
	sed -n "s/^$1=//p" "$directory/facts"
}

is_here() {
	local row
	row=$(awk -v name="$name" '$1 == name { $1 = $1; print }' "$top/ci/kernels")
	[ -n "$row" ] && [ -e "$directory/vmlinuz" ] && [ "$(fact_of row)" = "$row" ]
}

# builds LOG: it has the module and no warning.
builds() {
	grep -qE "LD \[M\] .*\ballocbench\.ko$" "$modules/$1.log" &&
		! grep -iE 'warning:|error:' "$modules/$1.log" >"$work/stderr"
}

# The kernel's compiler of its configuration; the module's of its own comment.
same_compiler() {
	local gcc
	gcc=$(sed -n 's/^CONFIG_CC_VERSION_TEXT=".*gcc-\([0-9]*\) .*/\1/p' "$directory/config")
	readelf -p .comment "$modules/allocbench.ko" >"$work/stderr" &&
		[ -n "$gcc" ] && grep -qE "GCC: \([^)]*\) $gcc\." "$work/stderr"
}

# The programs of another architecture are as this checkout has them.
test_guest() {
	[ "$guest" != "$build" ] || return 0
	"$top/ci/build-guest" "$arch" "$build" >"$work/stderr" 2>&1
	fact $? "the guest's programs build for $arch"
	readelf -h "$guest/ci/guest-init" "$guest/bench/allocbench-static" \
		"$guest/kmod/guest-tests" >"$work/stderr" 2>&1 &&
		[ "$(grep -c 'Class: *ELF32' "$work/stderr")" = 3 ]
	fact $? "with 32 bits, all three"
}

test_build() {
	"$top/kmod/build-module" --root "$directory/root" "$modules" >"$work/stderr" 2>&1
	fact $? "the modules build at W=1"
	builds allocbench
	fact $? "allocbench.ko builds without a warning"
	builds allocbench-test
	fact $? "allocbench-test.ko builds without a warning"
	same_compiler
	fact $? "with the gcc that built the kernel"
	"$top/kmod/tests/windows.sh" "$modules" >"$work/windows" 2>&1
	grep -q '^1\.\.' "$work/windows" && ! grep '^not ok' "$work/windows" >"$work/stderr"
	fact $? "each sampling window holds one direct call and moves"
}

# keep_promises WORDS GROUP...
keep_promises() {
	local words=$1
	shift
	"$allocvm" run --kernel "$name" --module "$modules/allocbench-test.ko" \
		--driver "$guest/kmod/guest-tests" -- "$@" >"$work/facts" 2>"$work/stderr"
	fact $? "$words ($(grep -c '^ok' "$work/facts") facts)"
	sed -nE 's/^(# |(not ok))/# \2/p' "$work/facts"
}

# The matrix runs on two processors; that splitting adds nothing, "module in a guest" tells of one
# kernel.
test_promises() {
	keep_promises "the module keeps its promises in it" -matrix -amortised
}

# The patterns remote and crowd, and what is in kmod/MATRIX.md, need two.
test_two_processors() {
	"$allocvm" run --kernel "$name" --clock emulated --cpus 2 \
		--module "$modules/allocbench-test.ko" \
		--driver "$guest/kmod/guest-tests" -- cpus matrix >"$work/two" 2>"$work/stderr"
	fact $? "and on two processors ($(grep -c '^ok' "$work/two") facts)"
	sed -nE 's/^(# kernel log: |not ok)/# \1/p' "$work/two"
	diff <("$top/kmod/tests/matrix.sh" said "$name") \
		<("$top/kmod/tests/matrix.sh" tried "$work/two") >"$work/stderr"
	fact $? "kmod/MATRIX.md says what runs in it"
}

test_measure() {
	local result=$work/result.jsonl
	"$allocvm" run --kernel "$name" -o "$result" -- run --preset book 2>"$work/stderr"
	fact $? "it boots and measures the book's plan"
	"$build/analysis/allocstat" validate "$result" >"$work/stderr" 2>&1 &&
		grep -q 'ok, complete' "$work/stderr"
	fact $? "the result is valid and complete"
	gzip -9n <"$result" | wc -c >"$work/stderr"
	[ "$(cat "$work/stderr")" -lt 102400 ]
	fact $? "it compresses to less than 100 KiB"
	sed -n 2p "$result" >"$work/environment"
	grep -q "\"release\":\"$(fact_of release)\"" "$work/environment"
	fact $? "it is $(fact_of release)'s"
	grep -q '"kind":"icount"' "$work/environment"
	fact $? "its clock is icount"
	! sed -n '$s/.*"kernel_log":\[\(.*\)\].*/\1/p' "$result" | sed 's/","/"\n"/g' |
		grep -vE "^\$|^\"?($usual_lines)" >"$work/stderr"
	fact $? "the kernel has nothing to say meanwhile"
}

if ! is_here; then
	[ ! -e "$directory.unreachable" ] || skip "$name: ci/get-kernel met no mirror"
	echo "ci/get-kernel --module $name has not fetched it" >"$work/stderr"
	fact 1 "$name is there"
	facts_end
	exit 1
fi
test_guest
test_build
if [ -n "$long" ]; then
	keep_promises "the matrix holds on one processor, and splitting adds nothing" matrix amortised
	facts_end
	exit
fi
test_promises
test_two_processors
test_measure
facts_end
