#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the driver in a guest where another one has the module, or it is taken away.
# guest_taken.c does it.
#
#   taken.sh ALLOCVM GUEST-TAKEN DRIVER
set -u
tests=$(dirname -- "$(realpath -- "$0")")/../../ci/tests
# shellcheck source=../../ci/tests/tap.sh
. "$tests/tap.sh"
# shellcheck source=../../ci/tests/guest_module.sh
. "$tests/guest_module.sh"
kernel=debian:bookworm/cloud

directory=$("$1" list --fields | awk -F '\t' -v k="$kernel" '$1 == k && $3 == "ready" { print $6 }')
[ -n "$directory" ] || skip "$kernel is not in the cache: run ci/get-kernel --module $kernel"
command -v qemu-system-x86_64 >/dev/null || skip 'no qemu-system-x86_64'

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
with_module "$2" /dev/null "$3" >"$work/driver"
"$1" run --clock emulated --cpus 2 --kernel "$kernel" --memory 256 --driver "$work/driver" --
