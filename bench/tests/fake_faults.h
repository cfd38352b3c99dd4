/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What is wrong with the fake module: $FAKE_DEVICE names faults, joined by commas.
 *
 *   eperm       open fails with EPERM
 *   taken       another driver measures
 *   eintr       every write is interrupted twice before it works, every second read once
 *   trickle     reads give 7 bytes at most
 *   stop=N      request N is cut short by a SIGINT to the driver
 *   suspend=N   request N is cut short, with no signal that asks to stop
 *   early=N     request N meets the SIGINT before its first sample
 *   fail        every third allocation of a cell fails
 *   fail_all    every allocation of a cell fails
 *   marked      every sample of a cell is disturbed
 *   drift       every cell is dearer than the one before
 *   clock=N     the clock itself costs N ticks more
 *   wobble      the calibration is one tick off now and then
 *   noisy       costs spread evenly over 1000 ticks
 *   slow=N      the first N samples of a cell are dearer, each a tick less than the last
 *   sleep=MS    every request takes MS milliseconds
 *   cut=N       the reply to request N ends early
 *   version     replies have another version
 *   backwards   the clock runs backwards
 *   astray      a crowd's samples are from a CPU that has none of its threads
 *   deny=N      request N is refused with E2BIG, though a check allowed it
 *   refuse=N    checks of sizes above N are refused with ERANGE
 *   counters=N  every reply has N counters
 *   busy=N      in request N a counter was shared with others
 *   rename=N    in request N a counter has another name
 *   nameless=N  in request N a counter's name does not end
 *   kindless=N  in request N a counter is of no kind
 *
 * Checks are no requests here: they are not counted.
 */
#ifndef BENCH_TESTS_FAKE_FAULTS_H
#define BENCH_TESTS_FAKE_FAULTS_H

/**
 * fault() - the number after NAME= in $FAKE_DEVICE, 1 for a bare NAME, 0 without
 */
unsigned int fault(const char *name);

#endif
