#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what vmalloc costs here is what Linux's own test_vmalloc says, in the same boot: its
# loop of vmalloc, a write and vfree, once before and once after our cells, holds one reading
# of the clock around thousands of turns against our two readings around each call.
#
#   second-eyes.sh ALLOCVM ALLOCSTAT GUEST-VMALLOC KERNEL
#
#   GUEST-VMALLOC  the built guest_vmalloc.c
#   KERNEL         "planted", planted_kernels.sh's, which has test_vmalloc as one of its modules;
#                  or debian:SUITE[/FLAVOUR], for which it is built from the suite's source
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
. "$here/guest_module.sh"
allocvm=$(realpath -- "$1") allocstat=$(realpath -- "$2") guest_vmalloc=$(realpath -- "$3")
kernel=$4
built=$(dirname -- "$(dirname -- "$allocvm")")

# What our figures may be off, whichever is more; and in percent where the loops purge, and our
# cells need not. SAMPLING.md has what was measured.
instructions=250 percent=2 purge_percent=5

find_planted() {
	local status=0 tree
	tree=$("$here/planted_kernels.sh" 2>"$work/stderr") || status=$?
	[ "$status" != 6 ] || skip "$(tail -n 1 "$work/stderr")"
	kernel=tree:$tree source=$tree/source
	[ "$status" = 0 ] && cp -- "$tree/lib/test_vmalloc.ko" "$work" &&
		"$here/../get-kernel" --module "$kernel" >"$work/stderr" 2>&1
	fact $? "a kernel and its test_vmalloc are built of Debian's source"
}

# __vmalloc_node() is exported where test_vmalloc is configured: Debian's kernels lack it. The
# tests that call it are not run.
find_debian() {
	local status=0 suite=${kernel#debian:} directory
	need_kernel "$allocvm" "$kernel"
	source=$("$here/../get-source" "${suite%%/*}" 2>"$work/stderr") || status=$?
	[ "$status" != 6 ] || skip "$(tail -n 1 "$work/stderr")"
	[ "$status" = 0 ] &&
		sed '1,/^#define __param/s/^#define __param/#define __vmalloc_node(...) NULL\n&/' \
			"$source/lib/test_vmalloc.c" >"$work/test_vmalloc.c" &&
		guest_module "$work/test_vmalloc.c" "$directory" "$work/test_vmalloc.ko" \
			2>"$work/stderr"
	fact $? "test_vmalloc builds for $kernel"
}

knows() {
	grep -q "^__param(.*, $1," "$source/lib/test_vmalloc.c"
}

# The boots, each with its cases, lines "ROW PAGES short|long LOOPS PARAMETER...": second_eyes.py
# has what they mean. vmalloc purges every 8192 pages, which the short ones together do not
# reach. Without nr_pages, in 5.10, the fixed size is always 3 pages.
fixed_cases() {
	local kind pages loops
	while read -r kind pages loops; do
		[ "$pages" != 3 ] && ! knows nr_pages ||
			echo vmalloc "$pages" "$kind" "$loops" run_test_mask=1 nr_pages="$pages"
	done <<-'END'
		short 1 512
		short 3 256
		short 16 60
		short 64 31
		long 1 16384
		long 3 16384
		long 16 8192
		long 64 4096
	END
}

random_cases() {
	echo vmalloc 1..100 long 20000 run_test_mask=8
}

huge_cases() {
	! knows use_huge ||
		echo vmalloc_huge 512 long 2048 run_test_mask=1 nr_pages=512 use_huge=1
}

# boot NAME ROWS SIZES SAMPLES: test_vmalloc and our cells, and what came of it
boot() {
	local dashed loads
	"$1_cases" >"$work/$1.cases"
	[ -s "$work/$1.cases" ] || return 0
	mapfile -t loads < <(sed -E 's/^([^ ]+ ){3}/test_loop_count=/' "$work/$1.cases")
	dashed=$("$allocvm" list --fields "$kernel" | tail -n 1 | cut -f 10)
	"$allocvm" run --kernel "$kernel" --clock icount --append allocbench.slow=1023 \
		--module "$built/kmod/$dashed/allocbench-test.ko" --driver "$work/driver" \
		-o "$work/$1" -- "${loads[@]}" -- run --alloc "$2" --sizes "$3" \
		--pattern pair,batch-fifo --samples "$4" --warmup 64 --no-max 2>"$work/stderr" &&
		"$here/second_eyes.py" "$allocstat" "$work/$1" <"$work/$1.cases" \
			>>"$work/figures" 2>"$work/stderr"
	fact $? "$1 sizes: test_vmalloc and our cells run in one boot"
}

# is_off FIGURE ROW PAGES: is it off test_vmalloc's by more? A median has no purge in it: it is
# held against the short loop. A mean may have: it lies between the short and the long one. It
# is told in any case.
is_off() {
	awk -v figure="$1" -v row="$2" -v pages="$3" -v instructions="$instructions" \
		-v percent="$percent" -v purge_percent="$purge_percent" '
		function allowed(cost) {
			return cost * percent / 100 > instructions ? cost * percent / 100 : instructions
		}
		$1 == row && $2 == pages {
			ours = figure == "median" ? $5 : $6
			least = $3 == "-" ? $4 * (1 - purge_percent / 100) : $3 - allowed($3)
			most = figure == "median" ? $3 + allowed($3) : $4 + allowed($4)
			printf "# %s, pages: %s, %s: %.1f (%.1f to %.1f allowed)", row, pages, figure, ours,
				least, most
			if ($3 != "-")
				printf ", by a short loop %.1f: %+.2f %%", $3, (ours / $3 - 1) * 100
			if (figure != "median")
				printf ", by a long one %.1f: %+.2f %%", $4, (ours / $4 - 1) * 100
			print ""
			off = ours < least || ours > most
			found = 1
		}
		END { exit found ? !off : 2 }' "$work/figures"
}

# agree FIGURE FACT: of each size that has a loop like it, but those of the row with a fault
agree() {
	local all=0 row pages short
	while read -r row pages short _; do
		[ "$1 $short" != 'median -' ] || continue
		is_off "$1" "$row" "$pages"
		[ $? = 1 ] || all=1
	done < <(grep -v '^slow_' "$work/figures")
	fact "$all" "$2, within $instructions instructions or $percent %"
}

# What the row slow_vmalloc takes more must not pass for vmalloc.
finds_fault() {
	local all=0 pages
	while read -r _ pages _; do
		is_off "$1" slow_vmalloc "$pages" || all=1
	done < <(grep '^slow_' "$work/figures")
	fact "$all" "the $1 of a vmalloc with 2046 instructions more a pair is off by more"
}

case $kernel in
planted) find_planted ;;
*) find_debian ;;
esac
[ "$fact_failures" = 0 ] || { facts_end; exit 1; }
with_module "$guest_vmalloc" "$work/test_vmalloc.ko" "$built/bench/allocbench-static" \
	>"$work/driver"
boot fixed vmalloc,slow_vmalloc 4096,12288,65536,262144 16384
boot random vmalloc 4096..409600+4096 512
boot huge vmalloc_huge 2097152 2048
sed 's/^/# /' "$work/figures"
agree median 'medians of pairs are what a loop without a purge costs'
agree mean 'means of pairs lie between it and a loop with purges'
finds_fault median
finds_fault mean
facts_end
