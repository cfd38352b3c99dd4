#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the module of a kernel that is not in ci/kernels: what a tree must have, which
# compiler builds, and where the module goes. The trees are imitations: nothing is compiled
# but two empty files.
#
#   names.sh GET-KERNEL ALLOCVM BUILD
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
get_kernel=$1 allocvm=$2 build=$3
made=()
trap 'rm -rf -- "$work" "${made[@]}"' EXIT
export ALLOCBENCH_CACHE=$work/cache

# expect CODE WORDS FACT NAME
expect() {
	"$get_kernel" --module "$4" >"$work/stdout" 2>"$work/stderr"
	[ $? = "$1" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$2"
	fact $? "$3"
}

modules_of() { # modules_of NAME: where allocvm looks for its module
	echo "$build/kmod/$("$allocvm" list --fields "$1" | tail -n 1 | cut -f 10)"
}

# imitate TREE: one that notes how it is built.
imitate() {
	mkdir -p "$1/include/generated" "$1/arch/x86/boot"
	{
		printf 'CONFIG_X86=y\nCONFIG_MODULES=y\n'
		echo 'CONFIG_CC_VERSION_TEXT="gcc (Debian 1.2.3) 1.2.3"'
	} >"$1/.config"
	echo '#define UTS_RELEASE "6.1.0-imitated"' >"$1/include/generated/utsrelease.h"
	touch "$1/Module.symvers"
	cat >"$1/Makefile" <<-'END'
		.RECIPEPREFIX = >
		modules:
		> @echo "CC=$(CC) LLVM=$(LLVM)" >>built
		> @gcc -c -x c /dev/null -o $(M)/$(if $(ALLOCBENCH_TEST),allocbench-test,allocbench).ko
	END
	made+=("$(modules_of "tree:$1")")
}

built_with() { # built_with TREE WORDS FACT
	grep -qx -- "$2" "$1/built"
	fact $? "$3"
}

# lacks FILE WORDS: a tree that has it not is refused.
lacks() {
	mv "$work/linux/$1" "$work/kept"
	expect 1 "no $1: .*$2" "a tree without $1: exit 1, and what makes it" "tree:$work/linux"
	mv "$work/kept" "$work/linux/$1"
}

test_refusals() {
	expect 1 'no Makefile' 'a tree that is not there: exit 1' tree:/nowhere
	expect 1 'image:PATH,headers:DIRECTORY' 'an image without headers: exit 1' image:/nowhere
	expect 1 'no kernel that a module' 'a stored result has no module: exit 1' file:/nowhere
	expect 2 'no such form' 'a name of no form: usage' bookworm
	lacks Makefile 'built tree'
	lacks .config 'make olddefconfig'
	lacks include/generated/utsrelease.h 'make'
	lacks Module.symvers 'not only bzImage'
	sed -i s/CONFIG_MODULES=y// "$work/linux/.config"
	expect 1 'CONFIG_MODULES' 'a kernel without modules: exit 1' "tree:$work/linux"
	imitate "$work/linux"
}

test_tree() {
	local modules
	modules=$(modules_of "tree:$work/linux")
	expect 0 '6.1.0-imitated' 'a tree gets its module' "tree:$work/linux"
	[ -e "$modules/allocbench.ko" ] && [ -e "$modules/allocbench-test.ko" ]
	fact $? 'where allocvm looks for it'
	built_with "$work/linux" 'CC=gcc LLVM=' "by the tree's own compiler"
	rm "$work/linux/built"
	expect 0 '6.1.0-imitated' 'boot arguments are no other kernel' "tree:$work/linux,append=a b"
	[ ! -e "$work/linux/built" ]
	fact $? 'and a module that fits is not built again'
	echo '#define UTS_VERSION "#2"' >"$work/linux/include/generated/utsversion.h"
	expect 0 '6.1.0-imitated' 'a tree that was built again' "tree:$work/linux"
	[ -e "$work/linux/built" ]
	fact $? 'gets another module'
}

test_compiler() {
	imitate "$work/other/linux"
	sed -i 's/gcc (/gcc-nowhere-9 (/' "$work/other/linux/.config"
	expect 0 'gcc-nowhere-9 .*is not here' 'a compiler that is not here: said' \
		"tree:$work/other/linux"
	built_with "$work/other/linux" 'CC=cc LLVM=' "and the default's tried"
	[ "$(modules_of "tree:$work/linux")" != "$(modules_of "tree:$work/other/linux")" ]
	fact $? 'two trees of one name have two modules'
	command -v clang >/dev/null || return 0
	sed -i 's/="gcc.*"/="Debian clang version 14"/' "$work/other/linux/.config"
	echo 'CONFIG_LD_IS_LLD=y' >>"$work/other/linux/.config"
	rm "$(modules_of "tree:$work/other/linux")/stamp"
	expect 0 '6.1.0-imitated' 'a tree of clang and lld gets its module' "tree:$work/other/linux"
	built_with "$work/other/linux" 'CC=.* LLVM=1' 'by LLVM'
}

test_headers() {
	local name=image:$work/linux/bzImage,headers:$work/lib/modules/6
	touch "$work/linux/bzImage"
	mkdir -p "$work/lib/modules/6"
	ln -s "$work/linux" "$work/lib/modules/6/build"
	made+=("$(modules_of "$name")")
	expect 0 '6.1.0-imitated' 'headers by their directory of modules' "$name"
	cp -r "$work/linux" "$work/linux-32"
	sed -i 's/^CONFIG_X86=y/&\nCONFIG_X86_32=y/' "$work/linux-32/.config"
	expect 1 'the image is for amd64, the headers are for i386' \
		'an image of another architecture than its headers: exit 1' \
		"image:$work/linux/bzImage,headers:$work/linux-32"
	name=image:$work/none,headers:$work/linux-32
	made+=("$(modules_of "$name")")
	expect 1 'fetch one of its kernels' \
		'32 bits without a root that builds programs: exit 1, and the way out' "$name"
}

# As in a container that may not mount: root, without CAP_SYS_ADMIN.
test_container() {
	local headers=$work/root/usr/src/linux-headers-6 get_kernel_itself=$get_kernel
	local get_kernel=$work/confined name=image:$work/linux/bzImage,headers:$headers
	[ "$(id -u)" = 0 ] || return 0
	imitate "$headers"
	mkdir -p "$work/root/usr/bin" "$work/root/tmp" "$work/root/proc"
	cp /bin/true "$work/root/usr/bin/make"
	made+=("$(modules_of "$name")")
	printf '#!/bin/sh\nexec setpriv --bounding-set=-sys_admin "%s" "$@"\n' \
		"$(realpath -- "$get_kernel_itself")" >"$get_kernel"
	chmod +x "$get_kernel"
	expect 1 'give a container CAP_SYS_ADMIN' \
		'a container that may not mount: exit 1, and the way out' "$name"
}

imitate "$work/linux"
test_refusals
test_tree
test_compiler
test_headers
test_container
facts_end
