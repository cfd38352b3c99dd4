#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: kill -9 of the driver at random moments, in a guest, against the real module: no record
# that was complete is lost. guest_kill.c does it.
#
#   kill.sh [--soak] ALLOCVM GUEST-KILL DRIVER
#
#   --soak  10,000 times, half of them in each of two guests; else 50
set -u
tests=$(dirname -- "$(realpath -- "$0")")/../../ci/tests
# shellcheck source=../../ci/tests/tap.sh
. "$tests/tap.sh"
# shellcheck source=../../ci/tests/guest_module.sh
. "$tests/guest_module.sh"
soak=''
[ "$1" != --soak ] || { soak=1; shift; }
allocvm=$1 killer=$2 driver=$3
kernel=debian:bookworm/cloud
seed=${SOAK_SEED:-1}

need_kernel "$allocvm" "$kernel"
need_qemu

with_module "$killer" /dev/null "$driver" >"$work/killer"
chmod +x "$work/killer"
echo "# figure: seed of the moments of kills: $seed"

# kill_many KILLS SEED: with counted instructions the moments are the same each time, and the
# ruler stands still: else --resume refuses, and is not tried.
kill_many() {
	"$allocvm" run --clock icount --kernel "$kernel" --memory 256 --deadline 20000 \
		--silence 900 --driver "$work/killer" -- "$1" "$2"
}

if [ -z "$soak" ]; then
	kill_many 50 "$seed"
	exit
fi

pids=(0)
for guest in 1 2; do
	kill_many 5000 "$((seed + guest))" >"$work/facts$guest" 2>"$work/stderr$guest" &
	pids+=($!)
done
for guest in 1 2; do
	wait "${pids[guest]}"
	status=$?
	mv -- "$work/stderr$guest" "$work/stderr"
	[ "$status" = 0 ] && grep -q '^1\.\.[1-9]' "$work/facts$guest" && ! grep -q '^not ok' "$work/facts$guest"
	fact $? "guest $guest: nothing that was complete is lost ($(grep -c '^ok' "$work/facts$guest") facts; exit $status)"
	sed -nE "s/^# figure: /&guest $guest: /p; s/^not ok/# &/p" "$work/facts$guest"
done
facts_end
