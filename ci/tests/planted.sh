#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a slow-down that was planted in kmalloc is found. Kernels of one source with nothing,
# a few and many instructions planted are compared with one that is as it was, over all
# allocators. A few: named are those that pass the place, by as many instructions as were
# planted, and nothing else. Many: also those that pass it on a way that varies by more.
#
#   planted.sh SOURCE [COMPARE-OPTION...]
#
#   SOURCE  the checkout to test
set -u -o pipefail
export LC_ALL=C
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
source=$1
shift
few=7 many=1000
plan='--alloc all --sizes 64,4096,65536 --samples 1024 --warmup 64'
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT

# The cells that pass the place once, as "ALLOCATOR SIZE SIDE" lines. Above 8 KiB kmalloc
# asks for pages, and does not pass it.
callers() {
	local size
	for size in 64 4096; do
		printf "%s $size alloc\n" kfree_rcu kmalloc kmalloc_node krealloc kvmalloc kzalloc
	done
}

# And those whose own cost depends on the layout of memory: vmalloc keeps the list of a
# block's pages in one of kmalloc's.
varying_callers() {
	local size
	for size in 64 4096 65536; do
		printf "%s $size alloc\n" __vmalloc vmalloc vmalloc_huge vzalloc
	done
}

# cells INDEX: of each cell of a comparison a line "ALLOCATOR SIZE SIDE OUTCOME DIFFERENCE
# RANGE", the last being the wider side's.
cells() {
	python3 - "$work/out/verdict.json" "$1" <<-'END'
		import json, sys

		def width(side):
		    return max(side["boots"]) - min(side["boots"])

		comparison = json.load(open(sys.argv[1]))["comparisons"][int(sys.argv[2])]
		for cell in comparison["cells"]:
		    base, new = cell["base"], cell["new"]
		    print(cell["allocator"], cell["size"], cell["side"], cell["outcome"],
		          round(new["median"] - base["median"]), round(max(width(base), width(new))))
	END
}
