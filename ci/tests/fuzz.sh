#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: libFuzzer finds nothing in the readers of files, names and guests, and does find a bug
# that was planted. What crashes is kept, and named.
#
#   fuzz.sh [--soak] SOURCE-ROOT BUILD-ROOT
#
# A few seconds each, from the corpora in the tree; with --soak SOAK_SECONDS each (600), from
# what was found before, too. SOAK_SEED seeds the chances. It builds into BUILD-ROOT/fuzz, with
# clang, AddressSanitizer and UndefinedBehaviorSanitizer, once.
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"

seconds=3
if [ "$1" = --soak ]; then
	seconds=${SOAK_SECONDS:-600}
	shift
	keep=yes
fi
source=$1 build=$2/fuzz
seed=${SOAK_SEED:-1}

# Target, its directory, its corpora: paths from the root.
targets=(
	"record     results  results/tests/corpus"
	"size       results  results/tests/corpus/size"
	"comparison analysis analysis/tests/corpus"
	"channel    ci       ci/tests/corpus/channel"
	"kernels    ci       ci/tests/corpus/kernels"
)

echo 'int LLVMFuzzerTestOneInput(const char *b, long n) { return 0; }' |
	clang -fsanitize=fuzzer,address,undefined -x c -o /dev/null - 2>/dev/null ||
	skip 'no clang with libFuzzer: run ci/setup test'

# Only the targets, and the libraries that they need.
build_all() {
	local row name directory rest programs=(results/tests/fuzz_planted)
	for row in "${targets[@]}"; do
		read -r name directory rest <<<"$row"
		programs+=("$directory/tests/fuzz_$name")
	done
	{
		exec 9>"$build.lock" && flock 9 &&
			{ [ -e "$build/build.ninja" ] ||
				CC=clang meson setup "$build" "$source" -Dfuzz=true -Dwerror=false \
					-Doptimization=1 -Db_sanitize=address,undefined -Db_lundef=false; } &&
			ninja -C "$build" "${programs[@]}" &&
			exec 9>&-
	} >"$work/build.log" 2>&1
	fact $? 'the targets are built, libraries instrumented'
}

# run PROGRAM SECONDS OPTION... -- CORPUS...: of its own time, and 60 s to load a corpus.
run() {
	timeout -k 5 $(($2 + 60)) "$1" -max_total_time="$2" -seed="$seed" -timeout=10 \
		-rss_limit_mb=1024 -malloc_limit_mb=512 -max_len=65536 -close_fd_mask=2 \
		"${@:3}" >"$work/log" 2>&1
}

# figures NAME: from libFuzzer's last lines.
figures() {
	sed -n "s/^#\([0-9]*\).*DONE  *cov: \([0-9]*\) ft: \([0-9]*\).*/# figure: fuzz $1 executions: \1\n\
# figure: fuzz $1 coverage: \2 edges\n# figure: fuzz $1 features: \3/p" "$work/log"
	sed -n "s/^INFO: Loaded .* (\([0-9]*\) inline 8-bit counters).*/# figure: fuzz $1 edges in all: \1/p" \
		"$work/log"
	sed -n "s/^stat::peak_rss_mb: *\([0-9]*\)/# figure: fuzz $1 peak memory: \1 MiB/p" "$work/log"
}

# Without a corpus: it is the coverage that leads there.
test_planted() {
	local begin=$SECONDS
	mkdir "$work/planted"
	run "$build/results/tests/fuzz_planted" 30 -artifact_prefix="$work/" "$work/planted"
	grep -q 'SUMMARY: AddressSanitizer: heap-buffer-overflow .* in plant' "$work/log" &&
		[ -n "$(find "$work" -name 'crash-*')" ]
	fact $? 'a planted overflow is found, and its input kept'
	echo "# figure: fuzz planted bug found after: $((SECONDS - begin)) s"
}

# fuzz NAME DIRECTORY CORPUS
fuzz() {
	local corpus=$work/corpus/$1 crashes=$build/crashes
	[ -z "${keep:-}" ] || corpus=$build/corpus/$1
	mkdir -p "$corpus" "$crashes"
	run "$build/$2/tests/fuzz_$1" "$seconds" -print_final_stats=1 \
		-artifact_prefix="$crashes/$1-" "$corpus" "$source/$3"
	local status=$?
	figures "$1"
	[ "$status" = 0 ] && grep -q '^#[0-9]*.*DONE' "$work/log"
	fact $? "fuzz_$1 finds nothing in $seconds s"
	grep -E '^SUMMARY|Test unit written|^==.*ERROR' "$work/log" | sed 's/^/# /'
}

build_all
[ "$fact_failures" = 0 ] || { cat "$work/build.log" >&2; facts_end; exit 1; }
echo "# figure: fuzz seed: $seed"
test_planted
for row in "${targets[@]}"; do
	# shellcheck disable=SC2086 # the fields of a row
	fuzz $row
done
facts_end
