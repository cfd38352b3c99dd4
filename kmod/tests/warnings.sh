#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: Kbuild made both modules at W=1 and had nothing to say.
#
#   warnings.sh MODULE-DIRECTORY
set -u
number=0
for module in allocbench allocbench-test; do
	number=$((number + 1))
	if grep -q "LD \[M\].*/$module\.ko" "$1/$module.log" &&
		! grep -iE 'warning:|error:' "$1/$module.log" >&2; then
		echo "ok $number - $module.ko builds without a warning"
	else
		echo "not ok $number - $module.ko builds without a warning"
	fi
done
echo "1..$number"
