#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: git bisect finds the commit that made kmalloc dearer. bisect.mbox is a history of eleven
# commits upon Debian's kernel source; one of them does not compile, one panics early, and
# others touch the allocators and cost nothing.
#
#   bisect.sh SOURCE
#
#   SOURCE  the checkout to test
#
# It fills ${ALLOCBENCH_CACHE:-~/.cache/allocbench}/bisect with the tree and a build directory,
# 250 MB. Compiling the kernel takes minutes, the first time.
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
checkout=$1
cache=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}/bisect
tree=$cache/linux build=$cache/build
# The directories that the history touches: git is to know no more of the tree.
tracked=(init kernel lib mm)

git() {
	command git -C "$tree" -c user.name=allocbench -c user.email=allocbench@localhost \
		-c core.compression=0 -c gc.auto=0 -c advice.detachedHead=false "$@"
}

# The commits are the same each time, and so are their names.
export GIT_COMMITTER_DATE='2026-01-01T00:00:00Z' GIT_AUTHOR_DATE='2026-01-01T00:00:00Z'

# make_tree SOURCE: shares with it the files that git does not track.
make_tree() {
	rm -rf -- "$tree" "$build"
	mkdir -p -- "$build"
	cp -al -- "$1" "$tree" && rm -rf -- "${tracked[@]/#/$tree/}" &&
		cp -a -- "${tracked[@]/#/$1/}" "$tree" && git init -q -b good &&
		git add -f -- "${tracked[@]}" && git commit -q -m "Debian's kernel source"
}

# What is checked out is left to git alone: only it gives a file that changes a new time.
prepare() {
	local source status=0
	source=$("$here/../get-source" bookworm 2>"$work/stderr") || status=$?
	[ "$status" != 6 ] || skip "$(tail -n 1 "$work/stderr")"
	[ "$status" = 0 ] || return 1
	mkdir -p -- "$cache"
	exec 9>"$cache.lock"
	flock 9
	cmp -s -- "${source%/*}/facts" "$cache/facts" || make_tree "$source" || return
	cp -- "${source%/*}/facts" "$cache/facts"
	{
		git am --abort
		git bisect reset
		git checkout -q -f good
	} >/dev/null 2>&1
	git checkout -q -B history good && git am -q --committer-date-is-author-date \
		"$here/bisect.mbox" && git checkout -q good
}

configure() {
	nice make -C "$tree" O="$build" KCONFIG_ALLCONFIG="$here/planted.config" allnoconfig \
		>"$work/stderr" 2>&1 && cp -- "$build/.config" "$work/config"
}

# The cells that are to tell: the one that is planted in, and others. A busy machine is patient.
plan='--alloc kmalloc,kmem_cache_alloc,__get_free_pages,vmalloc --sizes 64,4096
	--samples 1024 --warmup 64'
step=(nice "$checkout/ci/bisect-step" --config "$work/config" --build "$build"
	--out "$work/steps" --memory 512 --silence 900 --no-max --plan "${plan//[$'\n\t']/ }")

make_good() {
	(cd "$tree" && "${step[@]}" --make-good "$work/good") >"$work/stdout" 2>"$work/stderr" &&
		[ "$(find "$work/good" -name 'boot-*.jsonl.gz' | wc -l)" = 6 ]
	fact $? 'the good commit is built and measured in six boots'
	sed 's/^/# /' "$work/stdout"
}

# commit SUBJECT: its short name
commit() {
	git log --format='%h %s' --abbrev=12 good..history | sed -n "s/ $1\$//p"
}

bisect() {
	git bisect start history good >"$work/stderr" 2>&1 &&
		(cd "$tree" && command git bisect run "${step[@]}" --good "$work/good") \
			>"$work/stderr" 2>&1 &&
		grep -q "^$(commit 'mm: kmalloc: count who asks for memory')[0-9a-f]* is the first bad commit" \
			"$work/stderr"
	fact $? "git bisect names the commit that counts kmalloc's callers"
	git bisect reset >/dev/null 2>&1
}

# was SUBJECT WORDS FACT: what the step says of the commit, which git bisect may have passed by
was() {
	local commit
	commit=$(commit "$1")
	grep -q "^$commit " "$work/steps/steps" || (
		git checkout -q "$commit" && cd "$tree" && "${step[@]}" --good "$work/good"
	) >"$work/stderr" 2>&1
	grep -q "^$commit $2" "$work/steps/steps"
	fact $? "$3"
}

prepare
fact $? "eleven commits stand upon Debian's source"
configure
fact $? 'it is configured'
[ "$fact_failures" = 0 ] || { facts_end; exit 1; }
make_good
[ "$fact_failures" = 0 ] || { facts_end; exit 1; }
bisect
was 'mm: kmalloc: count who asks for memory' 'bad: .*slower (kmalloc' 'by what kmalloc costs'
was 'mm: kmemdup: keep what memcpy returns' 'skipped:.*make failed' 'what does not compile is skipped'
was 'kernel: user: look at what the counter of root returns' 'skipped:.*does not boot.*panic' \
	'what panics early is skipped'
sed 's/^/# /' "$work/steps/steps"
facts_end
