#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds kernels that differ in nothing but a few instructions of kmalloc, from Debian's
# newest kernel source of a series.
#
#   planted_kernels.sh [COUNT...]
#
#   COUNT  instructions to plant; with 0 the patched place is compiled, and plants nothing
#
# It fills ${ALLOCBENCH_CACHE:-~/.cache/allocbench}/planted with the build directory and the
# trees base/ (not planted) and planted-COUNT/. The source is that of ci/get-source. Prints
# the trees' paths: base's first, and where no COUNT is named only that.
#
# Exit: 0 done, 1 failed, 2 usage, 6 this machine's apt has no such source.
set -eu -o pipefail
export LC_ALL=C

here=$(dirname -- "$(realpath -- "$0")")
cache=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}
# Whose series the patch was made for.
suite=bookworm
directory=$cache/planted
# shellcheck source-path=SCRIPTDIR/..
. "$here/../compile.sh"

usage() {
	sed -n '3,14s/^# \{0,1\}//p' "$0" >&2
	exit 2
}

die() {
	echo "planted_kernels: $1" >&2
	exit 1
}

# What was built from another source than is there now is dropped: make knows only times.
prepare() {
	source=$("$here/../get-source" "$suite" planted "$here/planted.patch") || exit
	cmp -s "${source%/*}/facts" "$directory/facts" || rm -rf -- "${directory:?}"/*
	mkdir -p -- "$directory/build"
	cp -- "${source%/*}/facts" "$directory/facts"
}

run_make() {
	compile "$directory/log" -C "$source" O="$directory/build" "$@"
}

# What tinyconfig begins with is allnoconfig too.
configure() {
	local lost
	run_make KCONFIG_ALLCONFIG="$here/planted.config" allnoconfig
	lost=$(lost_options "$here/planted.config" "$directory/build")
	[ -z "$lost" ] || die "planted.config: this kernel does not take: $lost"
}

# build TREE ARGUMENT...: the build directory's copy. In a copy nothing can be built again
# but modules: make would begin with objtool and compile all afresh, since it has moved.
build() {
	local tree=$directory/$1
	shift
	run_make "$@" all
	rm -rf -- "$tree"
	cp -a --reflink=auto -- "$directory/build" "$tree"
	echo "$tree"
}

for count; do
	[[ $count =~ ^[0-9]+$ ]] || usage
done
mkdir -p -- "$directory"
exec 9>"$directory.lock"
flock 9
prepare
configure
build base
for count; do
	build "planted-$count" CFLAGS_slab_common.o=-DPLANTED="$count"
done
