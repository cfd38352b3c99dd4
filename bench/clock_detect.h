/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Which clock a run has, told from what it measured and not from what it was told.
 */
#ifndef BENCH_CLOCK_DETECT_H
#define BENCH_CLOCK_DETECT_H

#include <stdbool.h>
#include <stdint.h>

#include "results/clock.h"
#include "results/histogram.h"

/* What QEMU without an accelerator says in CPUID. */
#define HYPERVISOR_TCG "TCGTCGTCGTCG"

#define RULER_COUNT 4

extern const uint64_t ruler_adds[RULER_COUNT];

/**
 * struct clock_evidence - undisturbed samples of `none` and the rulers, alloc and free
 */
struct clock_evidence {
	struct histogram none[2];
	struct histogram ruler[RULER_COUNT][2];
};

/**
 * struct clock_facts - what the evidence says
 * @kind:          the clock
 * @ticks_per_add: slope of the least-squares line through the rulers' medians, alloc side
 * @smallest_step: the smallest body in adds of which 95 % of samples are above 95 % of
 *                 those of the empty body; 0 where none is
 */
struct clock_facts {
	enum clock_kind kind;
	double ticks_per_add;
	uint64_t smallest_step;
};

/**
 * clock_is_exact() - does every ruler read exactly its adds above `none`, in every
 * sample?
 */
bool clock_is_exact(const struct clock_evidence *evidence);

/**
 * clock_detect() - name the clock
 * @signature: the hypervisor's in CPUID; "" where there is none
 * @is_uml:    is this user-mode Linux?
 *
 * Return: 0, or -ENODATA where a row has no undisturbed sample.
 */
int clock_detect(const struct clock_evidence *evidence, const char *signature,
		 bool is_uml, struct clock_facts *facts);

void clock_evidence_free(struct clock_evidence *evidence);

#endif
