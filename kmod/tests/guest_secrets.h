/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The groups of facts about who may, and what is given away.
 */
#ifndef KMOD_TESTS_GUEST_SECRETS_H
#define KMOD_TESTS_GUEST_SECRETS_H

void strangers(void);
void given_bytes(void);
void shared_budget(void);

#endif
