#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the tests of calls that fail, of faults and of --resume under ASan and UBSan, in a build
# of their own.
#
#   sanitized.sh SOURCE
set -u
# shellcheck source=../../ci/tests/tap.sh
. "$(dirname -- "$(realpath -- "$0")")/../../ci/tests/tap.sh"
source=$1
# What is never freed at the end of a run is no fault.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1:allocator_may_return_null=1
export UBSAN_OPTIONS=halt_on_error=1:abort_on_error=1

meson setup "$work" "$source" -Db_sanitize=address,undefined -Db_lundef=false >"$work/stderr" 2>&1
fact $? 'a build with sanitizers is set up'
for name in driver_calls driver_faults driver_resume; do
	meson test -C "$work" --timeout-multiplier 30 --print-errorlogs "$name" >"$work/stderr" 2>&1
	fact $? "$name"
done
facts_end
