# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# What get-kernel and get-source know of Debian's mirrors: those that this machine's apt uses
# have every suite. To be sourced; reads $name, $arch, $archives and $cache.

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

# prepare_state STATE: apt with lists of its own, whose sources are STATE/sources.
prepare_state() {
	mkdir -p "$1/lists/partial" "$1/archives/partial" "$1/parts"
	: >"$1/status"
	machine_options >"$1/apt.conf"
}

# own_apt STATE PROGRAM ARGUMENT...
own_apt() {
	local state=$1 program=$2
	shift 2
	"$program" -c "$state/apt.conf" -o "Dir::Etc::sourcelist=$state/sources" \
		-o Dir::Etc::sourceparts=/dev/null -o "Dir::Etc::preferencesparts=$state/parts" \
		-o "Dir::State=$state" -o "Dir::State::lists=$state/lists" \
		-o "Dir::State::status=$state/status" -o "Dir::Cache=$state" \
		-o "APT::Architecture=$arch" -o "APT::Architectures=$arch" -o APT::Sandbox::User= \
		-o APT::Update::Error-Mode=any "$@"
}

# is_out_of_step SOURCE: is the mirror's index another one than its signed Release names?
is_out_of_step() {
	local state words='unexpected size|hash sum mismatch'
	state=$(mktemp -d "$cache/.state.XXXXXX")
	prepare_state "$state"
	echo "$1" >"$state/sources"
	own_apt "$state" apt-get update >"$state/log" 2>&1 || true
	grep -qiE "$words" "$state/log" && words=''
	rm -rf -- "$state"
	[ -z "$words" ]
}

# is_optional ARCHIVE: updates may be missing, what the kernel comes from may not.
is_optional() {
	case $1 in *-updates | *-security) ;; *) return 1 ;; esac
}

# without ARCHIVE REASON: goes on, or does not return.
without() {
	is_optional "$1" || die "$name: $2: it cannot be had from this machine"
	echo "${0##*/}: $name: $2: going on without it" >&2
}

# write_sources FILE
write_sources() {
	local archive uri line
	for archive in ${archives//,/ }; do
		uri=$(mirror_of "$archive")
		line="deb [signed-by=$keyring] $uri $archive main"
		if [ -z "$uri" ]; then
			without "$archive" "no mirror for $archive in this machine's apt sources ('apt-get --print-uris update' names them)"
		elif is_absent "$uri" "$archive" "$1.release"; then
			without "$archive" "the mirror has no $archive"
		elif is_optional "$archive" && is_out_of_step "$line"; then
			without "$archive" "the mirror's $archive does not fit its own Release for $arch (is it being updated?)"
		else
			echo "$line"
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
	prepare_state "$state"
	write_sources "$state/sources"
	write_preferences "$state/parts/allocbench"
	own_apt "$state" apt-get -qq update >"$state/log" 2>&1 ||
		explain "$state/log" "apt-get update"
	own_apt "$state" apt-cache policy "$package" | sed -n 's/^ *Candidate: //p'
}
