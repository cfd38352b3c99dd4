#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/job tells what each exit code of a comparison means, and ci/comment keeps one comment
# of it. The comparison is a stand-in; so are GitHub and GitLab.
#
#   job.sh CI-DIRECTORY
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
source=$(realpath -- "$1")
mark='<!-- allocbench -->'
server=''
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
unset GITHUB_ACTIONS GITLAB_CI
mkdir "$work/ci" "$work/github" "$work/gitlab"
cp "$source/job" "$source/comment" "$work/ci"
cat >"$work/ci/compare" <<'END'
#!/bin/sh
echo "$@" >"$2/arguments"
[ -z "$PAGE" ] || printf '%b' "$PAGE" >"$2/comparison.md"
exit "$CODE"
END
chmod +x "$work/ci/compare"
cd -- "$work" || exit 1

# job CODE [PAGE]: sets status; stdout and stderr are files
job() {
	status=0
	CODE=$1 PAGE=${2:-} ci/job out --boots 2 BASE NEW >stdout 2>stderr || status=$?
}

test_words() {
	local code words
	while read -r code words; do
		job "$code"
		[ "$status" = "$code" ] && grep -q "^job: .*$words.* (exit code $code)$" stderr &&
			grep -q "^\*\*allocbench: .*$words" out/comment.md
		fact $? "exit code $code: $words"
	done <<-END
		0 no regression was found
		1 failed, or the base died
		2 called wrongly
		3 a regression
		4 inconclusive
		5 not comparable
		6 this runner cannot measure
		7 not trustworthy
		16 QEMU is missing
		77 skipped
		130 interrupted
		99 not in the table
	END
	[ "$(cat out/arguments)" = '--out out --boots 2 BASE NEW' ]
	fact $? 'ci/compare gets the directory and the arguments'
}

test_page() {
	job 3 '### the table\n\nverdict: regression: 5 % dearer\n'
	[ "$(sed -n '3p;5p;$p' out/comment.md | tr '\n' '|')" = \
		'verdict: regression: 5 % dearer|### the table||' ]
	fact $? 'the verdict stands above the table'
	job 6
	! grep -q 'the table' out/comment.md
	fact $? 'where nothing was compared, an earlier table is not shown'
}

test_annotations() {
	local -x GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$work/summary
	echo 'of an earlier step' >summary
	job 3
	[ "$status" = 3 ] && grep -q '^::error title=allocbench::a regression' stdout
	fact $? 'on GitHub a regression is an annotation'
	[ "$(head -n 1 summary)" = 'of an earlier step' ] && tail -n +2 summary | cmp - out/comment.md
	fact $? 'and the comment is added to the summary'
	job 77
	[ "$status" = 0 ] && grep -q '^::warning title=allocbench::skipped' stdout
	fact $? 'what is skipped is a warning there, and does not fail'
}

# comment CODE WORDS FACT: of $work/page; without words there is nothing to say
comment() {
	status=0
	ci/comment page >stdout 2>stderr || status=$?
	if [ -n "$2" ]; then grep -q -- "$2" stderr; else [ ! -s stderr ]; fi && [ "$status" = "$1" ]
	fact $? "$3: exit $1 (was $status)"
}

# notes DIRECTORY: numbers and second lines
notes() {
	local file
	for file in "$1"/[0-9]*; do
		echo "${file##*/} $(sed -n 2p "$file")"
	done
}

# keeps_one DIRECTORY ID OTHER: the comment has ID, and somebody's is there before
keeps_one() {
	echo 'first' >page
	comment 0 '' 'a comment is written'
	[ "$(head -n 1 "$1/$2")" = "$mark" ] && [ "$(notes "$1" | tail -n 1)" = "$2 first" ] &&
		tail -n 1 "$1/$2" | grep -q 'All of it.*(.*/77)$'
	fact $? 'it has the mark, the page, and where all of it is'
	echo 'second' >page
	comment 0 '' 'it is written again'
	[ "$(notes "$1" | tr '\n' '|')" = "$3|$2 second|" ]
	fact $? 'it was replaced, and no other was touched'
	yes "$(printf '%099d' 0)" | head -n 1000 >page
	comment 0 '' 'a page of 100000 bytes'
	[ "$(wc -c <"$1/$2")" -lt 60500 ] && grep -q '^The rest did not fit' "$1/$2" &&
		[ "$(grep -c '^00*$' "$1/$2")" = 600 ]
	fact $? 'it is cut at a whole line, and says so'
	echo 'third' >page
}

test_github() {
	local -x GITHUB_ACTIONS=true GITHUB_REPOSITORY=owner/linux GITHUB_RUN_ID=77 \
		GITHUB_SERVER_URL=https://github GITHUB_REF=refs/heads/main FAKE_GITHUB=$work/github
	local -x PATH=$here/bin:$PATH GH_TOKEN=''
	echo 'of somebody' >github/300
	comment 0 'refs/heads/main: no pull request' 'a push has no pull request'
	GITHUB_REF=refs/pull/12/merge
	comment 0 'no GH_TOKEN' 'without a token'
	GH_TOKEN=secret
	keeps_one github 301 '300 '
	touch github/fails
	comment 1 'HTTP 502' 'the comments cannot be listed'
	[ "$(notes github | wc -l)" = 2 ]
	fact $? 'then none is added'
}

test_gitlab() {
	local -x GITLAB_CI=true CI_PROJECT_ID=7 CI_JOB_URL=https://gitlab/jobs/77 CI_API_V4_URL
	local -x CI_MERGE_REQUEST_IID='' ALLOCBENCH_TOKEN=''
	/usr/bin/python3 "$here/fake_gitlab.py" secret gitlab &
	server=$!
	timeout 20 sh -c 'until [ -e gitlab/port ]; do sleep 0.1; done'
	CI_API_V4_URL=http://127.0.0.1:$(cat gitlab/port)/api/v4
	echo 'of somebody' >gitlab/300
	comment 0 'no merge request' 'a push has no merge request'
	CI_MERGE_REQUEST_IID=12
	comment 0 'no ALLOCBENCH_TOKEN' 'without a token'
	ALLOCBENCH_TOKEN=wrong
	comment 1 '401' 'the wrong token'
	ALLOCBENCH_TOKEN=secret
	keeps_one gitlab 301 '300 '
}

test_words
test_page
test_annotations
echo 'a page' >page
comment 0 'neither GitHub Actions nor GitLab CI' 'elsewhere'
test_github
test_gitlab
rm page
comment 1 'page: not found' 'no page'
facts_end
