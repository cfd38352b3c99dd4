#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/compare takes its arguments apart, judges stored results, and boots beside them
# with perturbations that they do not have.
#
#   compare.sh COMPARE RESULT-FILE BUILD [KERNEL]
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
compare=$(realpath -- "$1") result=$2 build=$3
kernel=${4:-debian:bookworm/cloud}
top=${compare%/ci/compare}

[ "$(realpath -- "$build")" = "$top/build" ] ||
	skip "ci/compare uses the checkout's own build directory, not $build"

out=$work/out

# Two boots of one kernel, with perturbations; and a boot that died.
mkdir "$work/stored"
vm='"qemu_version":"7.2","accelerator":"tcg","cpu":"qemu64","cpu_count":1,"memory_mib":4096'
sed "2s/\"vm\":null/\"vm\":{$vm,\"perturb\":1}/" "$result" >"$work/stored/boot-1.jsonl"
sed "2s/\"vm\":null/\"vm\":{$vm,\"perturb\":6}/" "$result" | gzip >"$work/stored/boot-2.jsonl.gz"
head -n 5 "$work/stored/boot-1.jsonl" >"$work/died.jsonl"
stored=file:$work/stored

# expect CODE WORDS FACT ARGUMENT...
expect() {
	local code=$1 words=$2 name=$3 status=0
	shift 3
	"$compare" --no-install --out "$out" "$@" >"$work/stdout" 2>"$work/stderr" || status=$?
	[ "$status" = "$code" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$words"
	fact $? "$name: exit $code (was $status)"
}

test_arguments() {
	expect 2 'name BASE' 'no kernel'
	expect 2 'name BASE' 'one kernel' "$stored"
	expect 2 '--nonsense: no such option' 'an unknown option' --nonsense 1 "$stored" "$stored"
	expect 2 'wants a value' 'an option without its value' "$stored" "$stored" --margin
	expect 1 'no result there' 'a result that is not there' "$stored" "file:$work/none.jsonl"
	expect 2 'keeps the results of one kernel' 'two kernels to store' --store "$work/base" \
		"$kernel" "$kernel"
	expect 2 'is stored already' 'a stored result to store' --store "$work/base" "$stored"
	[ ! -e "$out" ] && [ ! -e "$work/base" ]
	fact $? 'nothing was written'
}

test_stored() {
	expect 0 '^verdict: ' 'a kernel beside itself' "$stored" "$stored"
	[ "$(tail -n 1 "$work/stdout" | cut -c1-9)" = 'verdict: ' ] &&
		cmp -s "$work/stdout" "$out/comparison.txt"
	fact $? 'the verdict is the last line, and comparison.txt has all of it'
	python3 - "$out" "$stored" <<-'END' 2>"$work/stderr"
		import json, sys, xml.dom.minidom
		verdict = json.load(open(sys.argv[1] + "/verdict.json"))
		xml.dom.minidom.parse(sys.argv[1] + "/junit.xml")
		assert open(sys.argv[1] + "/ktap").readline() == "KTAP version 1\n"
		assert 'class="verdict' in open(sys.argv[1] + "/report.html").read()
		assert verdict["base"]["label"] == sys.argv[2]
		assert len(verdict["base"]["boots"]) == 2
	END
	fact $? 'verdict.json names the base and its two boots; junit.xml and ktap are there'
	"$top/build/analysis/allocstat" compare --changed --format markdown --label "$stored" \
		--label "$stored" "$work"/stored/* -- "$work"/stored/* >"$work/markdown"
	cmp "$work/markdown" "$out/comparison.md" 2>"$work/stderr"
	fact $? 'comparison.md has what has changed'
	expect 3 '^verdict: regression' 'a NEW that died' "$stored" "$stored" "file:$work/died.jsonl"
	expect 1 '^verdict: ' 'a BASE that died' "file:$work/died.jsonl" "$stored"
	expect 0 '^| allocator' "the judgement's own options" --format=markdown --alloc kmalloc \
		"$stored" "$stored"
}

is_ready() {
	"$top/build/ci/allocvm" list --fields | awk -F '\t' -v k="$kernel" \
		'$1 == k && $3 == "ready" { found = 1 } END { exit !found }' ||
		{ echo "# $kernel is not in the cache: not booted"; return 1; }
}

test_boot() {
	expect 7 'emulated' 'a stored result beside a boot whose clock means nothing' "$stored" "$kernel" \
		--clock emulated --boots 1 --no-max --memory 512 -- --alloc kmalloc --sizes 64
	grep -q '^0-[^ ]*/boot-1 perturb 7 ' "$out/boots/plan"
	fact $? 'the boot has a perturbation that no stored one has'
	expect 7 '1 are there already' 'the same again boots nothing' "$stored" "$kernel" \
		--clock emulated --boots 1 --no-max --memory 512 -- --alloc kmalloc --sizes 64
}

# What a boot stored is a base; what is in its directory besides stays.
test_store() {
	local base=$work/base
	mkdir -p "$base"
	touch "$base/README" "$base/boot-9.jsonl.gz"
	out=$work/store
	expect 0 '1 boots of ' 'a base is stored' --store "$base" --update --boots 1 \
		--no-max --memory 512 "$kernel" -- --alloc kmalloc --sizes 64
	[ "$(cd "$base" && echo *)" = 'README boot-1.jsonl.gz' ]
	fact $? 'it is the boot, and nothing that was in the way'
	out=$work/against
	expect 7 'emulated' 'it is the base of a comparison' "file:$base" "$kernel" \
		--clock emulated --boots 1 --no-max --memory 512 -- --alloc kmalloc --sizes 64
	grep -q '^0-[^ ]*/boot-1 perturb 2 ' "$out/boots/plan"
	fact $? 'and knows its perturbations'
	out=$work/store-panic
	expect 10 'stays as it is' 'a kernel that panics is no base' --store "$base" \
		--clock emulated --boots 1 --memory 512 "$kernel,append=rdinit=/none"
	[ -e "$base/boot-1.jsonl.gz" ]
	fact $? 'the base that was there is there'
}

# A kernel without an init panics; one that prints nothing more is taken for hung.
test_deaths() {
	local panics=$kernel,append=rdinit=/none
	out=$work/panic
	expect 3 '^verdict: regression.* 1 died' 'a NEW that panics' "$stored" "$panics" \
		--clock emulated --boots 1 --memory 512
	grep -q 'panic' "$work/stderr"
	fact $? 'its panic is told'
	out=$work/base
	expect 1 '^verdict: tool-failure' 'a BASE that panics' "$panics" "$stored" \
		--clock emulated --boots 1 --memory 512
	out=$work/hang
	expect 3 '^verdict: regression.* 1 died' 'a NEW that hangs' "$stored" "$kernel" \
		--clock emulated --boots 1 --memory 512 --silence 1
	grep -q 'hang' "$work/stderr"
	fact $? 'its hang is told'
}

# Without its packages a machine cannot compare.
test_skip() {
	mkdir "$work/bin"
	printf '#!/bin/sh\n' >"$work/bin/dpkg-query"
	chmod +x "$work/bin/dpkg-query"
	local -x PATH=$work/bin:$PATH
	expect 6 'missing packages' 'a machine that lacks a package' "$stored" "$stored"
	expect 77 'missing packages' 'the same, asked to skip' --skip "$stored" "$stored"
}

test_arguments
test_stored
test_skip
is_ready && test_boot && test_store && test_deaths
facts_end
