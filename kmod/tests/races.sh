#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: races.awk tells the module's data races from those of the kernel on its behalf.
#
#   races.sh RACES-AWK
set -u
here=$(dirname -- "$(realpath -- "$0")")
# shellcheck source-path=SCRIPTDIR/../../ci/tests
. "$here/../../ci/tests/tap.sh"

# race EXPECTED HEAD ACCESS FRAME...: a report whose second access is the given one.
race() {
	local expected=$1 head=$2 access=$3
	shift 3
	{
		echo '[    1.0] =================================================================='
		echo "[    1.1] BUG: KCSAN: data-race in $head"
		echo '[    1.1] '
		echo '[    1.1] write to 0xffff88807ffdc8d8 of 8 bytes by task 24 on cpu 1:'
		echo '[    1.1]  rcu_core+0x115b/0x1590'
		echo '[    1.1]  run_perform+0x6c2/0x8a0 [allocbench]'
		echo '[    1.1] '
		echo "[    1.1] $access on cpu 0:"
		printf '[    1.1]  %s\n' "$@"
		echo '[    1.1] =================================================================='
		echo '[    1.2] allocbench: run_live+0x1/0x2 [allocbench]'
	} >"$work/log"
	awk -f "$awk" "$work/log" >"$work/stderr"
	[ "$(cat "$work/stderr")" = "$expected" ]
	fact $? "$expected"
}

awk=$1
read='read to 0xffff88807ffdc8d8 of 8 bytes by task 43'
race 'data-race in run_live / rcu_core [allocbench]' 'run_live [allocbench] / rcu_core' "$read" \
	'run_live+0x2c/0x132 [allocbench]' 'run_file_write+0x228/0x540 [allocbench]'
race 'data-race in memcpy / rcu_core [allocbench]' 'memcpy / rcu_core' "$read" \
	'memcpy+0x2c/0x132' 'run_file_read+0x228/0x540 [allocbench]'
race 'data-race in hand_samples [allocbench]' 'hand_samples [allocbench]' \
	'race at unknown origin, with read to 0xffff88807ffdc8d8 of 8 bytes by interrupt' \
	'hand_samples+0x2c/0x132 [allocbench]'
race 'data-race in compact_zone / rcu_core' 'compact_zone / rcu_core' "$read" \
	'compact_zone+0x2c0/0x1320' '__kmalloc_node+0x3d/0x40' 'kvmalloc_allocs+0x19c/0x4a0 [allocbench]'
race 'data-race in capable / rcu_core' 'capable / rcu_core' "$read" \
	'capable+0x2c/0x132' 'text_open+0x228/0x540 [allocbench]'
facts_end
