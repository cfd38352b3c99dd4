# SPDX-License-Identifier: GPL-2.0-or-later
# Reads a kernel log and prints KCSAN's data races, one a line: where, and " [allocbench]" behind
# those in which the module made one of the two accesses, by itself or by a function that copies or
# prints. What others do on its behalf asks for no lock of ours: compaction, for an allocation;
# capable(), to the task.
function report() {
	if (text)
		print text (ours ? " [allocbench]" : "")
	text = ours = ""
}
/BUG: KCSAN: / {
	report()
	text = $0
	sub(/.*BUG: KCSAN: /, "", text)
	gsub(/ \[[a-z_]+\]/, "", text)
}
/=====/ { report() }
/ (by (task|interrupt)|origin)/ { undecided = 1; next }
text && undecided && /\+0x/ && !/\]  *_*(mem|str|copy|seq_|vsnprintf|number|list_)/ {
	if (/\[allocbench\]/)
		ours = 1
	undecided = 0
}
END { report() }
