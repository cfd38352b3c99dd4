# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds a module that only tests load, and puts one into a guest. To be sourced.

# guest_module SOURCE DIRECTORY MODULE: build MODULE (.../NAME.ko) from one file, in the suite
# root of DIRECTORY in the cache, with its compiler and headers. What they say goes to stderr.
guest_module() {
	local root=$2/root name build map=() status=0
	name=$(basename -- "$3" .ko)
	[ "$(id -u)" = 0 ] || map=(--map-root-user)
	build=$(mktemp -d "$root/tmp/$name.XXXXXX")
	cp -- "$1" "$build/$name.c"
	echo "obj-m := $name.o" >"$build/Kbuild"
	# shellcheck disable=SC2016
	unshare "${map[@]}" --mount --pid --fork --kill-child sh -c '
		mount -t proc proc "$1/proc" && exec chroot "$1" make -s AWK=gawk \
			-C "/lib/modules/$2/build" M="${3#"$1"}" modules' \
		sh "$root" "$(sed -n 's/^release=//p' "$2/facts")" "$build" >&2 &&
		cp -- "$build/$name.ko" "$3" || status=1
	rm -rf -- "$build"
	return $status
}

# guest_module_of_tree SOURCE TREE MODULE: the same with a built tree, and the kind of compiler
# that built it.
guest_module_of_tree() {
	local name build compiler=gcc status=0
	! grep -q '^CONFIG_CC_IS_CLANG=y' "$2/.config" || compiler=clang
	name=$(basename -- "$3" .ko)
	build=$(mktemp -d)
	cp -- "$1" "$build/$name.c"
	echo "obj-m := $name.o" >"$build/Kbuild"
	make -s -C "$2" CC="$compiler" UBSAN_SANITIZE=y M="$build" modules >&2 &&
		cp -- "$build/$name.ko" "$3" || status=1
	rm -rf -- "$build"
	return $status
}

# with_module PROGRAM MODULE OTHER: on standard output PROGRAM with MODULE and the program OTHER
# behind it, as appended.h wants them.
with_module() {
	cat -- "$@"
	printf '%-32s' "$(stat -c %s -- "$2") $(stat -c %s -- "$3")"
}
