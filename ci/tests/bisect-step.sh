#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what ci/bisect-step tells git bisect: good, bad, skip, or stop. The kernel, what builds
# its module, what boots and what compares are imitations.
#
#   bisect-step.sh BISECT-STEP RESULT-FILE
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
step=$(realpath -- "$1") result=$(realpath -- "$2")
mkdir -p "$work/ci" "$work/build/ci" "$work/tree"
cp -- "$step" "$work/ci"
tree=$work/tree

# imitate PROGRAM: on standard input what it does
imitate() {
	{ echo '#!/usr/bin/env bash' && cat; } >"$work/$1"
	chmod +x "$work/$1"
}

# all_well: each program does what it should
all_well() {
	imitate ci/setup <<<'exit 0'
	imitate ci/get-kernel <<<"echo \"\$*\" >>$work/modules"
	imitate build/ci/allocvm <<<'exit 0'
	compares 0 'same: nothing slower'
	printf '%s:\n\t@%s\n' olddefconfig true 'bzImage modules_prepare' \
		"echo \$@ >>$work/made; touch vmlinux.symvers" >"$tree/Makefile"
}

# compares CODE VERDICT [OUTCOME]: but the good result by itself it finds the same. A boot
# ends as the outcome says.
compares() {
	imitate ci/compare <<-END
		case "\$*" in
		*file:*file:*) echo 'verdict: same' && exit ;;
		esac
		while [ "\$1" != --out ]; do shift; done
		mkdir -p "\$2/boots/0-tree"
		for i in 1 2; do
			cp "$result" "\$2/boots/0-tree/boot-\$i.jsonl"
			echo '${3:-0 done 1.0}' >"\$2/boots/0-tree/boot-\$i.outcome"
			[ "\$3" != --store ] || gzip <"$result" >"\$4/boot-\$i.jsonl.gz"
		done
		echo 'verdict: $2'
		exit $1
	END
}

# step CODE WORDS FACT ARGUMENT...
step() {
	local code=$1 words=$2 name=$3 status=0
	shift 3
	(cd "$tree" && "$work/ci/bisect-step" "$@") >"$work/stdout" 2>"$work/stderr" || status=$?
	[ "$status" = "$code" ] && grep -qs -- "$words" "$work/stdout" "$work/stderr"
	fact $? "$name: exit $code (was $status)"
}

good() { # good CODE WORDS FACT [OPTION...]: a step with a good result
	local code=$1 words=$2 name=$3
	shift 3
	step "$code" "$words" "$name" --good "$work/good" "$@"
}

make_tree() {
	touch "$tree/Kconfig" "$tree/.config"
	git -C "$tree" init -q
	git -C "$tree" -c user.name=a -c user.email=a@localhost commit -q --allow-empty -m one
	commit=$(git -C "$tree" rev-parse --short=12 HEAD)
}

test_arguments() {
	step 255 'name a good result' 'no good result'
	step 255 'no such option' 'an unknown option' --nonsense 1
	step 255 'wants a value' 'an option without its value' --good
	step 255 'skip or bad' 'a word that is none' --died sometimes --good "$result"
	step 255 'two boots' 'one boot is no good result' --good "$result"
	step 255 'no such configuration' 'no such configuration' --good "$result" --config none
	(cd "$work" && "$work/ci/bisect-step" --good "$result") 2>"$work/stderr"
	[ $? = 255 ] && grep -q 'git tree' "$work/stderr"
	fact $? 'not in a git tree: exit 255'
}

test_verdicts() {
	step 0 'judge by it' 'a good result is made' --make-good "$work/good"
	step 255 'is there already' 'and is not overwritten' --make-good "$work/good"
	good 0 "^$commit good: .*nothing slower" 'nothing slower: good'
	[ "$(cat "$tree/out/bisect/steps")" = "$(cat "$work/stdout")" ]
	fact $? 'its line is kept'
	[ -e "$tree/out/bisect/$commit/build.log" ] && [ -e "$tree/out/bisect/$commit/compare.log" ]
	fact $? 'and its logs, by the name of the commit'
	grep -q "tree:$tree" "$work/modules"
	fact $? 'the module is built with the tree'
	[ "$tree/Module.symvers" -nt "$tree/Kconfig" ]
	fact $? 'which lists what the kernel exports, although no module was built'
	compares 3 'regression: 1 slower (kmalloc 64 alloc +9 %)'
	good 1 "^$commit bad: .*kmalloc 64 alloc" 'slower: bad'
	compares 4 'inconclusive'
	good 125 'skipped: .*inconclusive' 'inconclusive: skipped'
	compares 5 'not comparable: page_size: 4096 in one, 65536 in other'
	good 125 'skipped: .*page_size' 'another page size, which a commit can change: skipped'
	compares 5 'not comparable: plan: one, other'
	good 255 'not comparable: plan' 'another plan: stop'
	compares 3 'regression: 2 died' '10 panic 3.0'
	good 125 'skipped: .*2 boots died' 'death while it is measured: skipped'
	good 1 'bad: .*2 boots died' 'or bad, where that is looked for' --died bad
}

test_commits() {
	all_well
	printf 'olddefconfig:\nbzImage:\n\techo "foo.c:3: error: no"; false\n' >"$tree/Makefile"
	good 125 "skipped: .*make failed" 'a kernel that does not compile: skipped'
	all_well
	imitate ci/get-kernel <<<'echo "implicit declaration" >&2; exit 1'
	good 125 'building the module failed' 'a module that does not: skipped'
	all_well
	imitate build/ci/allocvm <<<'echo "allocvm: panic: no init" >&2; exit 10'
	good 125 'does not boot: allocvm: panic: no init' 'a kernel that panics at boot: skipped'
	imitate build/ci/allocvm <<<'exit 12'
	good 125 'does not boot' 'one that hangs: skipped'
	all_well
	compares 15 'none'
	good 125 'takes no module' 'one that takes no module: skipped'
}

test_machine() {
	local words
	while read -r words; do
		printf 'olddefconfig:\nbzImage:\n\t@echo "%s"; false\n' "$words" >"$tree/Makefile"
		good 255 "$words" "stop where a build says '$words'"
	done <<-'END'
		cc1: No space left on device
		/bin/sh: 1: flex: not found
		gcc: fatal error: Killed signal terminated program cc1
	END
	all_well
	imitate build/ci/allocvm <<<'echo "allocvm: no-qemu: QEMU is missing" >&2; exit 16'
	good 255 'QEMU is missing' 'no QEMU: stop'
	imitate build/ci/allocvm <<<'exit 130'
	(cd "$tree" && "$work/ci/bisect-step" --good "$work/good") >"$work/stderr" 2>&1
	[ $? = 130 ]
	fact $? 'interrupted: exit 130'
	all_well
	for code in 1 2 6 7 16; do
		imitate ci/compare <<-END
			case "\$*" in *file:*file:*) ;; *) echo 'compare: none' >&2; exit $code ;; esac
		END
		good 255 "exit code $code" "ci/compare's $code: stop"
	done
	imitate ci/compare <<-'END'
		case "$*" in *file:*file:*) ;; *) rm -r out ;; esac
	END
	good 255 'out/bisect' 'what nobody foresaw: stop'
	imitate ci/setup <<<'echo "setup: missing packages: bc" >&2; exit 6'
	good 255 'missing packages: bc' 'packages are missing: stop'
	all_well
	imitate ci/compare <<<'echo "compare: truncated" >&2; exit 1'
	: >"$work/made"
	good 255 'cannot be judged by' 'a good result that is not comparable with itself: stop'
	[ ! -s "$work/made" ]
	fact $? 'before anything is built'
}

all_well
make_tree
test_arguments
test_verdicts
test_commits
test_machine
facts_end
