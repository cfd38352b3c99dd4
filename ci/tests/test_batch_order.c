// SPDX-License-Identifier: GPL-2.0-or-later
/* The order of a batch's boots, and who gets which perturbation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../batch.h"

#define SIDES 3
#define BOOTS 40

static struct batch_boot boots[SIDES * BOOTS];

static void order(unsigned boots_each, uint32_t seed, uint32_t first,
		  struct batch_boot *list)
{
	const struct batch batch = { .side_count = SIDES,
				     .boots_each = boots_each,
				     .seed = seed };

	batch_order(&batch, first, list);
}

static void in_turn(void **state)
{
	order(BOOTS, 0, 0, boots);
	for (size_t i = 0; i < SIDES * BOOTS; i++) {
		assert_int_equal(boots[i].side, i % SIDES);
		assert_int_equal(boots[i].number, i / SIDES + 1);
	}
}

static void no_perturbation_twice(void **state)
{
	bool seen[SIDES * BOOTS + 1] = { 0 };

	order(BOOTS, 7, 100, boots);
	for (size_t i = 0; i < SIDES * BOOTS; i++) {
		assert_in_range(boots[i].perturb, 101, 100 + SIDES * BOOTS);
		assert_false(seen[boots[i].perturb - 100]);
		seen[boots[i].perturb - 100] = true;
	}
}

static void each_round_has_each_side(void **state)
{
	order(BOOTS, 7, 0, boots);
	for (size_t round = 0; round < BOOTS; round++) {
		unsigned sides = 0;

		for (size_t i = round * SIDES; i < (round + 1) * SIDES; i++) {
			assert_int_equal(boots[i].number, round + 1);
			sides |= 1u << boots[i].side;
		}
		assert_int_equal(sides, (1u << SIDES) - 1);
	}
}

static void shuffled_sides_come_first_equally(void **state)
{
	unsigned firsts[SIDES] = { 0 };

	order(BOOTS, 7, 0, boots);
	for (size_t round = 0; round < BOOTS; round++)
		firsts[boots[round * SIDES].side]++;
	/* Binomial with 40 and 1/3: outside once in 500 seeds. */
	for (size_t side = 0; side < SIDES; side++)
		assert_in_range(firsts[side], 5, 22);
}

static void fewer_boots_are_the_beginning(void **state)
{
	static const uint32_t seeds[] = { 0, 7 };
	struct batch_boot fewer[SIDES * 5];

	for (size_t i = 0; i < sizeof(seeds) / sizeof(seeds[0]); i++) {
		order(BOOTS, seeds[i], 0, boots);
		order(5, seeds[i], 0, fewer);
		assert_memory_equal(fewer, boots, sizeof(fewer));
	}
}

static void ends(void **state)
{
	static const struct {
		int exit_code;
		enum batch_end end;
	} rows[] = {
		{ 0, BATCH_RESULT },   { 7, BATCH_RESULT },    { 10, BATCH_DEATH },
		{ 11, BATCH_DEATH },   { 12, BATCH_DEATH },    { 13, BATCH_DEATH },
		{ 14, BATCH_DEATH },   { 1, BATCH_FAILURE },   { 2, BATCH_FAILURE },
		{ 6, BATCH_FAILURE },  { 15, BATCH_FAILURE },  { 16, BATCH_FAILURE },
		{ 77, BATCH_FAILURE }, { 130, BATCH_FAILURE },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(batch_end_of(rows[i].exit_code), rows[i].end);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_turn),
		cmocka_unit_test(no_perturbation_twice),
		cmocka_unit_test(each_round_has_each_side),
		cmocka_unit_test(shuffled_sides_come_first_equally),
		cmocka_unit_test(fewer_boots_are_the_beginning),
		cmocka_unit_test(ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
