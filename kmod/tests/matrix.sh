#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# The matrix of rows, patterns and contexts: what the guest tests have tried, and what
# kmod/MATRIX.md says of a kernel.
#
#   matrix.sh tried FACTS   the table that the output FACTS of guest-tests has
#   matrix.sh said NAME     the table of the kernel NAME in MATRIX.md
#   matrix.sh write BUILD   boot every kernel of ci/kernels, and write MATRIX.md
set -eu
tests=$(dirname -- "$(realpath -- "$0")")
page=$tests/../MATRIX.md

tried() {
	sed -n 's/^# matrix //p' "$1"
}

# A heading names the kernels of the table below it.
said() {
	awk -v name="\`$1\`" '
		/^## / { here = index($0, name) }
		here && /^\|/' "$page"
}

# boot NAME ARCH: the output of the guest tests on two processors.
boot() {
	local guest=$build
	[ "$2" = "$(dpkg --print-architecture)" ] || guest=$build/guest/$2
	"$build/ci/allocvm" run --kernel "$1" --clock emulated --cpus 2 \
		--module "$build/kmod/${1//[:\/]/-}/allocbench-test.ko" \
		--driver "$guest/kmod/guest-tests" -- matrix
}

# Kernels whose tables are equal share one.
write() {
	local name arch table tables=() names=() i
	while read -r name arch; do
		echo "matrix.sh: $name" >&2
		boot "$name" "$arch" >"$work/facts"
		table=$(tried "$work/facts")
		for i in "${!tables[@]}"; do
			[ "${tables[$i]}" != "$table" ] || break
			i=
		done
		if [ -n "${i:-}" ]; then
			names[i]+=", \`$name\`"
		else
			tables+=("$table") names+=("\`$name\`")
		fi
	done < <(awk '!/^#/ && NF && $2 != "=" { print $1, $2 }' "$tests/../../ci/kernels")

	sed '/^## /,$d' "$page" >"$work/page"
	for i in "${!tables[@]}"; do
		printf '## %s\n\n%s\n\n' "${names[$i]}" "${tables[$i]}"
	done >>"$work/page"
	sed -i '$d' "$work/page"
	cp -- "$work/page" "$page"
}

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
case ${1:-} in
tried | said) "$1" "$2" ;;
write) build=$2 && write ;;
*) sed -n '6,8s/^# //p' "$0" >&2 && exit 2 ;;
esac
