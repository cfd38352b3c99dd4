// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * How cells are laid out, in whatever order they were measured.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/cell_grid.h"

#define WAY(flags)                                                \
	{                                                         \
		{                                                 \
			(flags), "task", "pair", "0", "0", "", "" \
		}                                                 \
	}

#define CELL(name, bytes, flags)                                                      \
	{                                                                             \
		.allocator = (name), .size = (bytes), .way = WAY(flags),              \
		.sample_count = 1000 + (bytes), .marked_count = 3, .failure_count = 1 \
	}

static struct cell cells[] = {
	CELL("vmalloc", 4096, "GFP_KERNEL"), CELL("zsmalloc", 8, "GFP_KERNEL"),
	CELL("kmalloc", 4096, "GFP_KERNEL"), CELL("kmalloc", 8, "GFP_ATOMIC"),
	CELL("aardvark", 8, "GFP_KERNEL"),   CELL("kmalloc", 8, "GFP_KERNEL"),
	CELL("book_pages", 8, "GFP_KERNEL"), CELL("kmalloc", 8, "GFP_KERNEL"),
};

static const struct result result = { .cells = cells, .cell_count = 8 };

static const struct way *const way = &cells[0].way;

static void axes_are_in_order(void **state)
{
	static const char *const allocators[] = { "kmalloc", "book_pages", "vmalloc",
						  "aardvark", "zsmalloc" };
	struct cell_grid grid;

	assert_int_equal(cell_grid_of(&result, way, NULL, 0, &grid), 0);
	assert_int_equal(grid.size_count, 2);
	assert_int_equal(grid.sizes[0], 8);
	assert_int_equal(grid.sizes[1], 4096);
	assert_int_equal(grid.allocator_count, 5);
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(grid.allocators[i], allocators[i]);
	cell_grid_free(&grid);
}

static void cells_stand_in_their_place_once(void **state)
{
	struct cell_grid grid;

	assert_int_equal(cell_grid_of(&result, way, NULL, 0, &grid), 0);
	assert_ptr_equal(cell_grid_at(&grid, 0, 0), &cells[5]);
	assert_ptr_equal(cell_grid_at(&grid, 1, 0), &cells[2]);
	assert_null(cell_grid_at(&grid, 0, 2));
	assert_ptr_equal(cell_grid_at(&grid, 1, 2), &cells[0]);
	assert_int_equal(grid.repeat_count, 1);
	cell_grid_free(&grid);
}

static void totals_are_of_the_cells_shown(void **state)
{
	struct cell_grid grid;

	assert_int_equal(cell_grid_of(&result, way, NULL, 0, &grid), 0);
	assert_int_equal(grid.fewest_samples, 1008);
	assert_int_equal(grid.most_samples, 5096);
	assert_int_equal(grid.sample_count, 4 * 1008 + 2 * 5096);
	assert_int_equal(grid.marked_count, 6 * 3);
	assert_int_equal(grid.failure_count, 6);
	cell_grid_free(&grid);
}

static void other_flags_make_another_grid(void **state)
{
	struct cell_grid grid;

	assert_int_equal(cell_grid_of(&result, &cells[3].way, NULL, 0, &grid), 0);
	assert_string_equal(grid.way->fields[WAY_GFP], "GFP_ATOMIC");
	assert_int_equal(grid.allocator_count, 1);
	assert_ptr_equal(cell_grid_at(&grid, 0, 0), &cells[3]);
	cell_grid_free(&grid);
}

static void sizes_asked_for_have_rows(void **state)
{
	static const uint64_t sizes[] = { 5, 4096, 999 };
	struct cell_grid grid;

	assert_int_equal(cell_grid_of(&result, way, sizes, 3, &grid), 0);
	assert_int_equal(grid.size_count, 4);
	assert_int_equal(grid.sizes[0], 5);
	assert_int_equal(grid.sizes[2], 999);
	assert_null(cell_grid_at(&grid, 0, 0));
	cell_grid_free(&grid);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(axes_are_in_order),
		cmocka_unit_test(cells_stand_in_their_place_once),
		cmocka_unit_test(totals_are_of_the_cells_shown),
		cmocka_unit_test(other_flags_make_another_grid),
		cmocka_unit_test(sizes_asked_for_have_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
