#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: shellcheck has nothing to say about any shell script of the checkout.
#
#   scripts.sh SOURCE
set -u
cd -- "$1" || exit 1
number=0
while read -r script; do
	number=$((number + 1))
	if shellcheck -x "$script" >&2; then
		echo "ok $number - $script"
	else
		echo "not ok $number - $script"
	fi
done < <(grep -rlE --include='*' '^#!.*(bash|/sh)$' .ci ci kmod bench analysis results)
echo "1..$number"
[ "$number" -ge 8 ]
