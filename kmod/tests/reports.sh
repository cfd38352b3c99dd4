# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0-or-later
# Tells what a kernel reports of the module from what it reports of itself. To be sourced.

trouble='\] (BUG: |WARNING: |INFO: |Oops|UBSAN: |watchdog: |kernel BUG |general protection)'
trouble+='| invoked oom-killer: |page allocation failure: '

# other_reports PATTERN LOG: on standard output the kernel's reports of trouble which the
# pattern does not match.
other_reports() {
	grep -E "$trouble" "$2" | grep -vE "$1"
}
