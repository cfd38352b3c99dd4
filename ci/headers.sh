# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What get-kernel does for kernels that are not fetched: finds the headers that a name points
# to, and builds the module with them. To be sourced; uses $source and die().

# understand NAME: sets kernel, form, value, headers, dashed and image_arch; allocvm alone
# knows what names mean.
understand() {
	local allocvm=$source/../build/ci/allocvm fields
	[ -x "$allocvm" ] || "$source/build" || exit
	fields=$("$allocvm" list --fields "$1") || return
	# Not tabs: a field may be empty.
	IFS=$'\37' read -r _ image_arch _ _ _ _ form value headers dashed _ kernel _ \
		< <(tail -n 1 <<<"$fields" | tr '\t' '\37')
}

# find_headers: sets headers and, where they belong to another system, its root directory,
# whose own compiler then builds.
find_headers() {
	local within='^(/.+)((/usr/src/linux-headers-|(/usr)?/lib/modules/)[^/]+(/build)?)/*$'
	root=''
	case $form in
	tree) headers=$value ;;
	host)
		headers=/lib/modules/$(uname -r)
		[ -e "$headers/build/Makefile" ] ||
			die "host: no headers of the running kernel: apt-get install linux-headers-$(uname -r)" ;;
	image) [ -n "$headers" ] || die "$kernel: the module needs the kernel's headers: name them, image:PATH,headers:DIRECTORY" ;;
	*) die "$kernel: no kernel that a module could be built for" ;;
	esac
	headers=$(realpath -ms -- "$headers")
	case $headers in */lib/modules/*[!/]/*) ;; */lib/modules/*) headers+=/build ;; esac
	if [[ $headers =~ $within ]] && [ -x "${BASH_REMATCH[1]}/usr/bin/make" ]; then
		root=${BASH_REMATCH[1]} headers=${BASH_REMATCH[2]}
	fi
}

# Kbuild's directory as this system sees it: of a link in a root only the end is known.
headers_place() {
	local link=$root$headers
	[ -z "$root" ] || [ ! -L "$link" ] || link=$root/usr/src/$(basename -- "$(readlink -- "$link")")
	realpath -m -- "$link"
}

# check_arch CONFIG: corrects arch, Debian's word for it.
check_arch() {
	! grep -q '^CONFIG_X86_32=y' "$1" || arch=i386
	grep -qE '^CONFIG_X86(_32)?=y' "$1" || die "$kernel: $1: not a kernel for x86"
	case $image_arch in "$arch" | -) ;; *)
		die "$kernel: the image is for $image_arch, the headers are for $arch" ;;
	esac
}

get_other() {
	local place options=()
	arch=amd64
	find_headers
	place=$(headers_place)
	if [ -z "$module" ]; then
		echo "$kernel: nothing to fetch"
		return
	fi
	[ ! -e "$place/.config" ] || check_arch "$place/.config"
	! is_foreign || "$source/build-guest" "$arch" "$source/../build" || exit
	[ -z "$root" ] || options=(--root "$root")
	"$source/../kmod/build-module" "${options[@]}" --headers "$headers" \
		"$source/../build/kmod/$dashed"
	echo "$kernel: $(sed -n 's/^#define UTS_RELEASE "\(.*\)"/\1/p' \
		"$place/include/generated/utsrelease.h"), built with $place, in build/kmod/$dashed"
}
