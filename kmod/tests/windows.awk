# SPDX-License-Identifier: GPL-2.0-only
#
# Reads `objdump -dr --no-show-raw-insn` of a module and prints, for each sampling loop, a
# line "FUNCTION WINDOWS PROBLEMS calls...": what stands between the two clock sequences of
# each window. A window must hold one direct call and nothing else but moves; the XOR of a
# register with itself is one too, with which compilers move 0.
#
# A loop has five clock sequences or more: one at its start, one at each of its ends, and
# two a window. A window is a pair of sequences with no branch between them and a call.

function begin(name) {
	function_name = name
	windows = problems = 0
	calls = ""
	lfences = 0
	open = 0
}

function is_move_of_zero(mnemonic, operands,	pair) {
	split(operands, pair, ",")
	return mnemonic ~ /^xor/ && pair[1] ~ /^%/ && pair[1] == pair[2]
}

function finish() {
	if (function_name ~ /_(pairs|allocs|frees)$/ && sequences)
		printf "%s %d %d%s\n", function_name, windows, problems, calls
	sequences = 0
	function_name = ""
}

# A sequence of LFENCE; RDTSC; LFENCE has ended.
function sequence() {
	sequences++
	if (open && called && !branched) {
		windows++
		problems += odd
		if (called != 1)
			problems++
		calls = calls " " targets
	}
	open = 1
	called = branched = odd = 0
	targets = ""
}

/^[0-9a-f]+ <.*>:$/ {
	finish()
	begin(substr($2, 2, length($2) - 3))
	next
}

# A relocation names the target of the call above it.
/R_X86_64_(PLT32|PC32)/ && pending {
	target = $NF
	sub(/-0x[0-9a-f]+$/, "", target)
	if (target ~ /^__x86_indirect_thunk/)
		odd++
	targets = targets target
	pending = 0
	next
}

/R_X86_64_/ { next }

/^ *[0-9a-f]+:\t/ {
	pending = 0
	mnemonic = $2
	if (mnemonic == "lfence") {
		if (state == "rdtsc") {
			sequence()
			state = ""
		} else {
			state = "lfence"
		}
		next
	}
	if (mnemonic == "rdtsc" && state == "lfence") {
		state = "rdtsc"
		next
	}
	state = ""
	if (mnemonic ~ /^call/) {
		called++
		if ($3 ~ /^\*/)
			odd++
		else if ($4 ~ /^<.*_body>$/ || $4 !~ /\+0x/)
			targets = targets substr($4, 2, length($4) - 2)
		else
			pending = 1
	} else if (mnemonic ~ /^j/ || mnemonic ~ /^ret/) {
		branched++
	} else if (mnemonic !~ /^mov/ && !is_move_of_zero(mnemonic, $3)) {
		odd++
	}
}

END { finish() }
