// SPDX-License-Identifier: GPL-3.0-or-later

#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <unistd.h>

#include "internal.h"

static atomic_bool interrupted;
static bool dies_at_second;

static void on_interrupt(int number) {
    if (atomic_exchange(&interrupted, true) && dies_at_second) {
        signal(number, SIG_DFL);
        raise(number);
    }
}

void ct_catch_interrupts(bool second_kills) {
    struct sigaction before;
    // Who started us with Ctrl-C ignored (nohup, a background job) wants it so.
    if (second_kills && sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler == SIG_IGN)
        return;
    dies_at_second = second_kills;
    // No SA_RESTART: a read that waits has to come back.
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
}

bool ct_is_interrupted(void) { return atomic_load_explicit(&interrupted, memory_order_relaxed); }

void ct_clear_interrupt(void) { atomic_store(&interrupted, false); }

static volatile sig_atomic_t ending;

static void on_ending(int number) { ending = number; }

static const int ending_numbers[] = {SIGTERM, SIGHUP};

void ct_hold_endings(void) {
    struct sigaction action = {.sa_handler = on_ending}, before;
    sigemptyset(&action.sa_mask);
    for (int i = 0; i < 2; i++) {
        // What who started us has us ignore, as nohup does, stays ignored.
        bool is_ignored = sigaction(ending_numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_IGN;
        if (!is_ignored) sigaction(ending_numbers[i], &action, NULL);
    }
}

void ct_let_endings_go(void) {
    struct sigaction before;
    for (int i = 0; i < 2; i++)
        if (sigaction(ending_numbers[i], NULL, &before) == 0 && before.sa_handler == on_ending)
            signal(ending_numbers[i], SIG_DFL);
}

bool ct_is_ending(void) { return ending != 0; }

void ct_end_by_signal(void) {
    ct_let_endings_go();
    if (ending) raise(ending);
}

static int wiped;

// By then the handler is the usual one again, so that raising the signal stops us.
static void on_stop(int number) {
    ssize_t written = write(wiped, "\r\033[J", 4);
    (void)written;
    raise(number);
}

void ct_wipe_at_stop(int descriptor) {
    struct sigaction before;
    bool is_known = sigaction(SIGTSTP, NULL, &before) == 0;
    if (!is_known || before.sa_handler != SIG_DFL) return;
    wiped = descriptor;
    struct sigaction action = {.sa_handler = on_stop, .sa_flags = SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGTSTP, &action, NULL);
}

void ct_let_stops_be(void) {
    struct sigaction before;
    if (sigaction(SIGTSTP, NULL, &before) == 0 && before.sa_handler == on_stop)
        signal(SIGTSTP, SIG_DFL);
}
