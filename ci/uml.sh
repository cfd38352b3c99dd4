# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# How get-kernel comes by kernels of user-mode Linux: Debian's source, compiled with uml.config
# by this machine's compiler. To be sourced; uses $source, $cache, die(), fact() and compile.sh.

# find_patches LIST: sets patches, the paths of the row's.
find_patches() {
	local patch
	patches=()
	[ "$1" != - ] || return 0
	for patch in ${1//,/ }; do
		patches+=("$source/$patch")
	done
}

uml_recipe() {
	cat -- "$source/uml.config" "${patches[@]}" | cksum
}

uml_is_current() {
	[ "$(fact row)" = "$row" ] && [ "$(fact recipe)" = "$(uml_recipe)" ] &&
		[ -e "$directory/linux" ] && [ -e "$directory/build/Module.symvers" ] || return
	[ -z "$update" ] ||
		[ "$(fact version)" = "$(sed -n 's/^version=//p' "$uml_source/../facts")" ]
}

make_uml() {
	local work=$1
	shift
	compile "$work/log" -C "$uml_source" O="$work/build" ARCH=um "$@"
}

# What a series does not take is said: it may have been renamed.
configure_uml() {
	local lost
	make_uml "$1" KCONFIG_ALLCONFIG="$source/uml.config" allnoconfig
	lost=$(lost_options "$source/uml.config" "$1/build")
	[ -z "$lost" ] || echo "get-kernel: $name: this kernel does not take" $lost >&2
}

write_uml_facts() {
	{
		echo "name=$name"
		echo "release=$(cat "$1/build/include/config/kernel.release")"
		sed -n '/^version=/p' "$uml_source/../facts"
		echo "arch=$arch"
		echo "row=$row"
		echo "recipe=$(uml_recipe)"
	} >"$1/facts"
}

build_uml() {
	local work
	work=$(mktemp -d "$cache/.new.XXXXXX")
	# shellcheck disable=SC2064
	trap "rm -rf -- '$work' '$work.old'" EXIT
	chmod 755 "$work"
	mkdir "$work/build"
	echo "get-kernel: $name: compiling, which takes minutes ..." >&2
	configure_uml "$work"
	make_uml "$work" all
	cp -- "$work/build/.config" "$work/config"
	strip --strip-debug -o "$work/linux" "$work/build/linux"
	remove_objects "$work/build"
	rm -f -- "$work"/build/{vmlinux,linux,System.map}
	# From 6.13 on the Makefile there names its own place.
	sed -i "s|$work/build|$directory/build|" "$work/build/Makefile"
	write_uml_facts "$work"
	rm -- "$work/log"
	[ ! -e "$directory" ] || mv -T -- "$directory" "$work.old"
	mv -T -- "$work" "$directory"
	rm -rf -- "$work.old"
}

# The source is fetched where something must be compiled, or a newer one is asked for.
get_uml() {
	local suite list patches
	read -r name arch suite list <<<"$row"
	directory=$cache/${name//[:\/]/-}
	find_patches "$list"
	take_lock
	if [ -n "$update" ] || ! uml_is_current; then
		"$source/setup" --no-install uml || exit
		uml_source=$("$source/get-source" ${update:+--update} "$suite" uml \
			"${patches[@]}") || exit
		uml_is_current || build_uml
	fi
	flock -u 9
	echo "$name: $(fact release), $(fact version), in $directory"
	[ -n "$module" ] || return 0
	exec "$source/../kmod/build-module" --headers "$directory/build" \
		"$source/../build/kmod/${name//[:\/]/-}"
}
