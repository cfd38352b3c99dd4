#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/get-kernel's refusals and its quick second run, and what the tests of the kernels
# make of a kernel that is not there. Nothing is downloaded.
#
#   get-kernel.sh GET-KERNEL KERNELS-TEST BUILD
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
get_kernel=$1 kernels_test=$2 build=$3
kernel=debian:bookworm/cloud
table=$(dirname -- "$get_kernel")/kernels
server=''

trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
export ALLOCBENCH_CACHE=$work/cache

# expect CODE WORDS FACT ARGUMENT...
expect() {
	local code=$1 words=$2 name=$3
	shift 3
	"$get_kernel" "$@" >"$work/stdout" 2>"$work/stderr"
	[ $? = "$code" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$words"
	fact $? "$name"
}

# use_mirror [URI]: as this machine's only one.
use_mirror() {
	echo "${1:+deb $1 bookworm main}" >"$work/sources.list"
	printf '%s "%s";\n' Dir::Etc::sourcelist "$work/sources.list" \
		Dir::Etc::sourceparts /dev/null Acquire::Retries 0 >"$work/apt.conf"
	export APT_CONFIG=$work/apt.conf
}

# serve DIRECTORY: sets uri.
serve() {
	: >"$work/server"
	python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$work/server" 2>&1 &
	server=$!
	until uri=$(sed -n 's/^Serving .* port \([0-9]*\) .*/http:\/\/127.0.0.1:\1/p' "$work/server") &&
		[ -n "$uri" ]; do
		kill -0 "$server" || return
		sleep 0.1
	done
}

# What a finished fetch leaves, as far as a second run looks at it.
fake_kernel() { # fake_kernel NAME
	local directory=$ALLOCBENCH_CACHE/${1//[:\/]/-}
	mkdir -p "$directory"
	touch "$directory/vmlinuz" "$directory/config"
	awk -v name="$1" '$1 == name { $1 = $1; print "name=" name "\nrelease=6.1.0-test"
		print "version=6.1.1-1\narch=amd64\nrow=" $0 }' "$table" >"$directory/facts"
}

# Those that --all takes.
names() {
	awk '!/^#/ && NF && $2 != "=" && $2 != "um" { print $1 }' "$table"
}

# A kernel that is not there is a failure of its test, but where no mirror answered.
expect_of_kernels_test() { # expect_of_kernels_test CODE WORDS FACT
	local code
	"$kernels_test" "$kernel" "$build" >"$work/stdout"
	code=$?
	[ "$code" = "$1" ] && grep -q -- "$2" "$work/stdout"
	fact $? "$3"
}

test_usage() {
	expect 2 'ci/get-kernel' 'no name: usage'
	expect 2 'ci/get-kernel' 'an unknown option: usage' --nonsense "$kernel"
	expect 2 "no row uml:nonsense\|uml:bookworm" 'an unknown user-mode Linux' uml:nonsense
	expect 2 "$kernel" 'an unknown name: the known ones are listed' "$kernel" debian:nonsense
}

test_no_mirror() {
	use_mirror
	expect 1 'no mirror for bookworm ' 'no mirror at all: exit 1' "$kernel"
	expect_of_kernels_test 1 '^not ok' "the kernel's test fails"
	use_mirror http://127.0.0.1:9/debian # the port of discard: nobody listens
	expect 6 'mirror does not answer' 'a mirror that does not answer: exit 6' "$kernel"
	[ -z "$(find "$ALLOCBENCH_CACHE" -name '.new*')" ]
	fact $? 'a failure leaves nothing half-made'
	expect_of_kernels_test 0 '^1\.\.0 # SKIP' "the kernel's test is skipped"
}

test_bad_mirror() {
	mkdir -p "$work/mirror/dists"
	serve "$work/mirror"
	use_mirror "$uri"
	expect 1 'the mirror has no bookworm: ' 'a mirror without the suite: exit 1' "$kernel"
	expect_of_kernels_test 1 '^not ok' "the kernel's test fails"
	mkdir "$work/mirror/dists/bookworm"
	echo nonsense >"$work/mirror/dists/bookworm/InRelease"
	expect 1 'the mirror has no bookworm-updates: going on' 'a mirror without updates is used' \
		"$kernel"
	grep -q 'no mirror for bookworm-security .*going on' "$work/stderr"
	fact $? 'as is one without a mirror for security'
}

# A signed Release that this machine's apt has, and an index that is another one.
test_mirror_out_of_step() {
	local release place=$work/mirror/dists/bookworm-updates
	release=$(find /var/lib/apt/lists -name '*_dists_bookworm-updates_InRelease' | head -n 1)
	[ -n "$release" ] || {
		echo "# apt has no bookworm-updates here: no mirror out of step is tried"
		return
	}
	mkdir -p "$place/main/binary-amd64"
	cp "$release" "$place/InRelease"
	echo nonsense | xz >"$place/main/binary-amd64/Packages.xz"
	echo 'Acquire::Check-Valid-Until "false";' >>"$APT_CONFIG"
	expect 1 "bookworm-updates does not fit its own Release for amd64.*going on without" \
		'a mirror whose updates are out of step is used without them' "$kernel"
	[ -z "$(find "$ALLOCBENCH_CACHE" -name '.state*')" ]
	fact $? 'and asking leaves nothing behind'
}

test_second_run() {
	local start
	fake_kernel "$kernel"
	start=$(date +%s%N)
	expect 0 '6.1.0-test' 'a kernel that is there stays, without the mirror' "$kernel"
	[ $(($(date +%s%N) - start)) -lt 1000000000 ]
	fact $? 'in less than a second'
}

# imitate_apt VERSION: apt programs that know of this candidate.
imitate_apt() {
	mkdir -p "$work/path"
	printf '#!/bin/sh\ncase "$*" in *--print-uris*) echo "%s" ;; esac\n' \
		"'http://127.0.0.1:9/debian/dists/bookworm/InRelease' x 0 " >"$work/path/apt-get"
	printf '#!/bin/sh\necho "  Candidate: %s"\n' "$1" >"$work/path/apt-cache"
	chmod +x "$work/path/apt-get" "$work/path/apt-cache"
}

# What is here is 6.1.1-1; mmdebstrap makes nothing of these programs, and fails.
test_update() {
	local path=$PATH
	use_mirror http://127.0.0.1:9/debian
	imitate_apt 6.1.1-1
	PATH=$work/path:$path
	expect 0 '6.1.1-1, in ' 'a mirror with the same version: what is here stays' --update "$kernel"
	imitate_apt 6.1.1-1~deb12u1
	expect 0 '6.1.1-1~deb12u1, older than what is here: that stays' \
		'with an older one: it stays, which is said' --update "$kernel"
	imitate_apt 6.1.10-1
	expect 1 'fetching and extracting' 'with a newer one: it is fetched' --update "$kernel"
	PATH=$path
	expect 0 '6.1.1-1, in ' 'and what is here stays where that fails' "$kernel"
}

test_all() {
	local name
	use_mirror http://127.0.0.1:9/debian
	for name in $(names | grep -v '^debian:sid$'); do
		fake_kernel "$name"
	done
	expect 6 'debian:sid: the mirror does not answer' 'one of all met no mirror: exit 6' --all
	fake_kernel debian:sid
	expect 0 '6.1.0-test' 'all are there: exit 0' --all
	cut -d: -f1,2 "$work/stdout" | sort | cmp - <(names | sort) >"$work/stderr"
	fact $? 'and named; none is compiled'
	rm -r "$ALLOCBENCH_CACHE/debian-sid" "$ALLOCBENCH_CACHE/debian-trixie.lock"
	mkdir "$ALLOCBENCH_CACHE/debian-trixie.lock"
	expect 1 'debian-trixie.lock' 'one of all failed otherwise: exit 1' --all
}

# What a finished compilation leaves of one that needs no patch.
fake_uml() {
	local directory=$ALLOCBENCH_CACHE/uml-sid recipe
	mkdir -p "$directory/build"
	touch "$directory/linux" "$directory/build/Module.symvers"
	recipe=$(cksum <"${table%/*}/uml.config")
	awk -v recipe="$recipe" '$1 == "uml:sid" { $1 = $1; print "release=7.0.0-uml"
		print "version=7.0.1-1\nrow=" $0 "\nrecipe=" recipe }' "$table" >"$directory/facts"
}

test_uml() {
	fake_uml
	expect 0 '7.0.0-uml' 'user-mode Linux that is there stays, without the mirror' uml:sid
	expect 0 '7.0.0-uml' 'boot arguments are no other kernel' 'uml:sid,append=a b'
	sed -i s/recipe=./recipe=x/ "$ALLOCBENCH_CACHE/uml-sid/facts"
	use_mirror http://127.0.0.1:9/debian
	expect 6 'get-source: source:sid: apt-get update failed' \
		'of another recipe it is compiled, which wants the source' uml:sid
	[ -e "$ALLOCBENCH_CACHE/uml-sid/linux" ]
	fact $? 'and what is there stays where that fails'
}

test_usage
test_no_mirror
test_bad_mirror
test_mirror_out_of_step
test_second_run
test_update
test_all
test_uml
ALLOCBENCH_CACHE=/proc/nowhere
expect 1 'ALLOCBENCH_CACHE' 'a cache that cannot be made: exit 1' "$kernel"
facts_end
