#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the commands of the ready-made workflows of ci/examples, run as they stand there in a
# clean clone, do what they promise: a comparison, its report, its artefacts, its comment and its
# exit code. A fault that is put into a copy fails.
#
#   examples.sh [--long] SOURCE BUILD RESULT-FILE
#
#   --long       with Debian's newest kernel in VMs, a build in the clone, and packages from the
#                mirror; else with stored results, the build that is there, and no packages
#   BUILD        the build directory
#   RESULT-FILE  a valid result
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
long=''
[ "$1" != --long ] || { long=yes; shift; }
source=$(realpath -- "$1") build=$(realpath -- "$2") result=$(realpath -- "$3")
# The distribution's Python has the distribution's yaml.
python=(/usr/bin/python3 -B)
git -C "$source" rev-parse --git-dir >/dev/null 2>&1 || skip "$source: no git repository to clone"

server=''
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
cd -- "$work" || exit 1

# Of each forge the job that compares, and where its report is among the artefacts.
declare -A job_of=([github]=measure [gitlab]=compare)
declare -A report_of=([github]=artifacts/allocbench [gitlab]=artifacts/report)
slower='^| kmalloc | 4096 | alloc | [0-9]* | [0-9]* | 1\.[0-9]* | +30 | slower |$'
settings=()

# A repository with what is here, committed or not.
make_repository() {
	mkdir repository
	git -C "$source" ls-files -z --cached --others --exclude-standard >names
	tar -c -C "$source" --ignore-failed-read --null -T names 2>stderr | tar -x -C repository
	[ -n "$long" ] || ln -s "$build" repository/build
	git -C repository init -q -b main
	git -C repository add -A -f
	git -C repository -c user.name=test -c user.email=test@localhost commit -q -m test
}

# store_results DIRECTORY SED-SCRIPT PERTURBATION...: boots as one would store them
store_results() {
	local directory=$1 script=$2 perturb
	local vm='"qemu_version":"7.2","accelerator":"tcg","cpu":"qemu64","cpu_count":1,"memory_mib":4096'
	shift 2
	mkdir -p "$directory"
	for perturb; do
		sed "2s/\"vm\":null/\"vm\":{$vm,\"perturb\":$perturb}/;$script" "$result" |
			gzip -n >"$directory/boot-$perturb.jsonl.gz"
	done
}

# run FILE JOB [NAME=VALUE...]: in the checkout; sets status
run() {
	local file=$1 name=$2
	shift 2
	status=0
	"${python[@]}" "$here/workflow_run.py" "$file" "$name" checkout artifacts \
		ALLOCBENCH="file://$work/repository" "${settings[@]}" "$@" >stderr 2>&1 || status=$?
}

# compare FORGE [NAME=VALUE...]: in a checkout that has all that was stored
compare() {
	local forge=$1
	shift
	rm -rf checkout artifacts summary
	mkdir artifacts
	cp -r stored checkout
	run "$source/ci/examples/$forge.yml" "${job_of[$forge]}" "$@"
}

# ends FORGE CODE WORDS
ends() {
	[ "$status" = "$2" ] && grep -q "^\*\*allocbench: .*$3" "${report_of[$1]}/comment.md"
	fact $? "$1: exit $2, and the comment says: $3 (was $status)"
}

# kept FORGE
kept() {
	local file missing=0
	for file in comment.md comparison.md comparison.txt report.html verdict.json junit.xml ktap; do
		[ -s "${report_of[$1]}/$file" ] || { missing=1; echo "no $file" >>stderr; }
	done
	fact $missing "$1: reports and verdict are kept"
}

test_same() { # test_same FORGE
	compare "$1" BASE=file:allocbench-base
	ends "$1" 0 'no regression was found'
	kept "$1"
}

test_slower() { # test_slower FORGE
	compare "$1" BASE=file:cheaper
	ends "$1" 3 'a regression'
	kept "$1"
	grep -q "$slower" "${report_of[$1]}/comment.md"
	fact $? "$1: the table of the comment has the cell that is slower"
	grep -q '<failure type="slower" message="[^"]*"/>' "${report_of[$1]}/junit.xml"
	fact $? "$1: so has the report of JUnit"
}

test_other_ends() {
	compare github BASE=file:none
	ends github 1 'failed'
	compare github BASE=file:other
	ends github 5 'not comparable'
	kept github
}

as_github() {
	export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$work/summary GITHUB_REPOSITORY=owner/linux \
		GITHUB_RUN_ID=77 GITHUB_SERVER_URL=https://github GITHUB_REF=refs/pull/12/merge \
		GITHUB_WORKSPACE=$work/checkout FAKE_GITHUB=$work/comments
	unset GITLAB_CI
	mkdir -p comments
}

as_gitlab() {
	export GITLAB_CI=true CI_PROJECT_DIR=$work/checkout CI_PROJECT_ID=7 CI_MERGE_REQUEST_IID=12 \
		CI_JOB_URL=https://gitlab/jobs/77 ALLOCBENCH_TOKEN=secret CI_API_V4_URL
	unset GITHUB_ACTIONS
	mkdir notes
	"${python[@]}" "$here/fake_gitlab.py" secret notes &
	server=$!
	timeout 20 sh -c 'until [ -e notes/port ]; do sleep 0.1; done'
	CI_API_V4_URL=http://127.0.0.1:$(cat notes/port)/api/v4
}

test_github_comment() {
	grep -q "$slower" summary
	fact $? "github: so has the job's summary"
	rm -rf checkout
	mkdir checkout
	PATH=$here/bin:$PATH run "$source/ci/examples/github.yml" comment
	[ "$status" = 0 ] && grep -q "$slower" comments/300
	fact $? 'github: and the comment, which a job writes that has only the artefacts'
}

test_gitlab_note() {
	grep -q "$slower" notes/301
	fact $? 'gitlab: and the note of the merge request'
}

# fails FORGE FAULT CODE SED-SCRIPT
fails() {
	sed "$4" "$source/ci/examples/$1.yml" >faulty.yml
	rm -rf checkout artifacts
	mkdir artifacts
	cp -r stored checkout
	run faulty.yml "${job_of[$1]}" BASE=file:allocbench-base
	! cmp -s faulty.yml "$source/ci/examples/$1.yml" && [ "$status" = "$3" ]
	fact $? "$1: with $2 it fails: $3 (was $status)"
}

quick() {
	# What would be installed is what the tests want themselves.
	mkdir bin
	printf '#!/bin/sh\n' >bin/apt-get
	chmod +x bin/apt-get
	PATH=$work/bin:$PATH
	store_results stored/allocbench-base '' 1 2
	store_results stored/new '' 3 4
	store_results stored/other '2s/"init_on_alloc":false/"init_on_alloc":true/' 1 2
	"${python[@]}" "$here/cheaper.py" stored/allocbench-base stored/cheaper
	settings=(KERNEL=file:new ALLOCBENCH_CACHE="$work/cache")
	as_github
	test_same github
	test_slower github
	test_github_comment
	test_other_ends
	fails github 'no path of its artefacts' 125 '/^          path: report$/d'
	fails github 'a misspelt option' 2 's/--boots/--boot/'
	as_gitlab
	test_same gitlab
	test_slower gitlab
	test_gitlab_note
	fails gitlab 'another path of the report of JUnit' 125 's%junit: report/junit.xml%&s%'
	fails gitlab 'a misspelt command' 127 's%ci/job%&s%'
}

# The step that builds a tree, all but the compiling; of a source that another test has fetched.
test_tree() {
	local tree=$cache/source/linux-source-6.1 config=$source/ci/examples/kernel.config
	if [ ! -e "$tree/Makefile" ]; then
		echo "# no $tree: no tree is configured"
		return
	fi
	rm -rf checkout artifacts
	mkdir artifacts bin
	cp -a --symbolic-link "$tree" checkout
	rm -rf checkout/{build,base,planted-*}
	# shellcheck disable=SC2016
	printf '#!/bin/sh\ncase $1 in -j*) echo "$@" >made ;; *) exec make-itself "$@" ;; esac\n' >bin/make
	ln -s "$(command -v make)" bin/make-itself
	chmod +x bin/make
	PATH=$work/bin:$PATH run "$source/ci/examples/github.yml" measure KERNEL=tree:. BASE=file:none
	grep -q 'file:none: no result there' stderr && grep -q ' bzImage modules$' checkout/made
	fact $? 'github: a tree is built before it is compared'
	! grep '^CONFIG' "$config" | grep -vxFf checkout/.config >>stderr
	fact $? 'github: it has what kernel.config asks for'
}

# Two small cells, so that it takes minutes. The cache is that of all tests.
real() {
	local cache=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}
	settings=(KERNEL=debian:sid BOOTS=2 ALLOCBENCH_CACHE="$cache"
		PLAN='--alloc kmalloc --sizes 64,4096 --samples 128 --no-max')
	mkdir stored
	as_github
	compare github inputs.new_base=true
	[ "$status" = 0 ] && cp -r artifacts/allocbench-base stored/
	fact $? "github: a new base of $(zcat stored/*/boot-1.jsonl.gz |
		sed -n '2s/.*"release":"\([^"]*\)".*/\1/p') is kept (exit $status)"
	"${python[@]}" "$here/cheaper.py" stored/allocbench-base stored/cheaper
	test_slower github
	test_github_comment
	test_tree
	as_gitlab
	test_same gitlab
}

make_repository
if [ -n "$long" ]; then real; else quick; fi
facts_end
