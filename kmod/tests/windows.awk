# SPDX-License-Identifier: GPL-2.0-only
#
# Reads `objdump -dr --no-show-raw-insn` of a module and prints, for each sampling loop, a
# line "FUNCTION WINDOWS PROBLEMS calls...": what stands between the two clock sequences of
# each window. A window must hold one direct call and nothing else but moves; the XOR of a
# register with itself is one too, with which compilers move 0, and a PUSH, with which i686
# passes a fourth argument.
#
# A loop has five clock sequences or more: one at its start, one at each of its ends, and
# two a window. A window is a pair of sequences with a call between them, and no branch
# away or in: what a row prepares stands behind the loop's first instruction, to which the
# loop branches back.

function begin(name) {
	function_name = name
	count = 0
	delete target_of
	delete is_branched_to
}

function is_move(i,	pair) {
	split(operands[i], pair, ",")
	return mnemonic[i] ~ /^(mov|push)/ ||
	       mnemonic[i] ~ /^xor/ && pair[1] ~ /^%/ && pair[1] == pair[2]
}

function is_sequence(i) {
	return i > 2 && mnemonic[i - 2] == "lfence" && mnemonic[i - 1] == "rdtsc" &&
	       mnemonic[i] == "lfence"
}

# The call's own target, or that of the relocation below it.
function call_target(i) {
	if (i in target_of)
		return target_of[i]
	return substr(rest[i], 2, length(rest[i]) - 2)
}

# What stands between the clock sequences that end at FROM and begin at TO.
function window(from, to,	i, called, odd, targets) {
	for (i = from + 1; i < to; i++) {
		if (address[i] in is_branched_to || mnemonic[i] ~ /^(j|ret)/)
			return
		if (mnemonic[i] ~ /^call/) {
			called++
			targets = targets call_target(i)
			odd += operands[i] ~ /^\*/ ||
			       call_target(i) ~ /^__x86_indirect_thunk/
		} else if (!is_move(i)) {
			odd++
		}
	}
	if (!called)
		return
	windows++
	problems += odd + (called != 1)
	calls = calls " " targets
}

function finish(	i, last) {
	windows = problems = last = 0
	calls = ""
	for (i = 1; i <= count; i++) {
		if (!is_sequence(i))
			continue
		if (last)
			window(last, i - 2)
		last = i
	}
	if (function_name ~ /_(pairs|allocs|frees)$/ && last)
		printf "%s %d %d%s\n", function_name, windows, problems, calls
}

/^[0-9a-f]+ <.*>:$/ {
	finish()
	begin(substr($2, 2, length($2) - 3))
	next
}

/R_(X86_64|386)_/ {
	target = $NF
	sub(/-0x[0-9a-f]+$/, "", target)
	target_of[count] = target
	next
}

/^ *[0-9a-f]+:\t/ {
	count++
	address[count] = substr($1, 1, length($1) - 1)
	mnemonic[count] = $2
	operands[count] = $3
	rest[count] = $4
	if ($2 ~ /^j/)
		is_branched_to[$3] = 1
}

END { finish() }
