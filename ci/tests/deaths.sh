#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: allocvm tells every death of a guest by exit code and class word, keeps what was
# complete, and leaves no QEMU and no file behind. Each death is a real one, in a real guest.
#
#   deaths.sh [--soak] ALLOCVM GUEST-DEATHS RESULT-FILE [KERNEL]
#
# With --soak twelve deaths, twenty times each, in a random order that SOAK_SEED decides.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
. "$(dirname -- "$(realpath -- "$0")")/guest_module.sh"
soak=''
[ "$1" != --soak ] || { soak=yes; shift; }
allocvm=$1 driver=$2 result=$3
here=$(dirname -- "$(realpath -- "$0")")
kernel=${4:-debian:bookworm/cloud}
search_path=''

need_kernel "$allocvm" "$kernel"
need_qemu

mkdir "$work/tmp"
export TMPDIR=$work/tmp

build_module() {
	guest_module "$here/death_module.c" "$directory" "$work/death.ko" 2>"$work/stderr"
	fact $? 'the module that breaks kernels is built'
}

# boot OPTION... -- DRIVER-ARGUMENT...: sets status; a fast machine, small and impatient.
boot() {
	PATH=${search_path:-$PATH} "$allocvm" run --clock emulated --memory 256 --kernel "$kernel" --driver "$driver" \
		--silence 180 "$@" "$(cat "$result")" >"$work/stdout" 2>"$work/stderr"
	status=$?
}

said() {
	grep -q "^allocvm: $1: " "$work/stderr"
}

# A killed process whose new parent has not yet waited for it does not run.
runs() {
	grep -q '^State:[^Z]*$' "/proc/$1/status" 2>/dev/null
}

child() {
	grep -lsE "^PPid:[[:space:]]$1\$" /proc/[0-9]*/status | sed 's%/proc/\([0-9]*\)/.*%\1%'
}

# death CODE WORD FACT OPTION... -- DRIVER-ARGUMENT...
death() {
	local code=$1 word=$2 name=$3
	shift 3
	boot "$@"
	[ "$status" = "$code" ] && said "$word"
	fact $? "$name: exit $code, $word (was $status)"
}

nothing_left() {
	rm -f -- "$TMPDIR"/allocvm-*.log
	[ -z "$(ls -A "$TMPDIR")" ]
	fact $? 'no file is left in the temporary directory but named logs'
}

# Sets slowest: seconds of the slowest boot; patience: as many as no boot needs.
test_exit_codes() {
	local code begin
	slowest=0
	for code in 0 3 7; do
		begin=$SECONDS
		boot --no-module -- number "$code"
		[ $((SECONDS - begin)) -le "$slowest" ] || slowest=$((SECONDS - begin))
		[ "$status" = "$code" ]
		fact $? "the driver's exit code $code passes through"
	done
	patience=$((2 * slowest + 3))
	death 1 tool-failure 'a driver killed by a signal' --no-module -- killed 9
	grep -q 'signal 9' "$work/stderr"
	fact $? 'the signal is named'
	printf '#!/nowhere\n' >"$work/nonsense"
	death 1 tool-failure 'a driver that cannot start' --no-module \
		--driver "$work/nonsense" -- number 0
	grep -q 'cannot start the driver: No such file' "$work/stderr"
	fact $? 'the reason is named'
}

test_text() {
	rm -f -- "$TMPDIR"/allocvm-*.log
	boot --no-module -- text $'two\nlines, no newline at the end'
	[ "$(cat "$work/stdout"; echo .)" = $'two\nlines, no newline at the end.' ]
	fact $? 'a text comes out byte for byte'
	grep -q '^guest: a word on standard error$' "$work/stderr"
	fact $? "the driver's standard error is shown"
	[ -z "$(ls -A "$TMPDIR")" ]
	fact $? 'a success leaves no file'
}

test_result() {
	local out=$work/result.jsonl
	boot --no-module -o "$out" --append a.b=c --perturb 7 -- whole 0
	[ "$status" = 0 ] && [ -e "$out" ] && [ -s "$out.log" ] && [ ! -e "$out.partial" ]
	fact $? 'a result: FILE and FILE.log, no FILE.partial'
	cmp -s <(tail -n +3 "$out") <(tail -n +3 "$result")
	fact $? 'all records but the first two are what the driver wrote, by cmp'
	sed -n 1p "$out" | grep -qE '"run_id":"[0-9a-f-]{36}","started":"20..-..-..T..:..:..Z"'
	fact $? 'the header has run_id and started'
	sed -n 2p "$out" | grep -q "\"kernel_name\":\"$kernel\"" &&
		sed -n 2p "$out" | grep -q '"append":"a.b=c","perturb":7' &&
		sed -n 2p "$out" | grep -q '"boot_seed":49'
	fact $? 'the environment has the VM and the seed'
	boot --no-module -o "$out" -- whole 0
	[ "$status" = 2 ]
	fact $? 'an existing FILE is refused'
}

test_garbage() {
	death 14 garbage 'a result cut within a record' --no-module -- part 0
	death 14 garbage 'a result without a footer' --no-module -- footless 0
	death 3 driver 'a driver that fails before its footer' --no-module \
		-o "$work/footless" -- footless 3
	[ ! -e "$work/footless" ] && [ -s "$work/footless.partial" ]
	fact $? 'its records are kept, as FILE.partial'
	death 14 garbage 'bytes that are no record' --no-module -o "$work/garbled" -- garble
	grep -q 'garbled:[0-9]*:' "$work/stderr"
	fact $? 'the bad line is named'
	death 14 garbage 'a foreign byte on the line' --no-module -- noise
	death 1 tool-failure 'a log that was sent elsewhere' --no-module \
		--append console=tty0 -- number 0
	death 14 garbage 'a machine left before the end line' --no-module -- leave
}

test_kernel_deaths() {
	death 10 panic 'a panic' --no-module -o "$work/panic" -- sysrq c
	grep -q 'Kernel panic - not syncing: sysrq' "$work/stderr" &&
		grep -q "kernel log: $work/panic.log" "$work/stderr" &&
		grep -q 'Kernel panic' "$work/panic.log"
	fact $? "the kernel's words and the log are named"
	[ ! -e "$work/panic" ] && [ "$(wc -l <"$work/panic.partial")" -ge 8 ] &&
		cmp -s <(tail -n +3 "$work/panic.partial") \
			<(head -n "$(wc -l <"$work/panic.partial")" "$result" | tail -n +3)
	fact $? 'FILE.partial has the complete records, and no FILE exists'
	death 10 panic 'a panic in a module' --module "$work/death.ko" -- kernel panic
	death 10 panic 'a reset without a word' --no-module -- reset
	death 11 report 'an oops' --module "$work/death.ko" -- kernel oops
	death 11 report 'a warning' --module "$work/death.ko" -- kernel warning
	death 11 report 'an OOM kill' --no-module -- sysrq f
	death 12 hang 'a kernel that spins with interrupts off' --silence "$patience" \
		--module "$work/death.ko" -- kernel hang
	death 12 hang 'a driver that falls silent' --no-module --silence "$patience" -- silent
	death 13 timeout 'a driver that never ends' --no-module \
		--deadline $((slowest + 4)) -- endless
	grep -q tick "$work/stdout"
	fact $? 'its output until then is kept'
}

test_no_module() {
	head -c 5000 "$driver" >"$work/broken.ko"
	death 15 no-module 'a file that is no module' --module "$work/broken.ko" -- number 0
	grep -q 'Exec format error' "$work/stderr"
	fact $? "the kernel's reason is named"
	death 15 no-module 'a module that does not exist' --module "$work/none.ko" -- number 0
}

test_no_qemu() {
	mkdir "$work/path"
	search_path=$work/path
	death 16 no-qemu 'no QEMU' --no-module -- number 0
	# shellcheck disable=SC2016
	printf '#!/bin/sh\n[ "$1" = --version ] && exit\necho "broken: $0" >&2\nexit 1\n' \
		>"$work/path/qemu-system-x86_64"
	chmod +x "$work/path/qemu-system-x86_64"
	search_path=$work/path:$PATH
	death 16 no-qemu 'a QEMU that fails' --no-module -o "$work/q" -- number 0
	search_path=''
	grep -q 'status 1: broken: ' "$work/stderr"
	fact $? "QEMU's own words are shown"
	[ ! -e "$work/q" ] && [ ! -e "$work/q.partial" ]
	fact $? 'it leaves neither FILE nor FILE.partial'
}

# Starts a silent guest in the background; sets pid and qemu.
start_silent() {
	PATH=${search_path:-$PATH} "$allocvm" run --clock emulated --memory 256 --no-module --driver "$driver" \
		-o "$work/$1" -- silent "$(cat "$result")" 2>"$work/stderr" &
	pid=$!
	for _ in $(seq 200); do
		qemu=$(child "$pid")
		[ -n "$qemu" ] && [ -s "$work/$1.partial" ] &&
			[ "$(wc -l <"$work/$1.partial")" -gt 8 ] && return
		sleep 0.1
	done
}

test_signals() {
	start_silent terminated
	kill -TERM "$pid"
	wait "$pid"
	status=$?
	[ "$status" = 130 ] && said interrupted && [ -n "$qemu" ] && ! runs "$qemu"
	fact $? 'SIGTERM: exit 130, QEMU is gone'
	[ "$(head -c 16 "$work/terminated.partial")" = '{"type":"header"' ] &&
		tail -n 1 "$work/terminated.partial" | grep -q '}$'
	fact $? 'what was complete is kept'
	start_silent killed
	kill -KILL "$pid"
	wait "$pid" 2>/dev/null
	sleep 0.5
	[ -n "$qemu" ] && ! runs "$qemu"
	fact $? 'kill -9 of allocvm leaves no QEMU'
	[ -z "$qemu" ] || kill -KILL "$qemu" 2>/dev/null
	start_silent orphaned
	[ -z "$qemu" ] || kill -KILL "$qemu"
	wait "$pid"
	status=$?
	[ "$status" = 16 ] && said no-qemu
	fact $? 'a QEMU that is killed: exit 16'
}

# A guest that has no end; what does not come out of QEMU's serial line that fast.
test_flood() {
	# shellcheck disable=SC2016
	printf '%s\n' '#!/bin/sh' '[ "$1" = --version ] && exit' \
		'for word; do case $word in file:*) line=${word#file:} ;; esac; done' \
		'exec yes >"$line"' >"$work/path/qemu-system-x86_64"
	search_path=$work/path:$PATH
	death 14 garbage 'a guest that sends without end' --no-module -- number 0
	search_path=''
	grep -q 'more than 256 MiB' "$work/stderr" &&
		[ "$(stat -c %s "$work/stdout")" -le $((256 << 20)) ]
	fact $? 'what it sent is cut'
	: >"$work/stdout"
}

# Exit code, class word, and what allocvm is given.
ways=(
	"0  -            --no-module -- whole 0"
	"3  driver       --no-module -- footless 3"
	"1  tool-failure --no-module -- killed 9"
	"14 garbage      --no-module -- part 0"
	"14 garbage      --no-module -- garble"
	"14 garbage      --no-module -- noise"
	"14 garbage      --no-module -- leave"
	"10 panic        --no-module -- sysrq c"
	"10 panic        --module DEATH -- kernel panic"
	"10 panic        --no-module -- reset"
	"11 report       --module DEATH -- kernel oops"
	"11 report       --module DEATH -- kernel warning"
	"11 report       --no-module -- sysrq f"
	"12 hang         --silence SILENCE --module DEATH -- kernel hang"
	"12 hang         --silence SILENCE --no-module -- silent"
	"13 timeout      --deadline DEADLINE --no-module -- endless"
	"15 no-module    --module BROKEN -- number 0"
)

# QEMUs of ours that run: each has this script's TMPDIR.
qemus() {
	local environment pid
	for environment in /proc/[0-9]*/environ; do
		pid=${environment//[!0-9]/}
		[ "$(cat "/proc/$pid/comm" 2>/dev/null)" = qemu-system-x86 ] &&
			tr '\0' '\n' <"$environment" 2>/dev/null | grep -qx "TMPDIR=$TMPDIR" &&
			runs "$pid" && echo "$pid"
	done
}

# Names in $work/out but those that a run may leave, in any combination with its exit code.
strange_files() {
	find "$work/out" "$TMPDIR" -mindepth 1 ! -name result ! -name result.log \
		! -name result.partial
	[ "$1" = 0 ] || find "$work/out" -name result
	[ "$1" != 0 ] || find "$work/out" -name result.partial
}

# one_death CODE WORD OPTION...: sets wrong, a word where something is.
one_death() {
	local code=$1 word=$2 wanted_word
	shift 2
	rm -rf -- "$work/out" && mkdir "$work/out"
	boot -o "$work/out/result" "$@"
	wanted_word=$word
	[ "$word" != - ] || wanted_word='.*'
	wrong=''
	[ "$status" = "$code" ] || wrong="exit $status"
	[ "$word" = - ] || said "$wanted_word" || wrong="$wrong, not '$word'"
	[ -z "$(qemus)" ] || wrong="$wrong, a QEMU is left"
	[ -z "$(strange_files "$code")" ] || wrong="$wrong, left: $(strange_files "$code")"
}

test_random_order() {
	local seed=${SOAK_SEED:-1} count=${DEATHS_EACH:-20} row total=0 good=0
	head -c 5000 "$driver" >"$work/broken.ko"
	echo "# figure: deaths, seed: $seed"
	while read -r row; do
		row=${row/DEATH/$work/death.ko} row=${row/BROKEN/$work/broken.ko}
		row=${row/DEADLINE/$((slowest + 4))} row=${row/SILENCE/$patience}
		# shellcheck disable=SC2086 # the fields of a row
		one_death $row
		total=$((total + 1))
		[ -n "$wrong" ] || good=$((good + 1))
		[ -z "$wrong" ] || { echo "# $row:$wrong"; sed 's/^/# /' "$work/stderr"; }
	done < <(for _ in $(seq "$count"); do printf '%s\n' "${ways[@]}"; done |
		awk -v seed="$seed" 'BEGIN { srand(seed) } { print rand() "\t" $0 }' |
		sort -k 1,1 | cut -f 2-)
	echo "# figure: deaths, ways: ${#ways[@]}"
	echo "# figure: deaths in random order: $total"
	echo "# figure: deaths told right, nothing left: $good"
	[ "$good" = "$total" ] && [ "$total" -gt 0 ]
	fact $? "${#ways[@]} ways, $count times each in random order: exit code, word, nothing left"
}

build_module
test_exit_codes
if [ -n "$soak" ]; then
	rm -f -- "$TMPDIR"/allocvm-*.log
	test_random_order
	facts_end
	exit
fi
test_text
test_result
test_garbage
test_kernel_deaths
test_no_module
test_no_qemu
test_flood
test_signals
nothing_left
facts_end
