#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: each detector of the debug kernels reports the bug that planted.c commits for it, so that
# a log without reports says something.
#
#   detectors.sh [--soak] ALLOCVM GUEST-PLANTED
#
#   --soak  in each flavour that is built or can be; else only one boot, of kasan, if it is built
set -u
here=$(dirname -- "$(realpath -- "$0")")
. "$here/../tests/tap.sh"
. "$here/../tests/guest_module.sh"
soak=''
[ "$1" != --soak ] || { soak=1; shift; }
allocvm=$1 driver=$2

# A report of a lock turns lockdep off, and so does one of KASAN: those bugs have a boot each.
# boot, flavour, bug, what the kernel says of it
plan=(
	'memory kasan slab-out-of-bounds    BUG: KASAN: slab-out-of-bounds in touch'
	'memory kasan slab-use-after-free   BUG: KASAN: use-after-free in touch'
	'memory kasan slab-double-free      BUG: KASAN: (double-free|invalid-free)'
	'memory kasan page-use-after-free   BUG: KASAN: use-after-free in touch'
	'memory kasan vmalloc-out-of-bounds BUG: KASAN: vmalloc-out-of-bounds in touch'
	'memory kasan stack-out-of-bounds   BUG: KASAN: stack-out-of-bounds in touch'
	'memory kasan global-out-of-bounds  BUG: KASAN: global-out-of-bounds in touch'
	'memory kasan array-index           UBSAN: array-index-out-of-bounds in '
	'memory kasan shift-too-far         UBSAN: shift-out-of-bounds in '
	'memory kasan bool-that-is-none     UBSAN: invalid-load in '
	'memory kasan list-corruption       list_add (double add|corruption)'
	'memory kasan free-active-timer     ODEBUG: free active .* object type: timer_list'
	'memory kasan usercopy              usercopy: Kernel memory exposure attempt detected from SLUB'
	'memory kasan fortify               detected (buffer overflow|field-spanning write) '
	'memory kasan sleep-in-atomic       BUG: sleeping function called from invalid context at '
	'memory kasan cpu-in-preemptible    BUG: using smp_processor_id\(\) in preemptible '
	'memory kasan leak                  kmemleak: [0-9]+ new suspected memory leaks'
	'rcu    kasan rcu-without-lock      WARNING: suspicious RCU usage'
	'locks  kasan lock-inversion        WARNING: possible circular locking dependency detected'
	'irq    kasan irq-unsafe-lock       WARNING: inconsistent lock state'
	'kept   kasan lock-kept             WARNING: lock held when returning to user space'
	'hang   kasan soft-lockup           watchdog: BUG: soft lockup'
	'hang   kasan rcu-stall             rcu: INFO: rcu_preempt (self-detected stall|detected stalls)'
	'hang   kasan hung-task             INFO: task driver:[0-9]+ blocked for more than '
	'hang2  plain soft-lockup           watchdog: BUG: soft lockup'
	'hang2  plain rcu-stall             rcu: INFO: rcu_preempt (self-detected stall|detected stalls)'
	'hang2  plain hung-task             INFO: task driver:[0-9]+ blocked for more than '
	'races  kcsan data-race             BUG: KCSAN: data-race in race_on'
	'bytes  kmsan infoleak              BUG: KMSAN: kernel-infoleak'
	'bytes  kmsan uninitialised-branch  BUG: KMSAN: uninit-value in uninitialised_branch'
)

# rows BOOT: of the plan.
rows() {
	printf '%s\n' "${plan[@]}" | awk -v boot="$1" '$1 == boot'
}

# log_of BUG: what the kernel says between the line that names it and the next such line.
log_of() {
	tr -d '\r' <"$work/$boot.log" | awk -v bug="$1" '/planted bug: / { on = $NF == bug; next } on'
}

# boot_bugs BOOT FLAVOUR
boot_bugs() {
	local boot=$1 tree=$2 bugs bug words status
	mapfile -t bugs < <(rows "$boot" | awk '{ print $3 }')
	"$allocvm" run --clock emulated --memory 2048 --cpus 2 --kernel "tree:$tree" \
		--append kasan_multi_shot --module "$work/planted.ko" --driver "$driver" \
		--silence 300 -o "$work/$boot" -- "${bugs[@]}" >/dev/null 2>"$work/stderr"
	status=$?
	[ "$status" = 11 ]
	fact $? "$boot: allocvm says that the kernel reports something (11; was $status)"
	while read -r _ _ bug words; do
		log_of "$bug" | grep -qE -- "$words"
		fact $? "$boot: $bug is reported"
	done < <(rows "$boot")
}

# test_flavour FLAVOUR TREE BOOT...
test_flavour() {
	local tree=$2 boot
	rm -f -- "$work/planted.ko"
	guest_module_of_tree "$here/planted.c" "$tree" "$work/planted.ko" 2>"$work/stderr"
	fact $? "$1: the module full of bugs is built"
	[ -e "$work/planted.ko" ] || return
	shift 2
	for boot; do
		boot_bugs "$boot" "$tree"
	done
}

# boots FLAVOUR
boots() {
	printf '%s\n' "${plan[@]}" | awk -v flavour="$1" '$2 == flavour { print $1 }' | uniq
}

if [ -z "$soak" ]; then
	tree=$("$here/../debug-kernel" --built kasan 2>"$work/stderr") ||
		skip "$(cat "$work/stderr")"
	test_flavour kasan "$tree" memory
else
	for flavour in plain kasan kcsan kmsan; do
		tree=$("$here/../debug-kernel" --no-boot "$flavour" 2>"$work/stderr")
		fact $? "$flavour: the kernel is there"
		mapfile -t all < <(boots "$flavour")
		test_flavour "$flavour" "$tree" "${all[@]}"
	done
fi
facts_end
