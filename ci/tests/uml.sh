#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: user-mode Linux as a machine: it boots, loads the module and measures; says what of it
# is not meaningful; needs no privilege, and leaves nothing behind.
#
#   uml.sh ALLOCVM ALLOCSTAT BUILD [KERNEL]
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1") allocstat=$(realpath -- "$2") build=$3
kernel=${4:-uml:bookworm}

need_kernel "$allocvm" "$kernel"
modules=$build/kmod/${kernel//[:\/]/-}
"$build/../kmod/build-module" --headers "$directory/build" "$modules" || exit 1
export HOME=$work/home
export ALLOCBENCH_CACHE=${directory%/*}
mkdir -p "$HOME" "$work/cache/${directory##*/}"
cp "$directory/linux" "$directory/config" "$directory/facts" "$work/cache/${directory##*/}"

# expect CODE WORDS FACT ARGUMENT...: of allocvm
expect() {
	local code=$1 words=$2 name=$3
	shift 3
	"$allocvm" "$@" >"$work/stdout" 2>"$work/stderr"
	[ $? = "$code" ] && { echo; cat "$work/stdout" "$work/stderr"; } | grep -qE -- "$words"
	fact $? "$name"
}

test_usage() {
	expect 2 "--clock icount: $kernel is user-mode Linux" 'it has no other clock: usage' \
		boot --clock icount --kernel "$kernel"
	expect 2 'only kernels of user-mode Linux' 'nor do others have its: usage' \
		batch -d "$work/batch" --kernel "$kernel" --kernel debian:bookworm -- run
	cp -r "$work/cache" "$work/broken"
	echo nonsense >"$work/broken/${directory##*/}/linux"
	ALLOCBENCH_CACHE=$work/broken expect 16 'user-mode Linux cannot be started' \
		'what the host cannot start: exit 16' boot --kernel "$kernel"
}

# What the environment asks for, and tap.sh does, is for those that have a choice.
test_boot() {
	expect 0 'up and off in .* \(uml\)' 'it boots and powers off' boot --kernel "$kernel"
	expect 10 'Kernel panic' 'a panic is one' boot --kernel "$kernel" --append rdinit=/nowhere
	[ -z "$(find "$HOME" -mindepth 1)" ]
	fact $? 'nothing is left in the home directory'
}

test_measure() {
	local result=$work/result.jsonl
	expect 0 '' "the book's plan is measured" run --kernel "$kernel" -o "$result" \
		-- run --preset book
	"$allocstat" validate "$result" >"$work/stderr" 2>&1 && grep -q 'ok, complete' "$work/stderr"
	fact $? 'the result is valid and complete'
	gzip -9n <"$result" | wc -c >"$work/stderr"
	[ "$(cat "$work/stderr")" -lt 102400 ]
	fact $? 'it compresses to less than 100 KiB'
	sed -n 2p "$result" >"$work/environment"
	grep -q '"kind":"uml"' "$work/environment" &&
		grep -qF "\"model\":\"$(sed -n 's/^model name[^:]*: //p;T;q' /proc/cpuinfo)\"" "$work/environment"
	fact $? "its clock is uml, its CPU the host's"
	"$allocstat" table cost "$result" >"$work/stderr" &&
		grep -q 'clock  *uml: host TSC ticks' "$work/stderr" &&
		grep -q 'vmalloc: not meaningful here' "$work/stderr"
	fact $? 'the table says so, and that vmalloc is not meaningful'
	"$allocstat" plot cost "$result" -o "$work/cost.svg" 2>"$work/stderr" &&
		grep -q 'vmalloc (not meaningful)' "$work/cost.svg"
	fact $? 'the plot too'
	"$allocstat" compare "$result" -- "$result" >"$work/stderr"
	grep -q '^verdict: done: .*, 12 not meaningful' "$work/stderr"
	fact $? 'a comparison counts what it does not judge'
}

test_refusals() {
	local context
	for context in irq-off softirq hardirq; do
		expect 2 "context $context|$context" "context $context is refused" run --kernel "$kernel" \
			-- run --alloc kmalloc --gfp GFP_ATOMIC --sizes 64 --context "$context"
	done
	expect 0 'dma_alloc_coherent.*no DMA' 'what it does not have is absent' \
		run --kernel "$kernel" -- list
}

# But for what is told by counting instructions, or needs contexts, perf or lockdown.
test_promises() {
	local facts=$work/facts
	"$allocvm" run --kernel "$kernel" --memory 4096 --module "$modules/allocbench-test.ko" \
		--driver "$build/kmod/guest-tests" -- \
		refusals stream signals deferred >"$facts" 2>"$work/stderr"
	fact $? "the module keeps its promises in it ($(grep -c '^ok' "$facts") facts)"
	sed -nE 's/^(# |(not ok))/# \2/p' "$facts"
}

# descendants PID: its children, theirs, and so on.
descendants() {
	local child
	while read -r child; do
		echo "$child"
		descendants "$child"
	done < <(grep -lsE "^PPid:[[:space:]]$1\$" /proc/[0-9]*/status |
		sed 's%/proc/\([0-9]*\)/.*%\1%')
}

# running PID...: those of them that run; one that is dead may not have been waited for.
running() {
	local pid
	for pid; do
		! grep -qs '^State:[^Z]*$' "/proc/$pid/status" || echo "$pid"
	done
}

test_death() {
	local pid all=()
	"$allocvm" run --kernel "$kernel" -- run --alloc kmalloc --sizes '8..65536*2' \
		--samples 2000000 --no-max >/dev/null 2>&1 &
	pid=$!
	for _ in $(seq 100); do
		mapfile -t all < <(descendants "$pid")
		[ ${#all[@]} -lt 3 ] || break
		sleep 0.1
	done
	[ ${#all[@]} -ge 3 ]
	fact $? "a kernel and its processes run"
	kill -9 "$pid"
	wait "$pid" 2>/dev/null
	for _ in $(seq 50); do
		[ -n "$(running "${all[@]}")" ] || break
		sleep 0.1
	done
	running "${all[@]}" >"$work/stderr"
	[ ! -s "$work/stderr" ]
	fact $? "killed, allocvm takes all of them along"
	# shellcheck disable=SC2046
	[ ! -s "$work/stderr" ] || kill -9 $(cat "$work/stderr")
}

# Somebody else, who owns nothing here and may read the kernel.
test_ordinary_user() {
	[ "$(id -u)" = 0 ] && command -v setpriv >/dev/null || return 0
	cp "$allocvm" "$work/allocvm"
	chmod -R a+rX "$work"
	mkdir -p "$work/guest/ci"
	cp "$build/ci/guest-init" "$work/guest/ci"
	ALLOCBENCH_CACHE=$work/cache ALLOCVM_GUEST_DIR=$work/guest ALLOCVM_KERNELS=$build/../ci/kernels \
		setpriv --reuid=65534 --regid=65534 --clear-groups --no-new-privs \
		"$work/allocvm" boot --kernel "$kernel" >"$work/stderr" 2>&1
	fact $? 'an ordinary user boots it'
}

test_usage
test_boot
test_measure
test_refusals
test_promises
test_death
test_ordinary_user
facts_end
