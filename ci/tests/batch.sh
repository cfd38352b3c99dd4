#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: allocvm batch boots several kernels at a time, goes on where a guest dies, does not
# repeat what is there, keeps plans apart, and leaves no QEMU behind.
#
#   batch.sh ALLOCVM GUEST-DEATHS RESULT-FILE [KERNEL]
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$1 driver=$2 result=$3
kernel=${4:-debian:bookworm/cloud}

need_kernel "$allocvm" "$kernel"
need_qemu

directory=$work/batch
dashed=${kernel//[:\/]/-}

# Instructions are counted: a guest of a loaded host must not fear for its watchdogs.
# One plan; what a guest does with it is among its kernel's boot arguments.
options=(--clock icount --memory 256 --no-module --driver "$driver" --jobs 2)
sides=(--kernel "$kernel" --kernel "$kernel,append=guest.death=sysrq:c"
	--kernel "$kernel,append=guest.death=part")
plan=(appended "$(cat "$result")")

# batch OPTION... [-- PLAN...]: sets status
batch() {
	"$allocvm" batch -d "$directory" "${options[@]}" "$@" \
		>"$work/stdout" 2>"$work/stderr"
	status=$?
}

child() {
	grep -lsE "^PPid:[[:space:]]$1\$" /proc/[0-9]*/status | sed 's%/proc/\([0-9]*\)/.*%\1%'
}

# A killed process whose new parent has not yet waited for it does not run.
runs() {
	grep -q '^State:[^Z]*$' "/proc/$1/status" 2>/dev/null
}

# Starts a batch in the background, until each of its two jobs has its QEMU; sets pid, qemus.
start() {
	local boot
	"$allocvm" batch -d "$directory" "${options[@]}" "$@" >"$work/stdout" 2>"$work/stderr" &
	pid=$!
	for _ in $(seq 100); do
		mapfile -t qemus < <(for boot in $(child "$pid"); do child "$boot"; done)
		[ ${#qemus[@]} -lt 2 ] || return
		sleep 0.1
	done
}

none_runs() {
	local qemu
	[ ${#qemus[@]} = 2 ] || return
	for qemu in "${qemus[@]}"; do
		! runs "$qemu" || return
	done
}

# What is there, with the times of its writing.
state() {
	find "$directory" -name 'boot-*' -printf '%P %T@ %i\n' | sort
}

test_deaths() {
	batch "${sides[@]}" -- "${plan[@]}"
	[ "$status" = 10 ]
	fact $? "the exit code is the first death's: 10 (was $status)"
	[ -s "$directory/0-$dashed/boot-1.jsonl" ] &&
		grep -qx '0 done [0-9.]*' "$directory/0-$dashed/boot-1.outcome"
	fact $? 'the healthy kernel has its result'
	[ ! -e "$directory/1-$dashed/boot-1.jsonl" ] &&
		[ -s "$directory/1-$dashed/boot-1.jsonl.partial" ] &&
		grep -q '^10 panic ' "$directory/1-$dashed/boot-1.outcome" &&
		grep -q '^14 garbage ' "$directory/2-$dashed/boot-1.outcome"
	fact $? 'a panic and a result cut short leave their records and their outcome'
	grep -q "batch: $kernel,append=guest.death=sysrq:c boot 1: panic: .*Kernel panic" \
		"$work/stderr" && grep -q 'death=part boot 1: garbage: ' "$work/stderr"
	fact $? 'the end names both deaths'
	[ "$(cat "$work/stdout")" = "$(printf '%s\n' \
		"0	$directory/0-$dashed/boot-1.jsonl" \
		"1	$directory/1-$dashed/boot-1.jsonl.partial" \
		"2	$directory/2-$dashed/boot-1.jsonl.partial")" ]
	fact $? 'standard output names the file of each boot'
	awk -v all="$(sed -n 's/.* are there, \([0-9.]*\) s later.*/\1/p' "$work/stderr")" \
		'{ sum += $3 } END { exit !(all > 0 && sum > all + 0.5) }' "$directory"/*/*.outcome
	fact $? 'the boots overlap: together they took longer than the batch'
}

test_resume() {
	local before
	before=$(state)
	batch "${sides[@]}" -- "${plan[@]}"
	[ "$status" = 10 ] && [ "$(state)" = "$before" ] &&
		grep -q '3 are there already' "$work/stderr"
	fact $? 'the same batch again boots nothing, deaths included'
	[ "$(wc -l <"$work/stdout")" = 3 ]
	fact $? 'and names the same files'
}

test_other_plan() {
	local before
	before=$(state)
	batch "${sides[@]}" --append quiet -- "${plan[@]}"
	[ "$status" = 2 ] && grep -q 'another plan' "$work/stderr"
	fact $? 'another boot argument in the same directory: refused'
	batch "${sides[@]}" -- whole "$(cat "$result")"
	[ "$status" = 2 ]
	fact $? 'another driver argument: refused'
	batch "${sides[@]}" --memory 257 -- "${plan[@]}"
	[ "$status" = 2 ]
	fact $? 'another size of memory: refused'
	batch "${sides[@]:0:2}" -- "${plan[@]}"
	[ "$status" = 2 ]
	fact $? 'another list of kernels: refused'
	[ "$(state)" = "$before" ]
	fact $? 'and everything stays as it was'
}

test_termination() {
	local healthy before
	healthy=0-$dashed/boot-1.jsonl
	before=$(state | grep "^$healthy ")
	start --retry "${sides[@]}" -- "${plan[@]}"
	kill -TERM "$pid"
	wait "$pid"
	status=$?
	[ "$status" = 130 ] && none_runs
	fact $? "SIGTERM: exit 130 (was $status), both QEMUs are gone"
	[ "$(state | grep "^$healthy ")" = "$before" ]
	fact $? '--retry repeats the deaths only'
	! ls "$directory"/[12]-*/boot-1.outcome >"$work/stderr" 2>&1
	fact $? 'a boot that was stopped is not over'
	start "${sides[@]}" -- "${plan[@]}"
	batch "${sides[@]}" -- "${plan[@]}"
	[ "$status" = 1 ] && grep -q 'another batch' "$work/stderr"
	fact $? 'two batches in one directory: the second is refused'
	kill -KILL "$pid"
	wait "$pid" 2>/dev/null
	sleep 1
	none_runs
	fact $? 'kill -9 of the batch leaves no QEMU'
}

# As many seconds as no boot needs here, now.
patience() {
	awk '{ if ($3 > slowest) slowest = $3 } END { print int(1.5 * slowest) + 3 }' \
		"$directory"/*/*.outcome
}

test_hang() {
	local seconds
	seconds=$(patience)
	directory=$work/hang
	batch --kernel "$kernel,append=guest.death=silent" --kernel "$kernel" \
		--silence "$seconds" -- "${plan[@]}"
	[ "$status" = 12 ] && grep -q '^12 hang ' "$directory/0-$dashed/boot-1.outcome"
	fact $? "a hang: exit 12 (was $status), after $seconds s of silence"
	[ -s "$directory/1-$dashed/boot-1.jsonl" ]
	fact $? 'the other kernel has its result'
}

perturbations() {
	sed -sn '2s/.*"perturb":\([0-9]*\).*/\1/p' "$directory"/*/*.jsonl
}

test_more_boots() {
	local before
	directory=$work/more
	batch --kernel "$kernel" --kernel "$kernel" -- "${plan[@]}"
	[ "$status" = 0 ] && [ "$(wc -l <"$work/stdout")" = 2 ]
	fact $? 'one kernel twice: two results, exit 0'
	before=$(state)
	batch --kernel "$kernel" --kernel "$kernel" --boots 2 --later "$(cat "$result")" -- "${plan[@]}"
	[ "$status" = 0 ] && [ "$(state | grep boot-1)" = "$before" ] &&
		[ -e "$directory/1-$dashed/boot-2.jsonl" ]
	fact $? 'more boots are added to those that are there'
	[ "$(perturbations | sort -n | xargs)" = '1 2 3 4' ]
	fact $? 'no two of the four have the same perturbation'
	[ "$(sed -n 's/.*perturb \([0-9]*\) .*/\1/p' "$directory/plan" | sort -n | xargs)" = '1 2 3 4' ]
	fact $? 'the plan says so too'
}

test_failures() {
	directory=$work/failures
	batch --kernel "$kernel" --driver "$work/none" -- "${plan[@]}"
	[ "$status" = 1 ] && grep -q "$work/none: No such file" "$work/stderr"
	fact $? 'no driver: exit 1, before any boot'
	PATH=$work batch --kernel "$kernel" -- "${plan[@]}"
	[ "$status" = 16 ]
	fact $? "no QEMU: exit 16 (was $status)"
	batch --kernel "$kernel,append=guest.death=number:2" --kernel "$kernel" --jobs 1 -- "${plan[@]}"
	[ "$status" = 2 ] && grep -q '^allocvm: driver: exit code 2' "$work/stderr" &&
		[ ! -e "$directory/1-$dashed/boot-1.messages" ]
	fact $? "a driver that refuses its plan: exit 2 (was $status), no further boot"
	batch -- "${plan[@]}"
	[ "$status" = 2 ]
	fact $? 'no kernel: exit 2'
}

test_deaths
test_resume
test_other_plan
test_hang
directory=$work/batch
test_termination
test_more_boots
test_failures
facts_end
