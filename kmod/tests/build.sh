#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: Kbuild makes both modules at W=1 and has nothing to say, and makes the same bytes
# when it makes them again: in a VM another byte is another layout of memory.
#
#   build.sh BUILD-MODULE MODULE-DIRECTORY
set -u
build_module=$1
built=$2
again=$(mktemp -d)
trap 'rm -rf -- "$again"' EXIT
number=0

report() { # report STATUS FACT
	number=$((number + 1))
	[ "$1" = 0 ] && echo "ok $number - $2" || echo "not ok $number - $2"
}

read -r root headers _ <"$built/stamp"
"$build_module" --root "$root" --headers "$headers" "$again"
report $? "the modules build"
for module in allocbench allocbench-test; do
	grep -qE "LD \[M\] .*\ballocbench\.ko$" "$again/$module.log" &&
		! grep -iE 'warning:|error:' "$again/$module.log" >&2
	report $? "$module.ko builds without a warning"
	cmp "$built/$module.ko" "$again/$module.ko" >&2
	report $? "$module.ko is the same, byte for byte"
done
echo "1..$number"
