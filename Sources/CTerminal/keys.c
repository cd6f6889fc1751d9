// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <readline/readline.h>

#include "internal.h"

static volatile sig_atomic_t is_to_stop, was_stopped;
static struct sigaction usual_stop;
static int input;  // the terminal, opened once more so that reading it never waits
static sigset_t usual_signals;
static int outcome;     // CT_LINE while keys come
static char *abandoned;  // what was typed of a line that was dropped
static char *returned;  // keys to be read before those of the terminal
static int returned_count, returned_next;

void ct_give_back(const char *keys, int count) {
    int waiting = returned_count - returned_next;
    char *all = malloc(waiting + count);
    if (!all) return;
    if (waiting) memcpy(all, returned + returned_next, waiting);
    memcpy(all + waiting, keys, count);
    free(returned);
    returned = all;
    returned_next = 0;
    returned_count = waiting + count;
}

static bool has_returned_key(void) { return returned_next < returned_count; }

static void on_stop(int number) { (void)number, is_to_stop = 1; }
static void on_continue(int number) { (void)number, was_stopped = 1; }

static void handle(int number, void (*handler)(int), struct sigaction *before) {
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, before);
}

void ct_prepare_keys(void) {
    handle(SIGCONT, on_continue, NULL);
    // A hasty Esc and Enter would turn the keyboard into vi's; whoever wants that has an inputrc.
    ct_rebind("\033\n", rl_vi_editing_mode, NULL);
    ct_rebind("\033\r", rl_vi_editing_mode, NULL);
    rl_getc_function = ct_read_key;
    // Ctrl-C throws away what can be read, even between the look whether there is a key and reading it.
    // Not by a flag of standard input itself, which other processes share.
    input = open("/proc/self/fd/0", O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (input < 0) input = 0;
}

// A signal that came while readline drew would leave the screen as it was then. So signals are let in
// only while we wait for a key, when the cursor is where it seems to be; and none can slip in between
// the look at the flags and the wait.
static const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
enum { COUNT = sizeof numbers / sizeof *numbers };

static void let_signals_in(bool in) {
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < COUNT; i++) sigaddset(&set, numbers[i]);
    if (in)
        sigprocmask(SIG_SETMASK, &usual_signals, NULL);
    else
        sigprocmask(SIG_BLOCK, &set, &usual_signals);
}

// Where there is a key as well, waiting ends without the signal; yet Ctrl-C came before that key.
static bool is_signal_waiting(void) {
    sigset_t waiting;
    if (sigpending(&waiting) != 0) return true;
    for (int i = 0; i < COUNT; i++)
        if (sigismember(&waiting, numbers[i]) && !sigismember(&usual_signals, numbers[i]))
            return true;
    return ct_is_interrupted() || ct_is_ending() || is_to_stop || was_stopped || ct_is_resized();
}

void ct_begin_keys(void) {
    let_signals_in(false);
    ct_clear_interrupt();
    handle(SIGTSTP, on_stop, &usual_stop);
    is_to_stop = was_stopped = 0;
    outcome = CT_LINE;
    ct_allow_hints(true);
}

int ct_end_keys(char **typed) {
    ct_clear_interrupt();
    sigaction(SIGTSTP, &usual_stop, NULL);
    let_signals_in(true);
    *typed = abandoned;
    abandoned = NULL;
    return outcome;
}

int ct_wait_for_key(int milliseconds) {
    if (is_signal_waiting()) return -1;
    if (has_returned_key()) return 1;
    struct pollfd waiting = {.fd = input, .events = POLLIN};
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    int count = ppoll(&waiting, 1, milliseconds < 0 ? NULL : &time, &usual_signals);
    if ((count < 0 && errno == EINTR) || is_signal_waiting()) return -1;
    return count != 0;
}

// Leaves the line on the screen with ^C at its end, as shells do; a search is wiped away where the
// terminal can.
static void abandon(bool searching, bool is_interrupt) {
    outcome = is_interrupt ? CT_INTERRUPTED : CT_ENDING;
    returned_next = returned_count;  // as the terminal does with the keys that it holds
    abandoned = strdup(searching ? "" : rl_line_buffer);
    bool is_dumb = !rl_terminal_name || strcmp(rl_terminal_name, "dumb") == 0;
    if (searching && !is_dumb) {
        rl_clear_visible_line();
    } else {
        rl_point = rl_end;
        if (!searching) ct_draw_line();
        if (is_interrupt) fputs("^C", rl_outstream);
        rl_crlf();
    }
    // Rows of the line may stand below, from when the window had another width.
    if (!is_dumb) fputs("\r\033[J", rl_outstream);
    fflush(rl_outstream);
    ct_stop_drawing();
}

// Stops us as the key of the terminal would without us, and goes on from there when we go on.
static void stop(void) {
    is_to_stop = 0;
    sigaction(SIGTSTP, &usual_stop, NULL);
    let_signals_in(true);
    raise(SIGTSTP);
    let_signals_in(false);
    handle(SIGTSTP, on_stop, NULL);
    was_stopped = 1;
}

bool ct_take_signals(void (*release)(void), void (*seize)(void)) {
    // Those that wait come now. Others wait until all is done, so that none is lost.
    let_signals_in(true);
    let_signals_in(false);
    if (is_to_stop) {
        release();
        stop();
        // At once: who gives up now would leave the terminal as it is.
        seize();
    }
    bool goes_on = was_stopped;
    was_stopped = 0;
    return goes_on;
}

static void seize_line(void) { rl_prep_terminal(1); }

static void handle_signals(void) {
    bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
    ct_allow_hints(false);
    bool goes_on = ct_take_signals(rl_deprep_terminal, seize_line);
    bool is_resized = ct_follow_window();
    if (ct_is_interrupted() || ct_is_ending()) {
        abandon(searching, ct_is_interrupted());
    } else if (goes_on) {
        rl_prep_terminal(1);
        if (!is_resized) rl_forced_update_display();
    }
    if (outcome == CT_LINE) ct_allow_hints(true);
}

static int read_byte(void) {
    unsigned char byte;
    ssize_t length = read(input, &byte, 1);
    if (length == 1) return byte;
    if (length < 0 && (errno == EINTR || errno == EAGAIN)) return -1;
    outcome = CT_GONE;
    return -1;
}

// Commands of vi mode leave a line shorter than they say, which later commands search without end.
// What undo would do to it is given up, as it tells places of the longer one.
static void mend_line(void) {
    if (RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH)) return;
    int length = (int)strlen(rl_line_buffer);
    if (length >= rl_end) return;
    rl_end = length;
    if (rl_point > length) rl_point = length;
    if (rl_mark > length) rl_mark = length;
    rl_free_undo_list();
}

int ct_take_key(void) {
    if (has_returned_key()) return (unsigned char)returned[returned_next++];
    if (ct_take_late_reply(input)) return -1;
    return read_byte();
}

bool ct_is_gone(void) { return outcome == CT_GONE; }

// Readline asks again and again on its way out, and hears each time that there is nothing more.
int ct_read_key(FILE *stream) {
    (void)stream;
    while (outcome == CT_LINE) {
        if (ct_wait_for_key(-1) < 0) {
            handle_signals();
            continue;
        }
        mend_line();
        ct_erase_hint();  // before the key, which may move the cursor
        int key = ct_take_key();
        if (key >= 0) return key;
    }
    return READERR;
}
