// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * An init that loads a module before allocvm's own init begins: a change that changes
 * nothing. Both stand behind it in its own file.
 */
#include <sys/syscall.h>
#include <unistd.h>

#include "appended.h"

int main(int count, char **arguments, char **environment)
{
	const struct appended behind = appended_of("/init");

	if (syscall(SYS_init_module, behind.module, behind.module_size, ""))
		appended_give_up("the module");
	appended_exec(&behind, arguments, environment);
}
