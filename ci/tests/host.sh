#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: `./ci/bench --host --no-install`, run in a Debian system inside a VM. Its clock is
# plain emulation's, so it measures, keeps the result and refuses the tables.
#
#   host.sh SOURCE
#
#   SOURCE  the checkout to test; its kernel is what ci/get-kernel has fetched
#
# The system is made by mmdebstrap once and cached. The checkout stands in it at its own path
# with what is built of it, and what is missing is built natively, so that the VM, which is
# some twenty times slower, finds all up to date.
set -u -o pipefail
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
source=$1
kernel=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}/debian-bookworm-cloud
release=$(sed -n 's/^release=//p' "$kernel/facts")

[ "$(id -u)" = 0 ] || skip 'making a system with device nodes needs root'

bail() { # bail MESSAGE: with the last lines of the log
	tail -n 5 "$work/log" | sed 's/^/# /'
	echo "Bail out! $1"
	exit 1
}

# make_system: a Debian with all that ci/setup wants, cached by the list of packages.
make_system() {
	local packages
	packages="mount kmod linux-headers-$release $("$source/ci/setup" --list build)"
	system=$(dirname "$kernel")/host-system-$(echo "$packages" | cksum | cut -d' ' -f1).tar
	[ ! -e "$system" ] || return 0
	mmdebstrap --variant=apt --format=tar --include="$(echo "$packages" | xargs | tr ' ' ,)" \
		--dpkgopt=path-exclude='/usr/share/doc/*' \
		--dpkgopt=path-exclude='/usr/share/locale/*' \
		bookworm "$system.new" >"$work/log" 2>&1 ||
		bail "mmdebstrap failed"
	mv "$system.new" "$system"
}

in_system() {
	# shellcheck disable=SC2016
	unshare --mount --pid --fork --kill-child sh -c '
		mount -t proc proc "$1/proc" && root=$1 && shift &&
		exec chroot "$root" "$@"' sh "$work/root" "$@" >>"$work/log" 2>&1
}

build_in_system() {
	mkdir -p "$work/root$source"
	tar -xf "$system" -C "$work/root" || bail "$system does not unpack"
	# What is built for other kernels stays behind.
	tar -c -C "$source" --exclude='./build/kmod/debian-*' \
		--exclude='./build/kmod/image-*' --exclude='./build/kmod/tree-*' \
		--exclude=./build/kmod/host --exclude=./build/guest --exclude='./build/fuzz*' \
		--exclude=./build/meson-logs --exclude=./out --exclude=./.git . |
		tar -x -C "$work/root$source"
	if ! in_system "$source/ci/build" ||
		! in_system "$source/kmod/build-module" \
			--headers "/lib/modules/$release/build" "$source/build/kmod/host"; then
		bail "building in the system failed"
	fi
}

# The guest's first process: runs the command, and sends what it gave.
write_init() {
	cat >"$work/root/init" <<-INIT
		#!/bin/sh
		export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
		mkdir -p /dev /proc /sys
		mount -t devtmpfs dev /dev
		mount -t proc proc /proc
		mount -t sysfs sys /sys
		stty -F /dev/ttyS1 raw
		cd '$source'
		./ci/bench --host --no-install --out /out >/tmp/stdout 2>/tmp/stderr
		echo "status \$?" >/dev/ttyS1
		(echo stdout; cat /tmp/stdout; echo stderr; cat /tmp/stderr
		echo "modules \$(grep -c allocbench /proc/modules)"
		echo result; cat /out/result.jsonl) >/dev/ttyS1
		echo end >/dev/ttyS1
		sleep 1
		echo o >/proc/sysrq-trigger
		sleep 60
	INIT
	chmod +x "$work/root/init"
}

boot() {
	(cd "$work/root" && find . -xdev -print0 | cpio --null -o -H newc --quiet) \
		>"$work/initramfs" || bail 'the initramfs cannot be made'
	rm -rf -- "$work/root"
	timeout 400 qemu-system-x86_64 -accel tcg -cpu qemu64 -m 6144 -nodefaults -no-reboot \
		-display none -monitor none -serial file:"$work/console" \
		-serial file:"$work/answer" -kernel "$kernel/vmlinuz" -initrd "$work/initramfs" \
		-append 'console=ttyS0 panic=-1 no_timer_check init_on_alloc=0 rdinit=/init'
}

make_system
build_in_system
write_init
boot
fact $? "the VM boots and ends"
grep -qx 'end' "$work/answer"
fact $? "the command ended in it"
grep -qx 'status 7' "$work/answer"
fact $? "it exits 7: measured, but not trustworthy"
sed -n '/^result$/,/^end$/p' "$work/answer" | sed '1d;$d' >"$work/result.jsonl"
"$source/build/analysis/allocstat" validate "$work/result.jsonl" >&2
fact $? "the result is kept, and complete"
grep -q '"kind":"emulated"' "$work/result.jsonl"
fact $? "its clock is named emulated"
sed -n '/^stderr$/,/^result$/p' "$work/answer" | grep -q 'emulated'
fact $? "a message says why there are no tables"
grep -qx 'modules 0' "$work/answer"
fact $? "the module is unloaded"
! sed -n '/^stdout$/,/^stderr$/p' "$work/answer" | grep -qE 'kmalloc'
fact $? "there are no tables"
sed -n '/^stderr$/,/^result$/p' "$work/answer" | sed 's/^/# /'
facts_end
