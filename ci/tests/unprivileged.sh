#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: allocvm needs no root where the kernel's image can be read, its QEMU is in a sandbox and
# has no network, nor has the guest.
#
#   unprivileged.sh ALLOCVM GUEST-DEATHS RESULT-FILE BUILD
#
# Root becomes nobody for it, with copies of what allocvm reads.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$1 driver=$2 result=$3 build=$4
kernel=debian:bookworm/cloud

need_kernel "$allocvm" "$kernel"
need_qemu

chmod 755 "$work"
mkdir -p "$work/guest/ci" "$work/cache" "$work/home"
cp -- "$allocvm" "$work/allocvm"
cp -- "$driver" "$work/driver"
cp -- "$build/ci/guest-init" "$work/guest/ci/"
cp -- "${ALLOCVM_KERNELS:-$(dirname -- "$(realpath -- "$0")")/../kernels}" "$work/kernels"
mkdir "$work/cache/debian-bookworm-cloud"
cp -L -- "$directory"/{vmlinuz,config,facts} "$work/cache/debian-bookworm-cloud/"
chmod -R a+rX "$work"
chmod 777 "$work/home"

as_nobody=()
[ "$(id -u)" != 0 ] ||
	as_nobody=(setpriv --reuid=65534 --regid=65534 --clear-groups --bounding-set=-all
		--inh-caps=-all)

# Becomes allocvm, as nobody, in a directory of his.
unprivileged() {
	cd "$work/home" || exit 1
	exec "${as_nobody[@]}" env -i PATH="$PATH" TMPDIR="$work/home" ALLOCBENCH_CACHE="$work/cache" \
		ALLOCVM_KERNELS="$work/kernels" ALLOCVM_GUEST_DIR="$work/guest" "$work/allocvm" run \
		--clock emulated --memory 256 --no-module --driver "$work/driver" "$@"
}

child() {
	grep -lsE "^PPid:[[:space:]]$1\$" /proc/[0-9]*/status | sed 's%/proc/\([0-9]*\)/.*%\1%'
}

test_result() {
	(unprivileged -o result.jsonl -- whole 0 "$(cat "$result")") >"$work/stdout" 2>"$work/stderr"
	fact $? 'nobody boots a kernel'
	[ "$(stat -c %u "$work/home/result.jsonl")" != 0 ] &&
		cmp -s <(tail -n +3 "$work/home/result.jsonl") <(tail -n +3 "$result")
	fact $? 'and gets the whole result, his file'
}

# The QEMU of a guest that names its interfaces and then waits.
start_waiting() {
	(unprivileged -o network -- interfaces x) >"$work/stdout" 2>"$work/stderr" &
	pid=$!
	for _ in $(seq 600); do
		qemu=$(child "$pid")
		[ -n "$qemu" ] && grep -qs '^interfaces end$' "$work/home/network.partial" && return
		sleep 0.2
	done
}

# status FIELD VALUE: of QEMU.
status() {
	grep -qE "^$1:[[:space:]]+$2\$" "/proc/$qemu/status"
}

test_qemu() {
	local threads unfiltered
	start_waiting
	[ -n "$qemu" ]
	fact $? 'a QEMU runs'
	status Seccomp 2 && status NoNewPrivs 1
	fact $? 'its system calls are filtered, and it gains no privileges'
	threads=$(cat "/proc/$qemu"/task/*/status)
	unfiltered=$(grep '^Seccomp:' <<<"$threads" | grep -cv '2$')
	[ "$unfiltered" = 0 ]
	fact $? "so is each of its $(grep -c '^Seccomp:' <<<"$threads") threads"
	status Uid '([0-9]+)[[:space:]]+\1[[:space:]]+\1[[:space:]]+\1' && ! status Uid '0.*' &&
		status CapEff 0000000000000000
	fact $? 'it is not root, and has no capability'
	! tr '\0' '\n' <"/proc/$qemu/cmdline" | grep -qE '^-(nic|netdev|net)$|virtio-net|e1000|rtl8139' &&
		tr '\0' '\n' <"/proc/$qemu/cmdline" | grep -qx -- -nodefaults
	fact $? 'its command line has no network'
	! find "/proc/$qemu/fd" -lname 'socket:*' | grep -q .
	fact $? 'it has no socket'
	! sed -n '/^allocvm-begin/,/^interfaces end$/p' "$work/home/network.partial" |
		grep '^interface ' | grep -qvx 'interface lo'
	fact $? 'the guest has no interface but lo'
	kill -TERM "$pid"
	wait "$pid"
	[ $? = 130 ] && ! grep -qs '^State:[^Z]*$' "/proc/$qemu/status"
	fact $? 'it ends with allocvm'
}

test_result
test_qemu
facts_end
