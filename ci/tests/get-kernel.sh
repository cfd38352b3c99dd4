#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/get-kernel's refusals and its quick second run. Nothing is downloaded.
#
#   get-kernel.sh GET-KERNEL
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
get_kernel=$1
kernel=debian:bookworm/cloud

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export ALLOCBENCH_CACHE=$work/cache

# expect CODE WORDS FACT ARGUMENT...
expect() {
	local code=$1 words=$2 name=$3
	shift 3
	"$get_kernel" "$@" >"$work/stdout" 2>"$work/stderr"
	[ $? = "$code" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$words"
	fact $? "$name"
}

# A mirror where nobody listens: the discard port of this machine.
use_dead_mirror() {
	echo 'deb http://127.0.0.1:9/debian bookworm main' >"$work/sources.list"
	printf 'Dir::Etc::%s "%s";\n' sourcelist "$work/sources.list" sourceparts /dev/null \
		>"$work/apt.conf"
	export APT_CONFIG=$work/apt.conf
}

# What a finished fetch leaves, as far as a second run looks at it.
fake_kernel() {
	local directory=$ALLOCBENCH_CACHE/debian-bookworm-cloud
	mkdir -p "$directory"
	touch "$directory/vmlinuz" "$directory/config"
	awk -v name="$kernel" '$1 == name { $1 = $1; print "name=" name "\nrelease=6.1.0-test"
		print "version=6.1.1-1\narch=amd64\nrow=" $0 }' \
		"$(dirname "$get_kernel")/kernels" >"$directory/facts"
}

expect 2 'ci/get-kernel' 'no name: usage'
expect 2 'ci/get-kernel' 'an unknown option: usage' --nonsense "$kernel"
expect 2 "$kernel" 'an unknown name: the known ones are listed' debian:nonsense
use_dead_mirror
expect 1 'mirror does not answer' 'a mirror that does not answer: exit 1' "$kernel"
[ -z "$(find "$ALLOCBENCH_CACHE" -name '.new*')" ]
fact $? 'a failure leaves nothing half-made'
: >"$work/sources.list"
expect 1 'no Debian mirror' 'no mirror at all: exit 1' "$kernel"
fake_kernel
start=$(date +%s%N)
expect 0 '6.1.0-test' 'a kernel that is there stays, without the mirror' "$kernel"
[ $(($(date +%s%N) - start)) -lt 1000000000 ]
fact $? 'in less than a second'
ALLOCBENCH_CACHE=/proc/nowhere
expect 1 'ALLOCBENCH_CACHE' 'a cache that cannot be made: exit 1' "$kernel"
facts_end
