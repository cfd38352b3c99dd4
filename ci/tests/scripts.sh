#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: shellcheck has nothing to say about any shell script of the checkout.
#
#   scripts.sh SOURCE
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
cd -- "$1" || exit 1
while read -r script; do
	shellcheck -x -P SCRIPTDIR "$script" >&2
	fact $? "$script"
done < <(grep -rlE '^#!.*(bash|/sh)$' .ci ci kmod bench analysis results)
test "$fact_count" -ge 14
fact $? 'all scripts were found'
facts_end
