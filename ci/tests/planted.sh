#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a slow-down that was planted in kmalloc is found. Two kernels, one with a few
# instructions planted and one with none, are compared over all allocators with a kernel of
# the same source. Changed is what passes the place, by as many instructions as were planted,
# and nothing else; with none planted nothing is.
#
#   planted.sh SOURCE [COMPARE-OPTION...]
#
#   SOURCE  the checkout to test
#
# A kernel takes minutes to compile the first time, and 300 MB of the cache beside 1.5 GB of
# source.
set -u -o pipefail
export LC_ALL=C
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
source=$1
shift
planted=7
image=arch/x86/boot/bzImage
# Some cells have two values, whichever the layout of memory gives. With five boots a side
# chance hardly ever deals all of one to one side.
boots=5
plan='--alloc all --sizes 64,4096,65536 --samples 1024 --warmup 64'
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# The cells that pass the place, once each, as lines "ALLOCATOR SIZE SIDE". kmalloc takes
# pages for what is above 8 KiB. vmalloc has a kmalloc block for the list of its pages.
callers() {
	local size
	for size in 64 4096; do
		printf "%s $size alloc\n" kfree_rcu kmalloc kmalloc_node krealloc kvmalloc kzalloc
	done
	for size in 64 4096 65536; do
		printf "%s $size alloc\n" __vmalloc vmalloc vmalloc_huge vzalloc
	done
}

# cells INDEX: each cell of a comparison, as "ALLOCATOR SIZE SIDE OUTCOME DIFFERENCE".
cells() {
	python3 - "$work/out/verdict.json" "$1" <<-'END'
		import json, sys

		comparison = json.load(open(sys.argv[1]))["comparisons"][int(sys.argv[2])]
		for cell in comparison["cells"]:
		    difference = cell["new"]["median"] - cell["base"]["median"]
		    print(cell["allocator"], cell["size"], cell["side"], cell["outcome"], difference)
	END
}

# all_are OUTCOME CELL...: in the file cells, each of them there once.
all_are() {
	local outcome=$1 cell
	shift
	for cell; do
		grep -qx "$cell $outcome .*" "$work/cells" && continue
		grep "^$cell " "$work/cells" >"$work/stderr" || echo "no $cell" >"$work/stderr"
		return 1
	done
}

build_kernels() {
	local status=0
	"$here/planted_kernels.sh" 0 "$planted" >"$work/trees" 2>"$work/stderr" || status=$?
	[ "$status" != 6 ] || skip "$(tail -n 1 "$work/stderr")"
	fact "$status" "kernels build of Debian's source, with 0 and with $planted instructions planted"
	[ "$status" = 0 ] || { facts_end; exit 1; }
	mapfile -t trees <"$work/trees"
	cmp "${trees[0]}/$image" "${trees[1]}/$image" >"$work/stderr" 2>&1
	fact $? "the one with 0 is its base in each byte"
}

compare_kernels() {
	"$source/ci/compare" --no-install --no-max --boots "$boots" --plan "$plan" "$@" \
		--out "$work/out" "${trees[@]/#/tree:}" >"$work/comparison" 2>"$work/stderr"
	[ $? = 3 ]
	fact $? "ci/compare calls it a regression"
	sed -n 's/^verdict: /# /p' "$work/comparison"
}

test_none() {
	cells 0 >"$work/cells"
	[ -s "$work/cells" ] && ! grep -v ' same ' "$work/cells" >"$work/stderr"
	fact $? "with none planted all $(wc -l <"$work/cells") numbers are the same"
}

test_planted() {
	local count
	cells 1 >"$work/cells"
	count=$(callers | wc -l)
	diff <(callers | sort) \
		<(awk '$4 != "same" { print $1, $2, $3 }' "$work/cells" | sort) >"$work/stderr"
	fact $? "with $planted planted the $count that pass the place are changed, and nothing else"
	awk -v planted="$planted" '$4 != "same" && $5 != planted { print; wrong = 1 }
		END { exit wrong }' "$work/cells" >"$work/stderr"
	fact $? "each by $planted instructions"
	all_are slower 'kmalloc 64 alloc' 'kmalloc 4096 alloc'
	fact $? "kmalloc is named slower"
	all_are shifted 'vmalloc 64 alloc' 'vmalloc 65536 alloc'
	fact $? "vmalloc, of which they are less than 1 %, is named shifted"
	all_are same 'kmem_cache_alloc 64 alloc' '__get_free_pages 4096 alloc' \
		'kmalloc 65536 alloc' 'kmalloc 64 free'
	fact $? "kmem_cache_alloc, __get_free_pages, kmalloc of 64 KiB and kfree are the same"
}

build_kernels
compare_kernels "$@"
test_none
test_planted
facts_end
