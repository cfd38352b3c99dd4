#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: the ready-made workflows of ci/examples are valid by what GitHub and GitLab themselves
# check with, keep our own rules, and shellcheck has nothing to say about their commands. Each
# check finds a fault that is put into a copy.
#
#   workflows.sh EXAMPLES
set -u -o pipefail
here=$(dirname -- "$(realpath -- "$0")")
. "$here/tap.sh"
examples=$(realpath -- "$1")
# The distribution's Python has the distribution's yaml and jsonschema.
python=(/usr/bin/python3 -B)
cd -- "$work" || exit 1

# The checks: each takes a file.
github_schema() { node "$schemas/github_parse.mjs" "$1"; }

gitlab_schema() { "${python[@]}" "$here/gitlab_validate.py" "$schemas/gitlab.json" "$1"; }

rules() { "${python[@]}" "$here/workflow_check.py" "$1"; }

commands() {
	rm -rf steps
	mkdir steps
	"${python[@]}" "$here/workflow.py" "$1" steps && shellcheck steps/*.sh
}

passes() { # passes CHECK FORGE FACT
	"$1" "$examples/$2.yml" >stderr 2>&1
	fact $? "$2: $3"
}

finds() { # finds CHECK FORGE FAULT SED-SCRIPT
	sed "$4" "$examples/$2.yml" >faulty.yml
	! cmp -s "$examples/$2.yml" faulty.yml && ! "$1" faulty.yml >stderr 2>&1
	fact $? "$2: $1: $3 is found"
}

test_schemas() {
	if ! schemas=$("$here/workflow_schemas.sh" 2>stderr); then
		fact_count=$((fact_count + 1))
		echo "ok $fact_count - valid by what the forges check with # SKIP $(tail -n 1 stderr)"
		return
	fi
	passes github_schema github "valid by GitHub's own parser"
	finds github_schema github 'a misspelt key' 's/timeout-minutes/timeout-minute/'
	finds github_schema github 'a misspelt name in a condition' 's/env\.KERNEL/envs.KERNEL/'
	finds github_schema github 'a job that is not there' 's/needs: measure/needs: measures/'
	passes gitlab_schema gitlab "valid by GitLab's schema"
	finds gitlab_schema gitlab 'a misspelt key' 's/expire_in/expires_in/'
	finds gitlab_schema gitlab 'a wrong value' 's/when: always/when: ever/'
}

test_rules() {
	passes rules github 'our rules are kept'
	finds rules github 'a misspelt key' 's/timeout-minutes/timeout-minute/'
	finds rules github "a stranger's action" 's%actions/cache@%somebody/cache@%'
	finds rules github 'a branch of an action' 's/checkout@v[0-9]*/checkout@main/'
	# shellcheck disable=SC2016
	finds rules github 'an expression in a command' 's/"\$BASE"/${{ env.BASE }}/'
	finds rules github 'a permission' 's/contents: read/contents: write/'
	finds rules github 'a job without a time limit' '/timeout-minutes: 5/d'
	passes rules gitlab 'our rules are kept'
	finds rules gitlab 'a misspelt key' 's/expire_in/expires_in/'
	finds rules gitlab 'a job without a time limit' '/^  timeout:/d'
}

test_commands() {
	local forge
	for forge in github gitlab; do
		passes commands "$forge" 'shellcheck has nothing to say about the commands'
		# shellcheck disable=SC2016
		finds commands "$forge" 'an unquoted variable' 's/"\$KERNEL"/$KERNEL/'
		[ "$(grep -l 'ci/job' steps/*.sh | wc -l)" = 1 ]
		fact $? "$forge: the comparison was among them"
	done
}

test_schemas
test_rules
test_commands
facts_end
