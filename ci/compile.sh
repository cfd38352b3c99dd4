# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# How kernels are compiled here: those of one source, configuration and compiler are the same
# in each byte. To be sourced; uses die().

export KBUILD_BUILD_TIMESTAMP='2026-01-01' KBUILD_BUILD_VERSION=1
export KBUILD_BUILD_USER=allocbench KBUILD_BUILD_HOST=allocbench

# compile LOG MAKE-ARGUMENT...: all its output goes there.
compile() {
	local log=$1
	shift
	nice make -j"$(nproc)" "$@" >"$log" 2>&1 || {
		tail -n 20 -- "$log" >&2
		die "make $* failed; its last lines stand above"
	}
}

# lost_options CONFIG BUILD: the lines that the kernel did not take.
lost_options() {
	grep '^CONFIG' "$1" | grep -vxFf "$2/.config" || true
}

# remove_objects BUILD: modules are built with what is left: headers, programs, the list of
# symbols.
remove_objects() {
	find "$1" \( -name '*.o' -o -name '*.a' -o -name '*.cmd' \) -not -path '*/scripts/*' -delete
}
