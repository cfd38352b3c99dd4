// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The rows and the wish that the tests of plans begin with.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan_fixture.h"

#define PATTERNS "pair,hold,remote,crowd"

static const char rows_text[] =
	"heading\n"
	"none\tnothing\t0\t0\tno\tno\tno\t-\ttask,irq-off\tpair,hold,remote,crowd\t-\t1\t-\t-\n"
	"ruler\tadds\t0\t1000\tno\tno\tno\t-\ttask\tpair\t-\t1\t-\t-\n"
	"kmalloc\tbytes\t1\t4194304\tyes\tno\tno\tGFP_KERNEL,GFP_ATOMIC,__GFP_ZERO\t"
	"task,irq-off\t" PATTERNS "\t-\t1\t-\t-\n"
	"__get_free_pages\tbytes\t1\t4194304\tyes\tno\tno\tGFP_KERNEL\ttask\tpair\t-\t2\t-\t-\n"
	"book_pages\tbytes\t1\t2097152\tno\tno\tno\tGFP_KERNEL\ttask\tpair\t-\t1\t-\t-\n"
	"vmalloc\tbytes\t1\t35184372088832\tyes\tno\tno\tGFP_KERNEL\ttask\tpair,cold\t-\t1\t-\t-\n"
	"bulk\tbytes\t8\t8192\tno\tyes\tyes\tGFP_KERNEL\ttask\tpair\t-\t1\t-\t-\n"
	"gone\tbytes\t0\t0\tno\tno\tno\t-\t-\t-\t-\t1\tnot before Linux 5.13\t-\n";

static int two_cpus[] = { 3, 5 };

const struct cpu_list allowed = { two_cpus, 2 };
const struct cpu_list only_one = { two_cpus, 1 };

struct allocators allocators;
struct info info;

int plan_set_up(void **state)
{
	struct problem problem;

	info.buffer_limit = 64 << 20;
	strcpy(info.pattern_set, "hold,remote");
	strcpy(info.pattern_cpus, "remote,crowd");
	return allocators_parse(rows_text, &allocators, &problem);
}

int plan_tear_down(void **state)
{
	allocators_free(&allocators);
	return 0;
}

const struct wish plain = {
	.allocators = "kmalloc",
	.sizes = "64",
	.gfp = "GFP_KERNEL",
	.patterns = "pair",
	.contexts = "task",
	.node = NODE_NONE,
	.budget = 1 << 30,
	.trace = 4096,
	.info = &info,
	.allowed = &allowed,
	.own_cpu = 3,
};

void build(const struct wish *wish, struct plan *plan)
{
	struct problem problem = { 0 };

	if (plan_build(&allocators, wish, plan, &problem))
		fail_msg("%s", problem.text);
}
