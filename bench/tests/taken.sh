#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the driver in a guest where another one has the module, or it is taken away, which
# guest_taken.c does; and where the module is of another version.
#
#   taken.sh ALLOCVM GUEST-TAKEN DRIVER
set -u
here=$(dirname -- "$(realpath -- "$0")")
tests=$here/../../ci/tests
# shellcheck source=../../ci/tests/tap.sh
. "$tests/tap.sh"
# shellcheck source=../../ci/tests/guest_module.sh
. "$tests/guest_module.sh"
kernel=debian:bookworm/cloud

need_kernel "$1" "$kernel"
need_qemu

with_module "$2" /dev/null "$3" >"$work/driver"
"$1" run --clock icount --kernel "$kernel" --memory 256 --driver "$work/driver" -- \
	>"$work/facts" 2>"$work/stderr"
fact $? "another driver, a module or debugfs that go: each is told ($(grep -c '^ok' "$work/facts") facts)"
sed -nE 's/^(# |(not ok))/# \2/p' "$work/facts"

# The sources of this module with the next version of its contract.
mkdir -p "$work/next"
cp -r -- "$here/../../kmod" "$here/../../meson.build" "$work/next"
version=$(sed -n 's/^#define ALLOCBENCH_VERSION //p' "$work/next/kmod/uapi/allocbench.h")
sed -i "s/^#define ALLOCBENCH_VERSION .*/#define ALLOCBENCH_VERSION $((version + 1))/" \
	"$work/next/kmod/uapi/allocbench.h"
"$work/next/kmod/build-module" --root "$directory/root" "$work/next/out" >"$work/stderr" 2>&1
fact $? 'a module of the next version is built'
"$1" run --clock emulated --kernel "$kernel" --memory 256 --module "$work/next/out/allocbench.ko" \
	--driver "$3" -- run --alloc kmalloc --sizes 64 --samples 10 >"$work/out" 2>"$work/stderr"
status=$?
[ "$status" = 6 ] && grep -q "the module speaks version $((version + 1)) of the contract, this driver $version;" "$work/stderr"
fact $? "it is refused, with both versions (6; was $status)"
facts_end
