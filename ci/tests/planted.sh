#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a slow-down that was planted in kmalloc is found. Kernels with none, a few and many
# instructions planted are compared over all allocators with a kernel of the same source. With
# none no cell is slower. With a few those are that pass the place, by as many instructions as
# were planted, and nothing else. With many also those that pass it on a way whose own cost
# varies by more than a few.
#
#   planted.sh SOURCE [COMPARE-OPTION...]
#
#   SOURCE  the checkout to test
#
# Compiling the kernel takes minutes, the first time; it and its source take 2 GB of the cache.
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
source=$1
shift
few=7 many=1000
image=arch/x86/boot/bzImage
plan='--alloc all --sizes 64,4096,65536 --samples 1024 --warmup 64'

# The cells that pass the place, once each, as lines "ALLOCATOR SIZE SIDE". kmalloc takes
# pages for what is above 8 KiB.
callers() {
	local size
	for size in 64 4096; do
		printf "%s $size alloc\n" kfree_rcu kmalloc kmalloc_node krealloc kvmalloc kzalloc
	done
}

# And those that vary: vmalloc has a kmalloc block for the list of its pages, and looks for a
# hole in its area.
varying_callers() {
	local size
	for size in 64 4096 65536; do
		printf "%s $size alloc\n" __vmalloc vmalloc vmalloc_huge vzalloc
	done
}

# cells INDEX: each cell of a comparison, as "ALLOCATOR SIZE SIDE OUTCOME DIFFERENCE RANGE";
# the range is that of the side that varies more.
cells() {
	python3 - "$work/out/verdict.json" "$1" <<-'END'
		import json, sys

		def width(side):
		    return max(side["boots"]) - min(side["boots"])

		comparison = json.load(open(sys.argv[1]))["comparisons"][int(sys.argv[2])]
		for cell in comparison["cells"]:
		    base, new = cell["base"], cell["new"]
		    print(cell["allocator"], cell["size"], cell["side"], cell["outcome"],
		          new["median"] - base["median"], max(width(base), width(new)))
	END
}

# moved_are: of the cells in $work/cells those on standard input have moved, and no other.
moved_are() {
	diff <(sort) <(awk '$4 != "same" && $4 != "shifted" { print $1, $2, $3 }' "$work/cells" |
		sort) >"$work/stderr"
}

# dearer COUNT: each of the cells on standard input is, by so much; give or take its range.
dearer() {
	awk -v count="$1" '
		NR == FNR { wanted[$0]; next }
		($1 " " $2 " " $3) in wanted {
			found++
			off = $5 < count ? count - $5 : $5 - count
			if (off > $6) { print; wrong++ }
		}
		END { exit wrong || found != length(wanted) }' - "$work/cells" >"$work/stderr"
}

# are_same CELL...
are_same() {
	local cell
	for cell; do
		grep -q "^$cell same " "$work/cells" && continue
		grep "^$cell " "$work/cells" >"$work/stderr" || echo "no $cell" >"$work/stderr"
		return 1
	done
}

build_kernels() {
	local status=0
	"$here/planted_kernels.sh" 0 "$few" "$many" >"$work/trees" 2>"$work/stderr" || status=$?
	[ "$status" != 6 ] || skip "$(tail -n 1 "$work/stderr")"
	fact "$status" "kernels build of Debian's source, with 0, $few and $many instructions planted"
	[ "$status" = 0 ] || { facts_end; exit 1; }
	mapfile -t trees <"$work/trees"
	cmp "${trees[0]}/$image" "${trees[1]}/$image" >"$work/stderr" 2>&1
	fact $? "the one with 0 is its base in each byte"
}

compare_kernels() {
	"$source/ci/compare" --no-install --no-max --plan "$plan" "$@" \
		--out "$work/out" "${trees[@]/#/tree:}" >"$work/comparison" 2>"$work/stderr"
	[ $? = 3 ]
	fact $? "ci/compare calls it a regression"
	sed -n 's/^verdict: /# /p' "$work/comparison"
}

test_none() {
	cells 0 >"$work/cells"
	[ -s "$work/cells" ] && moved_are </dev/null
	fact $? "with 0 none of $(wc -l <"$work/cells") numbers has moved"
}

test_few() {
	cells 1 >"$work/cells"
	callers | moved_are
	fact $? "with $few the $(callers | wc -l) that pass the place are slower, and nothing else"
	callers | dearer "$few"
	fact $? "each by $few instructions"
	are_same 'kmem_cache_alloc 64 alloc' '__get_free_pages 4096 alloc' \
		'kmalloc 65536 alloc' 'kmalloc 64 free'
	fact $? "kmem_cache_alloc, __get_free_pages, kmalloc of 64 KiB and kfree are the same"
}

test_many() {
	cells 2 >"$work/cells"
	(callers && varying_callers) | moved_are
	fact $? "with $many those are, and $(varying_callers | wc -l) of vmalloc, and nothing else"
	(callers && varying_callers) | dearer "$many"
	fact $? "each by $many instructions, and by what it varies"
}

build_kernels
compare_kernels "$@"
test_none
test_few
test_many
facts_end
