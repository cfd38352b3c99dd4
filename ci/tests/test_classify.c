// SPDX-License-Identifier: GPL-2.0-or-later
/* Facts about the judgement over a boot, with log lines of real kernels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "../classify.h"
#include "../guest.h"
#include "../kernel_log.h"

#define EXITED(code) ((code) << 8)
#define WELL EXITED(GUEST_EXIT_STATUS)
#define FINISHED ENDING_EXITED, WELL, CHANNEL_CLOSED
#define BOOT                                         \
	"[    0.000000] Linux version 6.1.0\r\n"      \
	"[    0.831534] Run /init as init process\r\n"

static const char panic[] =
	BOOT "[    1.6] sysrq: Trigger a crash\r\n"
	     "[    1.615044] Kernel panic - not syncing: sysrq triggered crash\r\n";
static const char oops[] = BOOT
	"[    1.7] BUG: kernel NULL pointer dereference, address: 0000000000000008\r\n"
	"[    1.7] Oops: 0002 [#1] PREEMPT SMP NOPTI\r\n";
static const char oops_then_panic[] = BOOT
	"[    1.7] BUG: kernel NULL pointer dereference, address: 0000000000000008\r\n"
	"[    1.8] Kernel panic - not syncing: Attempted to kill init!\r\n";
static const char kasan[] = BOOT
	"[    9.123456][    T1] BUG: KASAN: slab-out-of-bounds in f+0x1/0x2\r\n";
static const char warning[] = BOOT
	"[    2.0] ------------[ cut here ]------------\r\n"
	"[    2.0] WARNING: CPU: 0 PID: 61 at mm/page_alloc.c:5530 f+0x1/0x2\r\n";
static const char oom[] = BOOT
	"[    2.0] driver invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=-1\r\n";
static const char failure[] = BOOT
	"[    2.0] driver: page allocation failure: order:10, mode:0xcc0(GFP_KERNEL)\r\n";
static const char lockup[] = BOOT
	"[   30.1] watchdog: BUG: soft lockup - CPU#0 stuck for 26s! [driver:61]\r\n";
static const char stall[] =
	BOOT "[   21.0] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:\r\n";
static const char stuck[] =
	BOOT "[  242.1] INFO: task driver:61 blocked for more than 120 seconds.\r\n";
static const char irq_lost[] =
	BOOT "[    1.2] irq 3: nobody cared (try booting with the \"irqpoll\" option)\r\n";
#define TOKEN "0123456789abcdef"
static const char cut[] = BOOT;
static const char clean[] = BOOT
	"[    0.2] Spectre V2 : WARNING: Unprivileged eBPF is enabled with eIBRS on\r\n"
	"[    0.3] watchdog: Delayed init of the lockup detector failed: 0\r\n"
	"[    0.3] watchdog: Disabling watchdog on nohz_full cores by default\r\n"
	"[    0.4] printk: legacy bootconsole [earlyser0] disabled, not a BUG: at all\r\n"
	"WARNING: a line of the driver\r\nBUG: and another\r\n"
	"Kernel panic - not syncing: the driver only says so\r\n"
	"\r\nallocvm-log-end " TOKEN "\r\n";

static const struct {
	const char *fact, *log;
	enum ending ending;
	int wait_status;
	enum channel_state state;
	const char *word;
	int number, code;
	const char *says;
} rows[] = {
	{ "a clean end", clean, FINISHED, "exit", 0, 0, "" },
	{ "the driver's code", clean, FINISHED, "exit", 7, 7,
	  "exit code 7" },
	{ "a driver killed", clean, FINISHED, "signal", 11, 1,
	  "signal 11" },
	{ "no module", clean, FINISHED, "no-module", 8, 15,
	  "Exec format error" },
	{ "no driver", clean, FINISHED, "no-driver", 8, 1,
	  "static" },
	{ "a panic: QEMU exits 0", panic, ENDING_EXITED, EXITED(0), CHANNEL_OPEN, "", 0,
	  10, "sysrq triggered crash" },
	{ "a panic that hangs", panic, ENDING_SILENCE, 9, CHANNEL_OPEN, "", 0, 10,
	  "panic" },
	{ "a panic before begin", panic, ENDING_NO_BOOT, 9, CHANNEL_SILENT, "", 0, 10,
	  "panic" },
	{ "an oops that ends in a panic", oops_then_panic, ENDING_EXITED, EXITED(0),
	  CHANNEL_OPEN, "", 0, 10, "Attempted to kill init" },
	{ "an oops, and a clean end", oops, FINISHED, "exit", 0, 11,
	  "NULL pointer" },
	{ "an oops that kills the driver", oops, FINISHED, "signal",
	  9, 11, "NULL pointer" },
	{ "an oops, then silence", oops, ENDING_SILENCE, 9, CHANNEL_OPEN, "", 0, 11,
	  "NULL pointer" },
	{ "KASAN, with a caller", kasan, FINISHED, "exit", 0, 11,
	  "KASAN" },
	{ "a warning", warning, FINISHED, "exit", 0, 11,
	  "page_alloc.c" },
	{ "an OOM kill", oom, FINISHED, "signal", 9, 11,
	  "oom-killer" },
	{ "a splat of a failure", failure, FINISHED, "exit", 0, 11,
	  "page allocation failure" },
	{ "a serial line turned off, then silence", irq_lost, ENDING_SILENCE, 9,
	  CHANNEL_OPEN, "", 0, 11, "nobody cared" },
	{ "a lockup, then silence", lockup, ENDING_SILENCE, 9, CHANNEL_OPEN, "", 0, 12,
	  "" },
	{ "an RCU stall, then silence", stall, ENDING_SILENCE, 9, CHANNEL_OPEN, "", 0, 12,
	  "" },
	{ "a lockup that passed", lockup, FINISHED, "exit", 0, 11,
	  "soft lockup" },
	{ "a task that was stuck", stuck, FINISHED, "exit", 0, 11,
	  "blocked" },
	{ "silence", clean, ENDING_SILENCE, 9, CHANNEL_OPEN, "", 0, 12, "for 5 s" },
	{ "no begin", clean, ENDING_NO_BOOT, 9, CHANNEL_SILENT, "", 0, 12, "not begun" },
	{ "too long", clean, ENDING_TIMEOUT, 9, CHANNEL_OPEN, "", 0, 13, "after 5 s" },
	{ "too much", clean, ENDING_FLOOD, 9, CHANNEL_OPEN, "", 0, 14, "more than 256 MiB" },
	{ "too much of a panic", panic, ENDING_FLOOD, 9, CHANNEL_OPEN, "", 0, 10, "panic" },
	{ "a signal to allocvm", oops, ENDING_INTERRUPTED, 9, CHANNEL_OPEN, "", 0, 130,
	  "" },
	{ "QEMU fails", "", ENDING_EXITED, EXITED(1), CHANNEL_SILENT, "", 0, 16,
	  "status 1: qemu: no" },
	{ "QEMU is killed", clean, ENDING_EXITED, 9, CHANNEL_OPEN, "", 0, 16,
	  "signal 9" },
	{ "a reset", clean, ENDING_EXITED, EXITED(0), CHANNEL_OPEN, "", 0, 10, "reset" },
	{ "a power-off after the end line", clean, ENDING_EXITED, EXITED(0),
	  CHANNEL_CLOSED, "exit", 0, 10, "powered off" },
	{ "no end line", clean, ENDING_EXITED, WELL, CHANNEL_OPEN, "", 0, 14,
	  "break off" },
	{ "no begin line", clean, ENDING_EXITED, WELL, CHANNEL_SILENT, "", 0, 14, "" },
	{ "a log without its end", cut, FINISHED, "exit", 0, 1, "cut short" },
	{ "garbled", clean, ENDING_EXITED, WELL, CHANNEL_GARBLED, "exit", 0, 14, "" },
};

static void every_row_has_its_class(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct evidence evidence = {
			.ending = rows[i].ending,
			.wait_status = rows[i].wait_status,
			.seconds = 5,
			.log = rows[i].log,
			.log_length = strlen(rows[i].log),
			.channel = { .state = rows[i].state, .number = rows[i].number },
			.token = TOKEN,
			.qemu_message = "qemu: no",
			.machine = "tcg",
			.title = "QEMU",
		};
		struct problem problem = { .exit_code = EXIT_DONE };

		print_message("%s\n", rows[i].fact);
		snprintf(evidence.channel.word, sizeof(evidence.channel.word), "%s",
			 rows[i].word);
		bool complete = classify(&evidence, &problem);
		assert_int_equal(problem.exit_code, rows[i].code);
		assert_non_null(strstr(problem.text, rows[i].says));
		assert_int_equal(complete, rows[i].log == clean && rows[i].code < 10 &&
						   !strcmp(rows[i].word, "exit"));
	}
}

static void a_machine_that_must_prove_itself_is_unfit(void **state)
{
	static const struct {
		enum ending ending;
		int wait_status;
		enum channel_state state;
		int code;
	} proofs[] = {
		{ ENDING_NO_BOOT, 9, CHANNEL_SILENT, EXIT_UNFIT_ENVIRONMENT },
		{ ENDING_EXITED, EXITED(1), CHANNEL_SILENT, EXIT_UNFIT_ENVIRONMENT },
		{ ENDING_SILENCE, 9, CHANNEL_OPEN, EXIT_GUEST_HANG },
	};

	for (size_t i = 0; i < sizeof(proofs) / sizeof(proofs[0]); i++) {
		const struct evidence evidence = {
			.ending = proofs[i].ending,
			.wait_status = proofs[i].wait_status,
			.log = "",
			.channel = { .state = proofs[i].state },
			.token = TOKEN,
			.qemu_message = "",
			.must_prove = true,
			.machine = "kvm",
		};
		struct problem problem;

		assert_false(classify(&evidence, &problem));
		assert_int_equal(problem.exit_code, proofs[i].code);
	}
}

/* When all has been said, it does not matter how a process of the host ends. */
static void user_mode_linux_may_crash_while_it_halts(void **state)
{
	static const struct {
		bool is_process;
		const char *log;
		enum channel_state state;
		int wait_status, code;
	} cases[] = {
		{ true, clean, CHANNEL_CLOSED, 6, EXIT_DONE },
		{ false, clean, CHANNEL_CLOSED, 6, EXIT_NO_QEMU },
		{ true, clean, CHANNEL_OPEN, 6, EXIT_NO_QEMU },
		{ true, cut, CHANNEL_CLOSED, 6, EXIT_NO_QEMU },
		{ true, panic, CHANNEL_CLOSED, 6, EXIT_GUEST_PANIC },
		{ true, clean, CHANNEL_CLOSED, EXITED(0), EXIT_GUEST_PANIC },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct evidence evidence = {
			.ending = ENDING_EXITED,
			.wait_status = cases[i].wait_status,
			.log = cases[i].log,
			.log_length = strlen(cases[i].log),
			.channel = { .state = cases[i].state, .word = "exit" },
			.token = TOKEN,
			.qemu_message = "",
			.machine = "uml",
			.is_process = cases[i].is_process,
			.title = "user-mode Linux",
		};
		struct problem problem = { .exit_code = EXIT_DONE };

		assert_int_equal(classify(&evidence, &problem),
				 cases[i].code == EXIT_DONE);
		assert_int_equal(problem.exit_code, cases[i].code);
	}
}

static void count_line(const struct log_line *line, void *context)
{
	char *text = context;

	strncat(text, line->text, line->length);
	strcat(text, "|");
}

static void the_drivers_lines_are_told_from_the_kernels(void **state)
{
	char text[512] = "";

	log_visit_driver(clean, sizeof(clean) - 1, count_line, text);
	assert_string_equal(text, "WARNING: a line of the driver|BUG: and another|"
				  "Kernel panic - not syncing: the driver only says so|");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_row_has_its_class),
		cmocka_unit_test(a_machine_that_must_prove_itself_is_unfit),
		cmocka_unit_test(user_mode_linux_may_crash_while_it_halts),
		cmocka_unit_test(the_drivers_lines_are_told_from_the_kernels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
