# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What get-kernel knows of Debian's mirrors: those that this machine's apt uses have every
# suite. To be sourced; reads $name, $arch, $archives and $cache.

keyring=/usr/share/keyrings/debian-archive-keyring.gpg
debian_suites='bullseye|bookworm|trixie|forky|sid|oldoldstable|oldstable|stable|testing|unstable'

# apt's words where nobody answers, unlike those where a file is not there.
unreachable_words='could not (resolve|connect)|unable to connect|temporary failure resolving'
unreachable_words+='|connection (refused|timed out|failed)|network is unreachable| 50[0-9] '

# The mirrors of this machine: one line "SUITE URI" for each of Debian's suites in use.
machine_mirrors() {
	apt-get --print-uris update 2>/dev/null |
		sed -nE "s%^'(.*)/dists/(($debian_suites)(-updates|-security)?|[a-z]+/updates)/InRelease'.*%\2 \1%p"
}

# mirror_of ARCHIVE: the mirror that has it, preferring one that is already used for it.
mirror_of() {
	local kind='main'
	case $1 in *-security) kind='security' ;; esac
	machine_mirrors | awk -v archive="$1" -v kind="$kind" '
		{ is = $1 ~ /-security$|\/updates$/ ? "security" : "main" }
		is == kind && !uri { uri = $2 }
		$1 == archive { uri = $2; exit }
		END { print uri }'
}

# is_absent URI ARCHIVE FILE: does the mirror answer that it has no such archive?
is_absent() {
	/usr/lib/apt/apt-helper -o APT::Sandbox::User= -o Acquire::Retries=0 \
		download-file "$1/dists/$2/InRelease" "$3" 2>&1 | grep -q ' 404 '
}

# without ARCHIVE REASON: updates may be missing, what the kernel comes from may not.
without() {
	case $1 in
	*-updates | *-security)
		echo "get-kernel: $name: $2: going on without it" >&2 ;;
	*) die "$name: $2: it cannot be had from this machine" ;;
	esac
}

# write_sources FILE
write_sources() {
	local archive uri
	for archive in ${archives//,/ }; do
		uri=$(mirror_of "$archive")
		if [ -z "$uri" ]; then
			without "$archive" "no mirror for $archive in this machine's apt sources ('apt-get --print-uris update' names them)"
		elif is_absent "$uri" "$archive" "$1.release"; then
			without "$archive" "the mirror has no $archive"
		else
			echo "deb [signed-by=$keyring] $uri $archive main"
		fi
	done >"$1"
	rm -f -- "$1.release"
}

# write_preferences FILE
# Of backports apt takes only what it is told to: the kernel.
write_preferences() {
	local archive
	for archive in ${archives//,/ }; do
		case $archive in *-backports)
			printf 'Package: linux-*\nPin: release n=%s\nPin-Priority: 990\n' "$archive" ;;
		esac
	done >"$1"
}

# The machine's own way to the mirrors, in the form NAME "VALUE" that apt reads.
machine_options() {
	apt-config dump | grep -E '^Acquire::(https?::Proxy|Retries|Check-(Valid-Until|Date)) ' || true
}

# newest_version PACKAGE: asks apt, with lists of its own.
newest_version() {
	local package=$1 state=$cache/lists/${name//[:\/]/-}
	mkdir -p "$state/lists/partial" "$state/archives/partial" "$state/parts"
	: >"$state/status"
	write_sources "$state/sources"
	write_preferences "$state/parts/allocbench"
	machine_options >"$state/apt.conf"
	set -- -c "$state/apt.conf" -o "Dir::Etc::sourcelist=$state/sources" \
		-o Dir::Etc::sourceparts=/dev/null -o "Dir::Etc::preferencesparts=$state/parts" \
		-o "Dir::State=$state" -o "Dir::State::lists=$state/lists" \
		-o "Dir::State::status=$state/status" -o "Dir::Cache=$state" \
		-o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User=
	apt-get "$@" -qq -o APT::Update::Error-Mode=any update >"$state/log" 2>&1 ||
		explain "$state/log" "apt-get update"
	apt-cache "$@" policy "$package" | sed -n 's/^ *Candidate: //p'
}
