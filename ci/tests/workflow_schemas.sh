#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Fetches what tells a valid workflow, from npm: GitHub's own parser, and GitLab's JSON Schema
# as a tool carries it that runs its pipelines. Prints the directory that has them:
#
#   github_parse.mjs  node github_parse.mjs WORKFLOW: prints what is wrong
#   gitlab.json       the schema
#
# They stay in ${ALLOCBENCH_CACHE:-~/.cache/allocbench}/npm-VERSIONS.
#
# Exit: 0 there, 77 they cannot be had here, and the last line of stderr says why.
set -eu -o pipefail

# What they say is valid must not change under a test. The schema is not in a file of its own
# any more in later versions.
parser=@actions/workflow-parser@0.3.61
schema=gitlab-ci-local@4.61.0
least_node=20
patience=(--fetch-retries=1 --fetch-timeout=20000)

here=$(dirname -- "$(realpath -- "$0")")
cache=${ALLOCBENCH_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/allocbench}
directory=$cache/npm-${parser##*@}-${schema##*@}

skip() {
	echo "workflow_schemas: $1" >&2
	exit 77
}

fetch() {
	local package
	echo '{"private": true, "type": "module"}' >package.json
	npm install --silent --no-audit --no-fund --ignore-scripts "${patience[@]}" "$parser" ||
		return
	package=$(npm pack --silent "${patience[@]}" "$schema") || return
	tar -x -O -f "$package" package/src/schema/schema.js >schema.js || return
	node -e 'import("./schema.js").then((it) => console.log(JSON.stringify(it.schema)))' \
		>gitlab.json
}

for program in npm node; do
	command -v "$program" >/dev/null || skip "no $program here"
done
[ "$(node -p 'parseInt(process.versions.node)')" -ge "$least_node" ] ||
	skip "node is older than $least_node"
mkdir -p -- "$cache"
exec 9>"$directory.lock"
flock 9
if [ ! -e "$directory" ]; then
	work=$(mktemp -d "$cache/.npm.XXXXXX")
	trap 'rm -rf -- "$work"' EXIT
	cd -- "$work"
	fetch >&2 || skip "npm does not give $parser and $schema"
	mv -T -- "$work" "$directory"
fi
# Node looks for the parser beside the program.
cp -- "$here/github_parse.mjs" "$directory"
echo "$directory"
