#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
# TAP: --clock auto and tsc ask KVM to bring the kernel up, keep the answer, and say it. The
# QEMUs that refuse, hang and work are imitations, which plain emulation stands behind; what
# this machine's own KVM does is asked at the end.
#
#   clock.sh ALLOCVM
set -u
. "$(dirname -- "$(realpath -- "$0")")/tap.sh"
allocvm=$(realpath -- "$1")

need_kernel "$allocvm" debian:bookworm/cloud
qemu=$(command -v qemu-system-x86_64) || skip 'no qemu-system-x86_64'
kernel=image:$directory/vmlinuz
export ALLOCBENCH_CACHE=$work/cache
unset ALLOCVM_CLOCK

# imitate COMMAND: what QEMU does where KVM is asked for. It notes each boot; all of them
# are plain emulation, which is quick.
imitate() {
	mkdir -p "$work/path"
	cat >"$work/path/qemu-system-x86_64" <<-END
		#!/usr/bin/env bash
		[ "\$1" != --version ] || exec "$qemu" --version
		echo "\$*" >>"$work/boots"
		emulate() {
			for word; do
				shift
				case \$word in kvm) word=tcg ;; host) word=qemu64 ;; esac
				case \$word in -icount | shift=0,sleep=off) ;; *) set -- "\$@" "\$word" ;; esac
			done
			exec "$qemu" "\$@"
		}
		case "\$*" in *'-accel kvm'*) $1 ;; *) emulate "\$@" ;; esac
	END
	chmod +x "$work/path/qemu-system-x86_64"
}

# boot CODE WORDS FACT [OPTION...]: sets seconds; $work/boots has the boots of it.
boot() {
	local code=$1 words=$2 name=$3 begin=$SECONDS
	shift 3
	rm -f "$work/boots"
	PATH=$work/path:$PATH "$allocvm" boot --memory 256 --kernel "$kernel" "$@" \
		>"$work/stdout" 2>"$work/stderr"
	[ $? = "$code" ] && cat "$work/stdout" "$work/stderr" | grep -q -- "$words"
	fact $? "$name"
	seconds=$((SECONDS - begin))
}

boots() { # boots KVM ALL FACT: so many boots by KVM, and of all
	[ "$(grep -c 'accel kvm' "$work/boots")" = "$1" ] && [ "$(wc -l <"$work/boots")" = "$2" ]
	fact $? "$3"
}

kept() {
	find "$work/cache/kvm" -name '*.json' 2>/dev/null
}

test_refusal() {
	imitate 'echo "no KVM for you" >&2; exit 1'
	boot 0 '(icount)' 'where QEMU refuses KVM, auto counts instructions'
	[ "$(wc -l <"$work/stderr")" = 1 ] &&
		grep -q -- '--clock auto .*icount.*no KVM for you.*--clock icount' "$work/stderr"
	fact $? "which is said in one line, with QEMU's words and the way to choose"
	[ -z "$(kept)" ]
	fact $? 'and asked again the next time'
	boot 6 'no KVM for you' 'and tsc is refused' --clock tsc
	ALLOCVM_CLOCK=icount boot 0 '(icount)' 'ALLOCVM_CLOCK chooses'
	boots 0 1 'and KVM is not asked'
	ALLOCVM_CLOCK=nonsense boot 2 'ALLOCVM_CLOCK: nonsense' 'a clock that is none: usage'
}

test_silence() {
	imitate 'exec sleep 60'
	boot 0 'within 10 s' 'where nothing comes up within 10 s, auto counts instructions'
	[ -n "$(kept)" ] && grep -qF "$(kept)" "$work/stderr"
	fact $? 'and names the file with the answer'
	boot 0 'within 10 s' 'the next time it says so, too'
	boots 0 1 'but does not ask again'
	boot 6 'kept in ' 'tsc is refused, by the answer that is kept' --clock tsc
	[ "$seconds" -lt 8 ]
	fact $? "at once ($seconds s)"
}

test_proof() {
	imitate 'emulate "$@"'
	sed -i 's/"boot_id": "./&x/' "$(kept)"
	boot 0 '(kvm)' 'once the host has booted again KVM is asked, and works'
	boots 2 2 'once by the init alone, then in earnest'
	[ ! -s "$work/stderr" ]
	fact $? 'without a word'
	boot 0 '(kvm)' 'the next time it works' --clock tsc
	boots 1 1 'and is not asked again'
	cp "$directory/vmlinuz" "$work/vmlinuz"
	kernel=image:$work/vmlinuz boot 0 '(kvm)' 'nor for the same image elsewhere'
	boots 1 1 'which is known by its content'
}

# Either is right, but never a hang, nor a kernel that waits for ever.
test_machine() {
	rm -r "$work/path" "$work/cache"
	PATH=${PATH#"$work/path:"}
	"$allocvm" boot --memory 256 --kernel "$kernel" --clock tsc >"$work/stdout" 2>"$work/stderr"
	case $? in
	0) echo "# KVM works here"; true ;;
	6) sed 's/^/# /' "$work/stderr"; grep -q 'machine kvm' "$work/stderr" ;;
	*) false ;;
	esac
	fact $? "this machine's KVM boots, or is unfit"
}

test_refusal
test_silence
test_proof
test_machine
facts_end
