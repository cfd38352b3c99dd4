#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: kill -9 of the driver at random moments, in a guest, against the real module: no record
# that was complete is lost. guest_kill.c does it.
#
#   kill.sh [--soak] ALLOCVM GUEST-KILL DRIVER
set -u
tests=$(dirname -- "$(realpath -- "$0")")/../../ci/tests
# shellcheck source=../../ci/tests/tap.sh
. "$tests/tap.sh"
# shellcheck source=../../ci/tests/guest_module.sh
. "$tests/guest_module.sh"
# Counted instructions make the moments the same each time; two processors make them hit
# anywhere.
kills=50 clock=icount cpus=1
if [ "$1" = --soak ]; then
	kills=10000 clock=emulated cpus=2
	shift
fi
allocvm=$1 killer=$2 driver=$3
kernel=debian:bookworm/cloud
seed=${SOAK_SEED:-1}

directory=$("$allocvm" list --fields | awk -F '\t' -v k="$kernel" '$1 == k && $3 == "ready" { print $6 }')
[ -n "$directory" ] || skip "$kernel is not in the cache: run ci/get-kernel --module $kernel"
command -v qemu-system-x86_64 >/dev/null || skip 'no qemu-system-x86_64'

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
with_module "$killer" /dev/null "$driver" >"$work/killer"
chmod +x "$work/killer"
echo "# figure: seed of the moments of kills: $seed"
"$allocvm" run --clock "$clock" --cpus "$cpus" --kernel "$kernel" --memory 256 --deadline 20000 --silence 900 \
	--driver "$work/killer" -- "$kills" "$seed"
