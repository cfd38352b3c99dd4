#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: nothing that a machine does to the module while it runs breaks it: what guest-stress
# tries in a guest, and what the kernel of the guest says of it.
#
#   stress.sh [--soak FLAVOUR] ALLOCVM GUEST-STRESS [GUEST-TESTS]
#
#   --soak  all amounts, in the debug kernel plain, kasan or kcsan; else some of each, in
#           debian:bookworm/cloud
#   GUEST-TESTS  of the soak: the module's own tests, for data races
set -u
here=$(dirname -- "$(realpath -- "$0")")
ci=$here/../../ci
. "$here/../../ci/tests/tap.sh"
. "$here/../../ci/tests/guest_module.sh"
. "$here/reports.sh"
soak=''
[ "$1" != --soak ] || { soak=$2; shift 2; }
allocvm=$1 stress=$2 tests=${3:-}
seed=${SOAK_SEED:-1}
need_qemu

# boot CPUS MEMORY OPTION... -- ARGUMENT...: sets status; $work/out and $work/log.
boot() {
	local cpus=$1 memory=$2
	shift 2
	rm -f -- "$work"/out "$work"/out.*
	"$allocvm" run --kernel "$kernel" --clock emulated --parallel --cpus "$cpus" --memory "$memory" \
		--deadline 14400 --silence 900 -o "$work/out" "$@" 2>"$work/stderr"
	status=$?
	# What a kernel with something to report has printed is kept under this name.
	[ ! -e "$work/out.partial" ] || mv -- "$work/out.partial" "$work/out"
	tr -d '\r' <"$work/out.log" >"$work/log"
	sed -n "s/^# figure: /# figure: $name: /p" "$work/out"
}

# What failed within, behind the fact that says so.
failures_within() {
	grep -E '^not ok|^# |^Bail' "$work/out" | grep -v '^# figure:' | sed 's/^\(not ok\|Bail\)/# within: \1/'
}

# guest_log.c says when debugfs warns so. The reports that have no such line count in any case.
only_of_late_opens() {
	grep -q 'WARNING: .* full_proxy_open' "$work/log" &&
		! other_reports 'WARNING: .* full_proxy_open' "$work/log" >&2
}

# boot_fact FACT CPUS MEMORY ...: the guest ends well, and its kernel has nothing to report of
# the module.
boot_fact() {
	local what=$1
	shift
	boot "$@"
	{ [ "$status" = 0 ] || { [ "$status" = 11 ] && only_of_late_opens; }; } &&
		! grep -q '^not ok' "$work/out" && grep -q '^1\.\.[1-9]' "$work/out"
	fact $? "$name: $what ($(grep -c '^ok' "$work/out") facts; exit $status)"
	[ "$status" = 0 ] || failures_within
}

# The kernel kills one of the group, and says so: that is the report.
group_oom() {
	boot 2 512 --driver "$stress" -- --slow "$slow" group-oom
	[ "$status" = 11 ] && ! grep -q '^not ok' "$work/out" && grep -q '^1\.\.[1-9]' "$work/out"
	fact $? "$name: out of its group's memory, only the run is killed ($(grep -c '^ok' "$work/out") facts; exit $status)"
	[ "$(grep -c ' invoked oom-killer: ' "$work/log")" = 1 ] &&
		grep -q 'Memory cgroup out of memory: Killed process' "$work/log" &&
		! grep -q '\] Out of memory: ' "$work/log"
	fact $? "$name: and the kernel tells of no other"
}

# The limits that "largest" sets are such that the kernel finds what exceeds them.
watchdogs_bark() {
	local bug sign
	guest_module_of_tree "$ci/debug/planted.c" "$tree" "$work/planted.ko" 2>"$work/stderr"
	fact $? "$name: the module full of bugs is built"
	while read -r bug sign; do
		boot 2 512 --module "$work/planted.ko" --driver "$stress" -- "planted:$bug"
		[ "$status" = 11 ] && grep -qE "$sign" "$work/log"
		fact $? "$name: with these limits a planted $bug is reported"
	done <<-'END'
	soft-lockup watchdog: BUG: soft lockup
	rcu-stall rcu: INFO: rcu_preempt (self-detected stall|detected stalls)
	hung-task INFO: task driver:[0-9]+ blocked for more than
	END
}

# Races of others are the kernel's own affair.
race_facts() { # race_facts WHAT [any]: some of its facts may fail
	grep -q 'kcsan: enabled early' "$work/log"
	fact $? "$name: $1: KCSAN looks from the first"
	awk -f "$here/races.awk" "$work/log" >"$work/reports"
	grep -F '[allocbench]' "$work/reports" | sort | uniq -c | sed 's/^/# race: /'
	! grep -qF '[allocbench]' "$work/reports"
	fact $? "$name: $1: no data race in the module"
	! other_reports 'BUG: KCSAN: ' "$work/log" >&2
	fact $? "$name: $1: nothing else is reported either"
	grep -q '^1\.\.[1-9]' "$work/out" && { [ -n "${2:-}" ] || ! grep -q '^not ok' "$work/out"; }
	fact $? "$name: $1: the guest ends well ($(grep -c '^ok' "$work/out") facts; exit $status)"
	[ -n "${2:-}" ] || grep '^not ok' "$work/out" | sed 's/^/# within: /'
	echo "# figure: $name: $1: facts: $(grep -c '^ok' "$work/out") hold, $(grep -c '^not ok' "$work/out") do not"
	echo "# figure: $name: $1: data races of the kernel's own: $(wc -l <"$work/reports")"
}

# choose FLAVOUR SLOW: sets kernel, name, slow, tree.
choose() {
	name=$1 slow=$2
	tree=$("$ci/debug-kernel" --no-boot "$1" 2>"$work/stderr")
	fact $? "$1: the kernel is there"
	kernel=tree:$tree
	[ -n "$tree" ]
}

# Where get-kernel has put the modules of the kernel.
module_directory() {
	echo "$ci/../$("$ci/get-kernel" --module "$kernel" | sed -n 's/.*, in //p')"
}

quick() {
	name=cloud kernel=debian:bookworm/cloud slow=2
	"$allocvm" list --fields | grep -q "^$kernel	[^	]*	ready" ||
		skip "$kernel is not in the cache: run ci/get-kernel --module $kernel"
	boot_fact 'modules, kills, CPUs, drivers and memory' 2 512 --driver "$stress" -- \
		--seed "$seed" --slow "$slow" modules kills hotplug drivers pressure control-group
	group_oom
}

soak_plain() {
	choose plain 2 || return
	boot_fact 'modules and kills' 2 1024 --driver "$stress" -- --soak --seed "$seed" --slow 2 modules kills
	boot_fact 'CPUs that go' 4 1024 --driver "$stress" -- --soak --seed "$seed" --slow 4 hotplug
	boot_fact 'four drivers' 4 1024 --driver "$stress" -- --soak --seed "$seed" --slow 4 drivers
	boot_fact 'too little memory' 2 512 --driver "$stress" -- --soak --seed "$seed" --slow 4 pressure control-group
	boot_fact 'sleep' 2 512 --driver "$stress" -- --soak --seed "$seed" --slow 2 suspend
	boot_fact 'largest runs' 2 2048 --driver "$stress" -- --soak largest
	group_oom
	watchdogs_bark
	name=cloud kernel=debian:bookworm/cloud
	boot_fact 'largest runs, never preempted' 2 2048 --append preempt=none --driver "$stress" -- --soak largest
}

soak_kasan() {
	choose kasan 10 || return
	boot_fact 'modules' 2 2048 --driver "$stress" -- --soak --seed "$seed" --slow 10 modules
	# Beside other guests a million and a half small blocks took 13 s to be free.
	boot_fact 'kills' 2 2048 --driver "$stress" -- --soak --seed "$seed" --slow 20 kills
	boot_fact 'CPUs that go' 4 2048 --driver "$stress" -- --seed "$seed" --slow 10 hotplug
	boot_fact 'four drivers' 2 2048 --driver "$stress" -- --seed "$seed" --slow 10 drivers
	boot_fact 'too little memory' 2 1024 --driver "$stress" -- --seed "$seed" --slow 10 pressure control-group
	boot_fact 'sleep' 2 1024 --driver "$stress" -- --seed "$seed" --slow 10 suspend
}

soak_kcsan() {
	choose kcsan 10 || return
	boot 2 2048 --driver "$stress" -- --seed "$seed" --slow 10 modules kills hotplug drivers pressure control-group
	race_facts 'stress'
	boot 2 1024 --driver "$stress" -- --soak --slow 10 races
	race_facts 'runs that others look at'
	# Some tell by times, which mean nothing here.
	boot 2 2048 --module "$(module_directory)/allocbench-test.ko" --driver "$tests" -- \
		-timing -amortised
	race_facts 'tests of the module' any
}

if [ -n "$soak" ]; then "soak_$soak"; else quick; fi
facts_end
