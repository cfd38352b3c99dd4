// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of allocation flags, and their parsing. User space holds no second one.
 */
#include <linux/errno.h>
#include <linux/string.h>

#include "gfp_flags.h"

static const struct {
	const char *name;
	gfp_t bits;
} flags[FLAG_COUNT] = {
	[FLAG_GFP_KERNEL]         = { "GFP_KERNEL", GFP_KERNEL },
	[FLAG_GFP_ATOMIC]         = { "GFP_ATOMIC", GFP_ATOMIC },
	[FLAG_GFP_NOWAIT]         = { "GFP_NOWAIT", GFP_NOWAIT },
	[FLAG_GFP_USER]           = { "GFP_USER", GFP_USER },
	[FLAG_GFP_NOFS]           = { "GFP_NOFS", GFP_NOFS },
	[FLAG_GFP_NOIO]           = { "GFP_NOIO", GFP_NOIO },
	[FLAG_GFP_KERNEL_ACCOUNT] = { "GFP_KERNEL_ACCOUNT", GFP_KERNEL_ACCOUNT },
	[FLAG_GFP_DMA]            = { "GFP_DMA", GFP_DMA },
	[FLAG_GFP_DMA32]          = { "GFP_DMA32", GFP_DMA32 },
	[FLAG_ZERO]               = { "__GFP_ZERO", __GFP_ZERO },
	[FLAG_NOWARN]             = { "__GFP_NOWARN", __GFP_NOWARN },
	[FLAG_NORETRY]            = { "__GFP_NORETRY", __GFP_NORETRY },
	[FLAG_RETRY_MAYFAIL]      = { "__GFP_RETRY_MAYFAIL", __GFP_RETRY_MAYFAIL },
	[FLAG_HIGH]               = { "__GFP_HIGH", __GFP_HIGH },
	[FLAG_NOMEMALLOC]         = { "__GFP_NOMEMALLOC", __GFP_NOMEMALLOC },
	[FLAG_HARDWALL]           = { "__GFP_HARDWALL", __GFP_HARDWALL },
	[FLAG_THISNODE]           = { "__GFP_THISNODE", __GFP_THISNODE },
	[FLAG_ACCOUNT]            = { "__GFP_ACCOUNT", __GFP_ACCOUNT },
	[FLAG_RECLAIMABLE]        = { "__GFP_RECLAIMABLE", __GFP_RECLAIMABLE },
	[FLAG_COMP]               = { "__GFP_COMP", __GFP_COMP },
};

/*
 * Masks of flags of which a request may have one. kmalloc has caches for DMA and caches for
 * reclaimable objects, and would drop one of the two flags.
 */
static const u32 exclusive[] = {
	FLAGS_BASE,
	BIT(FLAG_GFP_DMA) | BIT(FLAG_GFP_DMA32),
	BIT(FLAG_GFP_DMA) | BIT(FLAG_RECLAIMABLE),
	BIT(FLAG_NORETRY) | BIT(FLAG_RETRY_MAYFAIL),
};

/*
 * A zone that is not configured would WARN, or quietly be another zone. Without control
 * groups nothing is accounted.
 */
static u32 flags_of_this_kernel(void)
{
	u32 mask = BIT(FLAG_COUNT) - 1;

	if (!IS_ENABLED(CONFIG_ZONE_DMA))
		mask &= ~BIT(FLAG_GFP_DMA);
	if (!IS_ENABLED(CONFIG_ZONE_DMA32))
		mask &= ~BIT(FLAG_GFP_DMA32);
	if (!IS_ENABLED(CONFIG_MEMCG))
		mask &= ~(BIT(FLAG_GFP_KERNEL_ACCOUNT) | BIT(FLAG_ACCOUNT));
	return mask;
}

static int flag_find(const char *name, size_t length)
{
	int i;

	for (i = 0; i < FLAG_COUNT; i++) {
		if (strlen(flags[i].name) == length &&
		    !memcmp(flags[i].name, name, length))
			return i;
	}
	return -ENOENT;
}

/* The names of a text as a mask. */
static int flags_of(const char *text, u32 *mask)
{
	*mask = 0;
	while (*text) {
		size_t length = strcspn(text, "|");
		int flag = flag_find(text, length);

		if (flag < 0)
			return flag;
		if (*mask & BIT(flag))
			return -EINVAL;
		*mask |= BIT(flag);
		text += length;
		if (*text == '|' && !*++text)
			return -ENOENT;
	}
	return 0;
}

int gfp_flags_parse(const char *text, u32 taken, gfp_t *gfp)
{
	u32 mask;
	int error, i;

	error = flags_of(text, &mask);
	if (error)
		return error;
	if (mask & ~(taken & flags_of_this_kernel()))
		return -EOPNOTSUPP;
	if (taken && !(mask & FLAGS_BASE))
		return -EINVAL;
	for (i = 0; i < ARRAY_SIZE(exclusive); i++) {
		if (hweight32(mask & exclusive[i]) > 1)
			return -EINVAL;
	}

	*gfp = 0;
	for (i = 0; i < FLAG_COUNT; i++) {
		if (mask & BIT(i))
			*gfp |= flags[i].bits;
	}
	return 0;
}

void gfp_flags_show(struct seq_file *seq, u32 mask)
{
	const char *separator = "";
	int i;

	mask &= flags_of_this_kernel();
	if (!mask)
		seq_putc(seq, '-');
	for (i = 0; i < FLAG_COUNT; i++) {
		if (!(mask & BIT(i)))
			continue;
		seq_printf(seq, "%s%s", separator, flags[i].name);
		separator = ",";
	}
}
