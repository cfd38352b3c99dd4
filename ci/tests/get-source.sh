#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/get-source's refusals, and that a patched copy and the source leave each other
# alone. Nothing is downloaded.
#
#   get-source.sh GET-SOURCE
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
get_source=$1
export ALLOCBENCH_CACHE=$work/cache
sources=$ALLOCBENCH_CACHE/source

# expect CODE WORDS FACT ARGUMENT...
expect() {
	local code=$1 words=$2 name=$3
	shift 3
	"$get_source" "$@" >"$work/stdout" 2>"$work/stderr"
	[ $? = "$code" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$words"
	fact $? "$name"
}

# What a finished fetch leaves.
fake_source() {
	mkdir -p "$sources/bookworm/linux"
	echo one >"$sources/bookworm/linux/file"
	echo same >"$sources/bookworm/linux/other"
	printf '%s\n' suite=bookworm package=linux-source-6.1 version="$1" \
		>"$sources/bookworm/facts"
}

# make_patch FROM TO
make_patch() {
	printf '%s\n' '--- a/file' '+++ b/file' '@@ -1 +1 @@' "-$1" "+$2" >"$work/patch"
}

# is FILE TEXT FACT
is() {
	[ "$(cat -- "$1" 2>"$work/stderr")" = "$2" ]
	fact $? "$3"
}

test_usage() {
	expect 2 'ci/get-source' 'no suite: usage'
	expect 2 'ci/get-source' 'an unknown option: usage' --nonsense bookworm
	expect 2 'no row debian:nonsense' 'an unknown suite' nonsense
}

test_no_mirror() {
	printf '%s "%s";\n' Dir::Etc::sourcelist "$work/sources.list" \
		Dir::Etc::sourceparts /dev/null Acquire::Retries 0 >"$work/apt.conf"
	export APT_CONFIG=$work/apt.conf
	echo 'deb http://127.0.0.1:9/debian bookworm main' >"$work/sources.list"
	expect 6 'apt-get update failed' 'a mirror that does not answer: exit 6' bookworm
	[ -z "$(find "$sources" -name '.new*')" ]
	fact $? 'and nothing half-made is left'
}

test_copy() {
	local copy=$sources/bookworm-planted
	fake_source 6.1.1-1
	expect 0 "^$sources/bookworm/linux$" 'a source that is there stays, without the mirror' bookworm
	make_patch one two
	expect 0 "^$copy/linux$" 'a patched copy is made' bookworm planted "$work/patch"
	is "$copy/linux/file" two 'it is patched'
	is "$copy/linux/other" same 'and has the rest'
	is "$sources/bookworm/linux/file" one 'the source is as it was'
	touch "$copy/linux/mark"
	expect 0 "^$copy/linux$" 'a second time' bookworm planted "$work/patch"
	[ -e "$copy/linux/mark" ]
	fact $? 'it stays'
	make_patch one three
	expect 0 "^$copy/linux$" 'with another patch' bookworm planted "$work/patch"
	is "$copy/linux/file" three 'it is made anew'
	fake_source 6.1.1-2
	touch "$copy/linux/mark"
	expect 0 "^$copy/linux$" 'of another version' bookworm planted "$work/patch"
	[ ! -e "$copy/linux/mark" ]
	fact $? 'too'
	make_patch nonsense four
	expect 1 'does not fit linux-source-6.1 6.1.1-2' 'a patch that does not fit: exit 1' \
		bookworm planted "$work/patch"
	is "$copy/linux/file" three 'and the copy stays'
}

test_usage
test_no_mirror
test_copy
facts_end
