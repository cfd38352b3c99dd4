#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: ci/soak among tests of its own: what failed, what was stopped, what is gone on with.
#
#   soak.sh SOAK
set -u
here=$(dirname -- "$(realpath -- "$0")")
# shellcheck source-path=SCRIPTDIR
. "$here/tap.sh"

# A project whose tests do what the files shakes, skips and is-quick say, and write their names
# into the file ran; what sets up does nothing.
top=$work/top
mkdir -p "$top/ci"
cp -- "$1" "$top/ci/soak"
for tool in setup build get-kernel debug-kernel; do
	printf '#!/bin/sh\n' >"$top/ci/$tool"
done
chmod +x "$top"/ci/*
cat >"$top/meson.build" <<-'END'
	project('soaked')
	foreach name : ['steady', 'shaky, soak', 'slow']
	  test(name, files('act'), args: name, suite: ['long', 'soak'], protocol: 'tap', timeout: 0)
	endforeach
	test('other', files('act'), args: 'slow')
END
cat >"$top/act" <<-'END'
	#!/bin/sh
	echo "$1" >>"${0%/*}/ran"
	case $1 in
	shaky*)
		[ ! -e "${0%/*}/shakes" ] || fails='not '
		[ ! -e "${0%/*}/skips" ] || { echo 1..0 '# SKIP no such kernel' && exit; }
		;;
	slow) [ -e "${0%/*}/is-quick" ] || sleep 60 ;;
	esac
	echo "# figure: seconds of $1: $SOAK_SECONDS, seed $SOAK_SEED"
	echo "${fails-}ok 1 - $1 | holds"
	echo 1..1
END
chmod +x "$top/act"
export ALLOCBENCH_CACHE=$work/cache
mkdir -p "$ALLOCBENCH_CACHE/source/bookworm"
echo 6.1 >"$ALLOCBENCH_CACHE/source/bookworm/facts"
meson setup "$top/build" "$top" >"$work/stderr" 2>&1
fact $? 'a project that has a suite soak'

# soak ARGUMENT...: sets status.
soak() {
	: >"$top/ran"
	"$top/ci/soak" --out "$work/report.md" "$@" >"$work/stderr" 2>&1
	status=$?
}
# ran NAME...: these, and no others.
ran() {
	[ "$(sort "$top/ran")" = "$(printf '%s\n' "$@" | sort)" ]
}
reports() {
	grep -qF -- "$1" "$work/report.md"
}

touch "$top/shakes"
: >"$top/ran"
"$top/ci/soak" --out "$work/report.md" --hours 0.5 --seed 7 >"$work/stderr" 2>&1 &
until grep -qx slow "$top/ran" && grep -q 'steady  *OK' "$work/stderr" && grep -q 'shaky, soak  *FAIL' "$work/stderr"; do
	sleep 0.1
	kill -0 $! 2>/dev/null || break
done
kill -TERM $!
wait $!
[ $? = 1 ] && reports '| stopped | by a signal' && reports '| steady | unknown | OK |' &&
	reports '- seconds of steady: 181, seed 7' && reports '- **not ok 1 - shaky, soak | holds**' &&
	! reports '| slow |'
fact $? 'who stops it has the report of what was finished'

touch "$top/is-quick"
soak --resume
[ "$status" = 1 ] && ran 'shaky, soak' slow && reports '| steady | unknown | OK |' &&
	reports '| slow | unknown | OK |' && ! reports '| stopped |'
fact $? '--resume leaves out what passed; what fails again fails it'

rm -- "$top/shakes"
soak --resume
[ "$status" = 0 ] && ran 'shaky, soak' && [ "$(grep -c '^| shaky, soak |' "$work/report.md")" = 3 ]
fact $? 'its report keeps the failures before'

soak --resume
[ "$status" = 0 ] && [ ! -s "$top/ran" ] && reports '| slow | unknown | OK |'
fact $? 'nothing is left: the same report again'

soak steady
[ "$status" = 0 ] && ran steady && ! reports '| slow |'
fact $? 'a test that is named, from the beginning'

touch "$top/skips"
soak 'shaky, soak'
[ "$status" = 1 ] && reports '| shaky, soak | unknown | SKIP |'
fact $? 'a test that is skipped fails it'

soak --resume nonsense
[ "$status" = 2 ] && grep -q 'no such test: meson test' "$work/stderr"
fact $? 'a name that no test has is a wrong usage'
soak --hours soon
[ "$status" = 2 ] && grep -q '^  *ci/soak' "$work/stderr"
fact $? 'hours that are no number are one too'
facts_end
