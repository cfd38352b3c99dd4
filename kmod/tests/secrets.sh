#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: what guest-secrets looks for in what the module gives, under the kernels that look too:
# KMSAN for bytes that nobody has written, KASAN for bytes that are nobody's.
#
#   secrets.sh ALLOCVM GUEST-SECRETS
set -u
here=$(dirname -- "$(realpath -- "$0")")
ci=$here/../../ci
# shellcheck source-path=SCRIPTDIR/../../ci
. "$ci/tests/tap.sh"

# keeps_secrets ALLOCVM GUEST-SECRETS FLAVOUR ARGUMENT-OF-ALLOCVM...
keeps_secrets() {
	local allocvm=$1 driver=$2 flavour=$3 tree
	shift 3
	tree=$("$ci/debug-kernel" --no-boot "$flavour" 2>"$work/stderr") &&
		"$ci/get-kernel" --module "tree:$tree" >"$work/stderr" 2>&1
	fact $? "$flavour: the kernel and its module are there"
	"$allocvm" run --clock emulated --memory 3072 --cpus 2 --kernel "tree:$tree" \
		--silence 3600 --deadline 14400 "$@" --driver "$driver" -- \
		>"$work/out" 2>"$work/stderr"
	status=$?
	[ "$status" = 0 ] && grep -q '^1\.\.[1-9]' "$work/out"
	fact $? "$flavour: nothing is told that is not to be, and the kernel has nothing to report ($(grep -c '^ok' "$work/out") facts; exit $status)"
	sed -nE 's/^(# |(not ok))/# \2/p' "$work/out"
}

keeps_secrets "$1" "$2" kmsan
keeps_secrets "$1" "$2" kasan --append slub_debug=FPZU
facts_end
