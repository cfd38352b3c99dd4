#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the driver where the world around it does not go along: full and read-only disks,
# closed and full streams, signals at any time, another driver at the same file, results to go
# on with that somebody else has made.
#
#   surroundings.sh [--soak] ALLOCBENCH-FAKE DEBUGFS
set -u
tests=$(dirname -- "$(realpath -- "$0")")
# Each record is synced, which takes no time in memory.
[ ! -w /dev/shm ] || export TMPDIR=/dev/shm
# shellcheck source=../../ci/tests/tap.sh
. "$tests/../../ci/tests/tap.sh"
rounds=10
[ "$1" != --soak ] || { rounds=1000; shift; }
driver=$1
export ALLOCBENCH_DEBUGFS=$2
RANDOM=${SOAK_SEED:-1}

options=(--alloc "kmalloc,vmalloc" --sizes "64,4096" --samples 40 --warmup 8 --budget 64M)
out=$work/result.jsonl

# measure ARGUMENT...: sets status; messages are in $work/stderr.
measure() {
	"$driver" run "${options[@]}" "$@" 2>"$work/stderr"
	status=$?
}

resume() {
	"$driver" run --resume "$1" 2>"$work/stderr"
	status=$?
}

# ended CODE WORDS FACT: how the last run did.
ended() {
	[ "$status" = "$1" ] && grep -q -- "$2" "$work/stderr"
	fact $? "$3: exit $1 (was $status), \"$2\""
}

# Records but for the first two, which differ from run to run; the fake measures the same.
is_whole() {
	cmp -s <(tail -n +3 "$1") <(tail -n +3 "$work/whole")
}

make_whole() {
	measure -o "$work/whole"
	[ "$status" = 0 ] && [ "$(wc -l <"$work/whole")" = 14 ]
	fact $? 'a run where nothing is wrong'
}

closed_and_full_streams() {
	"$driver" run "${options[@]}" 2>"$work/stderr" >&-
	status=$?
	ended 1 'standard output: ' 'standard output is closed'
	"$driver" run "${options[@]}" 2>"$work/stderr" >/dev/full
	status=$?
	ended 1 'standard output: cannot be written: No space left' 'standard output is full'
	"$driver" list 2>"$work/stderr" >/dev/full
	status=$?
	ended 1 'standard output: .*No space left' 'standard output of a list is full'
	local closed
	for closed in '<&-' '>&-' '2>&-' '<&- >&- 2>&-'; do
		rm -f "$out"
		eval '"$driver" run "${options[@]}" -o "$out"' "$closed"
		status=$?
		[ "$status" = 0 ] && is_whole "$out"
		fact $? "with $closed a file gets the result, and nothing else"
	done
	rm -f "$out"
	"$driver" run "${options[@]}" -o "$out" 2>/dev/full && is_whole "$out"
	fact $? 'messages that cannot be written cost no record'
	rm -f "$out"
	FAKE_DEVICE=sleep=5 "$driver" run "${options[@]}" -o "$out" 2> >(head -n 1 >/dev/null) && is_whole "$out"
	fact $? 'nor does a reader of the progress that ends'
	FAKE_DEVICE=sleep=5 "$driver" run "${options[@]}" 2>"$work/stderr" | head -n 1 >/dev/null
	status=${PIPESTATUS[0]}
	ended 1 'standard output: cannot be written: Broken pipe' 'a reader of the result ends'
}

limited_file() {
	rm -f "$out"
	(ulimit -f 8; measure -o "$out"; exit "$status")
	status=$?
	ended 1 'cannot be written: File too large' 'a file that may not be larger'
	resume "$out"
	[ "$status" = 0 ] && is_whole "$out"
	fact $? 'it goes on from there'
}

# Runs in a mount namespace of its own: $1 is an empty directory.
disks() {
	local disk=$1 size
	mount -t tmpfs -o size=12k tmpfs "$disk" || return
	measure -o "$disk/result.jsonl"
	ended 1 'cannot be written: No space left on device; .* make room' 'a disk that gets full'
	mount -o remount,size=1m "$disk"
	resume "$disk/result.jsonl"
	[ "$status" = 0 ] && is_whole "$disk/result.jsonl"
	fact $? 'with room again it goes on, and no record is lost'
	for size in 4 8 12 16; do
		mount -o remount,size=1m "$disk"
		rm -f "$disk"/*
		echo precious >"$disk/old"
		mount -o "remount,size=${size}k" "$disk"
		measure -o "$disk/old" --force
		[ "$status" = 1 ] && [ "$(cat "$disk/old")" = precious ]
		fact $? "--force on a disk of $size KiB leaves the old file (exit $status)"
	done
	mount -o remount,size=1m,ro "$disk"
	measure -o "$disk/new"
	ended 1 'cannot be created: Read-only file system' 'a disk that is read-only'
	measure -o "$disk/old" --force
	ended 1 'cannot be created: Read-only file system' 'a directory that is, with --force'
	umount "$disk"
}

in_namespace() {
	local map=()
	[ "$(id -u)" = 0 ] || map=(--map-root-user)
	if ! unshare "${map[@]}" --mount true 2>/dev/null; then
		echo '# no disks: this machine gives no mount namespace'
		return
	fi
	mkdir "$work/disk"
	export -f disks measure resume ended fact is_whole
	export driver work fact_count fact_failures
	# shellcheck disable=SC2016
	# Numbers of facts go on in the namespace, and come back in its last line.
	unshare "${map[@]}" --mount bash -c "options=(${options[*]}); "'
		disks "$work/disk"; echo "$fact_count $fact_failures" >"$work/counts"'
	read -r fact_count fact_failures <"$work/counts"
}

# Seconds from 0 to 0.12, with three digits.
moment() {
	printf '0.%03d' $((RANDOM % 120))
}

# A signal as the user sends it; before the driver has got ready it just ends.
interrupted_at_any_time() {
	local signal number round good=0 kept=0 complete=0
	for ((round = 0; round < rounds; round++)); do
		for signal in INT TERM HUP PIPE; do
			number=$(kill -l "$signal")
			rm -f "$out"
			# Not by the shell itself: its background jobs ignore SIGINT. Once: a second one
			# ends the driver at once.
			FAKE_DEVICE=sleep=4 timeout --foreground --preserve-status --signal "$signal" "$(moment)" \
				"$driver" run "${options[@]}" -o "$out" 2>"$work/stderr"
			status=$?
			case $status in
			0) complete=$((complete + 1)) ;;
			130) kept=$((kept + 1)) ;;
			$((128 + number))) [ ! -s "$out" ] && good=$((good + 1)); continue ;;
			*) break 2 ;;
			esac
			if [ -e "$out" ]; then
				resume "$out"
				[ "$status" = 0 ] || break 2
				is_whole "$out" || break 2
			fi
			good=$((good + 1))
		done
	done
	[ "$good" = $((4 * rounds)) ]
	fact $? "INT, TERM, HUP and PIPE at any time: a footer, exit 130, and --resume makes it whole (exit $status)"
	echo "# figure: signals at random moments: $((4 * rounds))"
	echo "# figure: of them in mid-run: $kept"
	echo "# figure: runs that went on in spite of SIGPIPE, or had ended: $complete"
}

# start FILE ARGUMENT...: a slow driver in the background; waits until a record is in FILE.
start() {
	local being_written=$1
	shift
	FAKE_DEVICE=sleep=100 "$driver" run "${options[@]}" "$@" 2>/dev/null &
	first=$!
	for _ in $(seq 200); do
		[ ! -s "$being_written" ] || break
		sleep 0.1
	done
}

two_at_one_file() {
	rm -f "$out"
	start "$out" -o "$out"
	resume "$out"
	ended 6 'busy: another allocbench writes to it' 'a file that a driver is writing'
	wait "$first"
	is_whole "$out"
	fact $? 'which loses nothing'
	echo precious >"$out"
	start "$out.partial" -o "$out" --force
	measure -o "$out" --force
	ended 6 'busy: another allocbench writes to it' 'a file that a driver is replacing'
	wait "$first"
	is_whole "$out"
	fact $? 'which does'
}

other_modules() {
	cp -r "$ALLOCBENCH_DEBUGFS" "$work/other"
	sed -i 's/^contract: .*/contract: 999/' "$work/other/info"
	ALLOCBENCH_DEBUGFS=$work/other measure
	ended 6 'the module speaks version 999' 'a module of another version'
	cp "$ALLOCBENCH_DEBUGFS/info" "$work/other/info"
	: >"$work/other/allocators"
	ALLOCBENCH_DEBUGFS=$work/other measure
	ended 1 'the module.s file allocators has no rows' 'a module without rows'
	FAKE_DEVICE=version measure
	ended 1 'another version' 'a reply of another version'
}

# What somebody else has made of a result that was cut, by an expression of sed.
edits=(
	'1s/"argv":\[[^]]*\]/"argv":7/'
	'1s/"argv":\[[^]]*\]/"argv":[]/'
	'1s/"argv":\[[^]]*\]/"argv":["allocbench","run",5,null,{}]/'
	'1s/"argv":\[/&["deep"],/'
	'1s/"--alloc",/"--alloc\\u0000",/'
	'1s/"--alloc",/"--no-such-option",&/'
	'1s/"64,4096"/"1:18446744073709551615:+1"/'
	'1s/"64,4096"/"1e9999"/'
	'1s/"40"/"99999999999999999999"/'
	'1s/"64M"/"18446744073709551615"/'
	'1s/"type":"header"/&,"type":"header"/'
	'1s/"type":"header"/"type":"footer"/'
	'1s/"header"/"head\xff\xfeer"/'
	'1d'
	'2d'
	'1p'
	'2s/"budget_bytes":[0-9]*/"budget_bytes":-1/'
	'2s/"budget_bytes":[0-9]*/"budget_bytes":1e9999/'
	'3s/"type":"[a-z]*"/"type":"cell"/'
	'4s/"size":[0-9]*/"size":NaN/'
	'5s/[0-9][0-9]*/-&/g'
	'6s/,/,,/'
	's/"/\x00/20'
	's/.$//'
)

# hostile WORDS...: --resume says no to $work/hostile, soon, in bounded memory, and leaves it.
hostile() {
	cp -- "$work/hostile" "$work/before" 2>"$work/stderr"
	(ulimit -v 4194304; timeout 60 "$driver" run --resume "$work/hostile") 2>"$work/stderr" >&2
	status=$?
	[ "$status" -gt 0 ] && [ "$status" -lt 124 ] && [ -s "$work/stderr" ] &&
		cmp -s "$work/before" "$work/hostile"
	fact $? "--resume of $*: is refused (was $status), and the file is as it was"
}

hostile_results() {
	local edit
	head -n 8 "$work/whole" >"$work/cut"
	for edit in "${edits[@]}"; do
		LC_ALL=C sed "$edit" "$work/cut" >"$work/hostile"
		! cmp -s "$work/cut" "$work/hostile"
		fact $? "$edit changes it"
		hostile "$edit"
	done
	sed "1s|\"--alloc\",|\"--output\",\"$work/elsewhere\",&|" "$work/cut" >"$work/hostile"
	resume "$work/hostile"
	[ "$status" = 0 ] && is_whole "$work/hostile" && [ ! -e "$work/elsewhere" ]
	fact $? '--resume writes to the file that it was given, not to the one that this names'
	head -c 3000000 /dev/zero | tr '\0' '[' >"$work/hostile"
	hostile 'three million brackets'
	{ printf '{"type":"header","argv":["'; head -c 300000000 /dev/zero | tr '\0' 'a'; } >"$work/hostile"
	hostile 'a line of 300 MB'
	rm -- "$work/hostile"
	: >"$work/hostile"
	hostile 'an empty file'
	local path
	mkfifo "$work/fifo"
	for path in "$work/fifo" /dev/zero /dev/null "$work"; do
		timeout 60 "$driver" run --resume "$path" 2>"$work/stderr" >&2
		status=$?
		[ "$status" -gt 0 ] && [ "$status" -lt 124 ] && [ -s "$work/stderr" ]
		fact $? "--resume of $path is refused (was $status)"
	done
}

make_whole
hostile_results
closed_and_full_streams
limited_file
in_namespace
interrupted_at_any_time
two_at_one_file
other_modules
facts_end
