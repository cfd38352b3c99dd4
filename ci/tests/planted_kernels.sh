#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds kernels that differ in nothing but a few instructions of kmalloc, from Debian's
# newest kernel source of a series.
#
#   planted_kernels.sh COUNT...
#
#   COUNT  instructions to plant; with 0 the patched place is compiled, and plants nothing
#
# It fills ${ALLOCBENCH_CACHE:-~/.cache/allocbench}/source/linux-source-SERIES: the source,
# and in it the build directory and the trees base/ (not planted) and planted-COUNT/. A
# source that is there stays. Prints the trees' paths: base's first.
#
# Exit: 0 done, 1 failed, 2 usage, 6 this machine's apt has no such source.
set -eu -o pipefail
export LC_ALL=C

here=$(dirname -- "$(realpath -- "$0")")
cache=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}
# Of the suite that has this series, as mirrors.sh wants to be told.
name=linux-source-6.1
arch=$(dpkg --print-architecture)
archives=bookworm,bookworm-updates,bookworm-security
# shellcheck source-path=SCRIPTDIR
. "$here/../mirrors.sh"
source=$cache/source/$name

# Kernels of one code are the same in each byte.
export KBUILD_BUILD_TIMESTAMP='2026-01-01' KBUILD_BUILD_VERSION=1
export KBUILD_BUILD_USER=allocbench KBUILD_BUILD_HOST=allocbench

usage() {
	sed -n '3,16s/^# \{0,1\}//p' "$0" >&2
	exit 2
}

failure=1
die() {
	echo "planted_kernels: $1" >&2
	exit "$failure"
}

# explain LOG PROGRAM: what mirrors.sh calls where apt fails; does not return.
explain() {
	tail -n 20 -- "$1" >&2
	! grep -qiE "$unreachable_words" "$1" || failure=6
	die "$name: $2 failed; its last lines stand above"
}

# download DIRECTORY: the newest package.
download() {
	local version
	failure=6
	version=$(newest_version "$name") || exit
	[ -n "$version" ] || die "$name: not in $archives of this machine's mirrors"
	echo "planted_kernels: fetching $name $version ..." >&2
	failure=1
	(cd "$1" && own_apt "$cache/lists/$name" apt-get -qq download "$name" >log 2>&1) ||
		explain "$1/log" "apt-get download"
}

# Made beside and renamed: a source that is there is whole.
fetch() {
	local work
	work=$(mktemp -d "$cache/source/.new.XXXXXX")
	# shellcheck disable=SC2064
	trap "rm -rf -- '$work'" EXIT
	download "$work"
	dpkg-deb --fsys-tarfile "$work"/*.deb | tar -x -O "./usr/src/$name.tar.xz" |
		tar -x -J -C "$work" || die "$name: cannot be extracted to $cache/source"
	patch --quiet -p1 -d "$work/$name" <"$here/planted.patch" ||
		die "planted.patch does not fit $name any more: see above"
	cp -- "$here/planted.patch" "$work/$name"
	rm -rf -- "$source"
	mv -T -- "$work/$name" "$source"
}

# run_make ARGUMENT...: in the build directory, with a log.
run_make() {
	nice make -C "$source" O=build -j"$(nproc)" "$@" >"$source/log" 2>&1 || {
		tail -n 20 "$source/log" >&2
		die "$name: make $* failed; its output is $source/log"
	}
}

# What tinyconfig begins with is allnoconfig too.
configure() {
	local lost
	run_make KCONFIG_ALLCONFIG="$here/planted.config" allnoconfig
	lost=$(grep '^CONFIG' "$here/planted.config" | grep -vxFf "$source/build/.config" || true)
	[ -z "$lost" ] || die "planted.config: this kernel does not take: $lost"
}

# build TREE ARGUMENT...: the build directory's copy. In a copy nothing can be built again
# but modules: make would begin with objtool and compile all afresh, since it has moved.
build() {
	local tree=$source/$1
	shift
	run_make "$@" all
	rm -rf -- "$tree"
	cp -a --reflink=auto -- "$source/build" "$tree"
	echo "$tree"
}

[ $# -gt 0 ] || usage
for count; do
	[[ $count =~ ^[0-9]+$ ]] || usage
done
mkdir -p -- "$cache/source" "$cache/lists"
exec 9>"$cache/source/.lock"
flock 9
cmp -s "$here/planted.patch" "$source/planted.patch" || fetch
mkdir -p -- "$source/build"
configure
build base
for count; do
	build "planted-$count" CFLAGS_slab_common.o=-DPLANTED="$count"
done
