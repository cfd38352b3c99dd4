// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Requests at random for a time: several threads, several open files, some of them
 * shared. Whatever is written, the module answers as its contract says and gives away
 * nothing.
 *
 *   guest-fuzz SECONDS SEED [PLACES]
 *
 *   PLACES  that the module tells KCOV of; half of them must be reached
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "guest.h"
#include "guest_bytes.h"
#include "guest_fuzz.h"
#include "guest_fuzz_calls.h"
#include "guest_kcov.h"
#include "guest_leaks.h"

#define THREADS 3
#define OWN_FILES 3
#define SHARED_FILES 2
#define REPLY_BYTES (1 << 20)
#define ERRNOS 128
/* A run that would go on is interrupted after so long. */
#define PATIENCE_SECONDS 1

static atomic_ulong written, accepted, answers[ERRNOS], replies, reply_faults,
	wrong_checks, text_faults, interrupted;
static atomic_bool is_over;
static int shared[SHARED_FILES];
static double last_fresh;

struct worker {
	pthread_t thread;
	uint64_t state;
	int files[OWN_FILES];
	bool is_pinned;
	char *bytes;
};

static const int of_contract[] = {
	0,     EMSGSIZE, EPROTONOSUPPORT, ENOENT, ERANGE, EOPNOTSUPP, EINVAL,
	E2BIG, ENOSPC,	 EINTR,		  ENOMEM, ENXIO,  ENODATA,    EFAULT,
};

static int put(int file, const struct fuzz_input *input)
{
	return write(file, input->bytes, input->length) < 0 ? -errno : 0;
}

static void say_fault(const struct fuzz_input *input, const char *fault)
{
	const struct allocbench_request *request = &input->request;

	printf("# %s: %.32s '%.160s' %.32s %.32s cpus '%.256s' size %llu, %llu samples, set %llu\n",
	       fault, request->allocator, request->gfp, request->pattern,
	       request->context, request->cpus, (unsigned long long)request->size,
	       (unsigned long long)request->sample_count,
	       (unsigned long long)request->set_size);
	fflush(stdout);
}

/* In pieces of any size; a signal may come between. */
static size_t read_reply(struct worker *worker, int file)
{
	size_t piece = 1 + fuzz_below(&worker->state, 2000), done = 0;

	while (done + piece <= REPLY_BYTES) {
		ssize_t part = read(file, worker->bytes + done, piece);

		if (part < 0 && errno == EINTR)
			continue;
		if (part <= 0)
			return done;
		done += (size_t)part;
	}
	return 0;
}

static void judge_reply(struct worker *worker, int file, const struct fuzz_input *input)
{
	size_t length = read_reply(worker, file), where = SIZE_MAX;
	const char *fault;

	/* Longer than what there is room for: read away by the next request. */
	if (!length)
		return;
	fault = reply_fault(worker->bytes, length,
			    (unsigned int)sysconf(_SC_NPROCESSORS_CONF));
	if (!fault && bytes_have_pointer(worker->bytes, length, &where))
		fault = "a kernel address in the reply";
	if (!fault && bytes_have_poison(worker->bytes, length, &where))
		fault = "memory that nobody has written in the reply";
	replies++;
	interrupted += (((struct allocbench_reply *)worker->bytes)->flags &
			ALLOCBENCH_INTERRUPTED) != 0;
	if (!fault)
		return;
	reply_faults++;
	say_fault(input, fault);
	if (where < length)
		printf("# at %zu of %zu: %016llx\n", where, length,
		       *(unsigned long long *)(worker->bytes + (where & ~7ul)));
}

static void count_answer(const struct fuzz_input *input, int result)
{
	written++;
	accepted += !result;
	answers[-result < ERRNOS ? -result : ERRNOS - 1]++;
	if (!kcov_take())
		return;
	last_fresh = seconds_now();
	fuzz_keep(input);
}

/* What only the moment decides: memory, others' buffers, signals. */
static bool is_of_the_moment(int result)
{
	return result == -ENOMEM || result == -EINTR || result == -ENOSPC ||
	       result == -E2BIG;
}

/* A check of a new file gives what a run of it gives. */
static void compare_check(struct worker *worker, struct fuzz_input input)
{
	int file = open(ALLOCBENCH_DIRECTORY "run", O_RDWR | O_CLOEXEC);
	int checked, sampled;

	input.length = sizeof(input.request);
	input.request.operation = ALLOCBENCH_CHECK;
	input.request.flags = 0;
	checked = put(file, &input);
	count_answer(&input, checked);
	input.request.operation = ALLOCBENCH_SAMPLE;
	sampled = put(file, &input);
	count_answer(&input, sampled);
	if (!sampled)
		judge_reply(worker, file, &input);
	close(file);
	if (checked == sampled || is_of_the_moment(checked) || is_of_the_moment(sampled))
		return;
	wrong_checks++;
	printf("# a check says %d, a run %d\n", checked, sampled);
	say_fault(&input, "a check is wrong");
}

static void try_one(struct worker *worker)
{
	struct fuzz_input input = fuzz_make(&worker->state);
	uint64_t place = fuzz_below(&worker->state, 16);
	bool is_shared = place < SHARED_FILES;
	int *own = &worker->files[place % OWN_FILES];
	int file = is_shared ? shared[place] : *own;
	int result = put(file, &input);

	count_answer(&input, result);
	if (is_shared)
		(void)!read(file, worker->bytes, 1 + fuzz_below(&worker->state, 300));
	else if (!result && input.request.operation != ALLOCBENCH_CHECK && place != 15)
		judge_reply(worker, file, &input);
	if (place == 14) {
		close(*own);
		*own = open_run();
	}
}

static void *work(void *argument)
{
	struct worker *worker = argument;

	/* One is wherever it likes; the others where remote's CPU is another one. */
	if (worker->is_pinned)
		pin_to_first_cpu();
	kcov_thread_begin();
	for (int i = 0; i < OWN_FILES; i++)
		worker->files[i] = open_run();
	while (!is_over) {
		try_one(worker);
		if (!fuzz_below(&worker->state, 8))
			fuzz_call(&worker->state, worker->files[0]);
		if (!fuzz_below(&worker->state, 32))
			fuzz_call(&worker->state, shared[0]);
		if (!fuzz_below(&worker->state, 16))
			compare_check(worker, fuzz_make(&worker->state));
		if (!fuzz_below(&worker->state, 64))
			text_faults += !fuzz_text(&worker->state);
	}
	kcov_take();
	for (int i = 0; i < OWN_FILES; i++)
		close(worker->files[i]);
	return NULL;
}

static void interrupt(int unused)
{
	(void)unused;
}

static void run_workers(unsigned int seconds, uint64_t seed)
{
	static struct worker workers[THREADS];
	struct sigaction action = { .sa_handler = interrupt };

	sigaction(SIGUSR1, &action, NULL);
	for (int i = 0; i < THREADS; i++) {
		workers[i].state = (seed + 1) * 0x9e3779b97f4a7c15 + (uint64_t)i;
		workers[i].is_pinned = i != 0;
		workers[i].bytes = malloc(REPLY_BYTES);
		pthread_create(&workers[i].thread, NULL, work, &workers[i]);
	}
	for (double end = seconds_now() + seconds; seconds_now() < end;) {
		sleep(PATIENCE_SECONDS);
		for (int i = 0; i < THREADS; i++)
			pthread_kill(workers[i].thread, SIGUSR1);
	}
	is_over = true;
	for (int i = 0; i < THREADS; i++) {
		pthread_kill(workers[i].thread, SIGUSR1);
		pthread_join(workers[i].thread, NULL);
	}
}

static bool only_of_contract(void)
{
	bool only = true;

	for (int error = 0; error < ERRNOS; error++) {
		bool known = false;

		if (!answers[error])
			continue;
		for (size_t i = 0; i < sizeof(of_contract) / sizeof(of_contract[0]); i++)
			known |= of_contract[i] == error;
		printf("# figure: fuzz answers %s: %lu\n",
		       error ? strerror(error) : "accepted", answers[error]);
		only &= known;
	}
	return only;
}

static void judge_coverage(size_t places, double begin)
{
	double now = seconds_now();

	if (!places)
		return;
	printf("# figure: fuzz coverage: %zu of %zu places (%zu %%)\n", kcov_places(),
	       places, 100 * kcov_places() / places);
	printf("# figure: fuzz last new place: after %.0f of %.0f s\n",
	       last_fresh - begin, now - begin);
	printf("# figure: fuzz requests kept: %zu\n", fuzz_kept());
	fact(kcov_is_there() && 2 * kcov_places() >= places,
	     "half of the module's places or more are reached");
}

static void judge(size_t places, double begin)
{
	unsigned long share = written ? 100 * accepted / written : 0;

	printf("# figure: fuzz requests: %lu\n", written);
	printf("# figure: fuzz requests accepted: %lu %%\n", share);
	printf("# figure: fuzz replies read: %lu, %lu of interrupted runs\n", replies,
	       interrupted);
	fact(share >= 20, "a fifth of the requests or more are accepted");
	fact(only_of_contract(), "each answer is one of the contract's");
	fact(replies && !reply_faults,
	     "each reply is whole, without a kernel address and without bytes nobody has written");
	fact(!wrong_checks, "a check gives what a run gives");
	fact(!text_faults, "allocators and info tell no kernel address");
	fuzz_calls_print();
	fact(fuzz_calls_are_right(), "other calls give what they may");
	judge_coverage(places, begin);
}

int main(int argc, char **argv)
{
	unsigned int seconds = argc > 1 ? (unsigned int)strtoul(argv[1], NULL, 10) : 10;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : 1;
	size_t places = argc > 3 ? strtoull(argv[3], NULL, 10) : 0;
	double begin = seconds_now();
	size_t leaks;

	printf("# figure: fuzz seed: %llu\n", (unsigned long long)seed);
	leaks_forget();
	fuzz_learn();
	for (int i = 0; i < SHARED_FILES; i++)
		shared[i] = open_run();
	run_workers(seconds, seed);
	for (int i = 0; i < SHARED_FILES; i++)
		close(shared[i]);
	judge(places, begin);
	fact(info_number("live_objects") == 0 && info_number("live_bytes") == 0 &&
		     info_number("buffer_in_use") == 0,
	     "nothing is live at the end");
	leaks = leaks_found();
	if (leaks != SIZE_MAX)
		fact(!leaks, "kmemleak finds nothing in two scans");
	return facts_end();
}
