#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: a kernel named by its image and its headers gets its module, boots, and is measured,
# with boot arguments of its own: init_on_alloc=1 makes kmalloc(4096) dearer.
#
#   image.sh GET-KERNEL ALLOCVM
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
get_kernel=$1 allocvm=$(realpath -- "$2")

need_kernel "$allocvm" debian:bookworm/cloud
release=$(sed -n 's/^release=//p' "$directory/facts")
name=image:$directory/vmlinuz,headers:$directory/root/usr/src/linux-headers-$release

measure() { # measure RESULT NAME: prints the median of kmalloc(4096)
	"$allocvm" run --clock icount --memory 512 --kernel "$2" -o "$1" \
		-- run --no-max --alloc kmalloc --sizes 4096 2>"$work/stderr" || return
	python3 - "$1" <<-'END'
		import json, sys
		cell = next(r for r in map(json.loads, open(sys.argv[1])) if r["type"] == "cell")
		values = [value for value, count in cell["alloc"] for _ in range(count)]
		print(values[len(values) // 2])
	END
}

"$get_kernel" --module "$name,append=init_on_alloc=1" >"$work/stdout" 2>"$work/stderr"
fact $? "its module is built, by the compiler beside its headers"
grep -q ": $release, built with $directory/root/usr/src/" "$work/stdout"
fact $? "release and headers are named"
plain=$(measure "$work/plain.jsonl" "$name")
fact $? "it boots and is measured"
cleared=$(measure "$work/cleared.jsonl" "$name,append=init_on_alloc=1")
fact $? "and with a boot argument of its own"
echo "# kmalloc(4096): $plain instructions, with init_on_alloc=1 $cleared"
[ "${cleared:-0}" -gt $((2 * ${plain:-0})) ]
fact $? "which makes kmalloc(4096) more than twice as dear"
sed -n 2p "$work/cleared.jsonl" >"$work/environment"
grep -q "\"append\":\"init_on_alloc=1\".*\"kernel_name\":\"$name\"" "$work/environment"
fact $? "the result names kernel and argument"
grep -q '"CC_VERSION_TEXT":"gcc' "$work/environment"
fact $? "and has the configuration of its headers"
facts_end
