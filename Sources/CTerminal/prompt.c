// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "internal.h"

static volatile sig_atomic_t was_stopped;
static sigset_t usual_signals;
static char *accepted;
static bool finished;
static char *returned;  // keys to be read before those of the terminal
static int returned_count, returned_next;

static void on_continue(int number) { (void)number, was_stopped = 1; }
static void on_quit(int number) { (void)number; }

void ct_give_back(const char *keys, int count) {
    char *all = malloc(returned_count - returned_next + count);
    if (!all) return;
    int waiting = returned_count - returned_next;
    if (waiting) memcpy(all, returned + returned_next, waiting);
    memcpy(all + waiting, keys, count);
    free(returned);
    returned = all;
    returned_next = 0;
    returned_count = waiting + count;
}

// Not rl_stuff_char: its queue is short, and says nothing of how much is in it.
int ct_next_returned_key(void) {
    return returned_next < returned_count ? (unsigned char)returned[returned_next++] : -1;
}

void ct_open_prompt(struct ct_settings settings) {
    ct_catch_interrupts(false);
    struct sigaction action = {.sa_handler = on_continue};
    sigemptyset(&action.sa_mask);
    sigaction(SIGCONT, &action, NULL);

    rl_readline_name = strdup(settings.name);
    rl_outstream = settings.on_stderr ? stderr : stdout;
    rl_catch_signals = rl_catch_sigwinch = 1;
    rl_persistent_signal_handlers = 1;
    rl_change_environment = 0;
    using_history();
    ct_prepare_completion(settings);

    // All this before rl_initialize, which reads the inputrc: that one has the last word.
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("echo-control-characters", "off");
    rl_variable_bind("revert-all-at-newline", "on");
    const char *up[] = {"\\e[A", "\\eOA"}, *down[] = {"\\e[B", "\\eOB"};
    for (int i = 0; i < 2; i++) {
        rl_bind_keyseq(up[i], rl_history_search_backward);
        rl_bind_keyseq(down[i], rl_history_search_forward);
    }
    rl_initialize();
    // And this after it: with a redisplay function of ours it would take the terminal for a dumb one.
    ct_prepare_hints(settings);
}

void ct_add_history(const char *line) { add_history(line); }

static void accept_line(char *line) {
    rl_callback_handler_remove();
    accepted = line;
    finished = true;
}

// Readline cleans the screen up wherever a signal meets it. So signals are let in only while we wait
// for a key, when the cursor is where it seems to be; and none can slip in between the look at the
// flags and the wait.
void ct_let_signals_in(bool in) {
    const int numbers[] = {SIGINT, SIGTERM, SIGHUP, SIGTSTP, SIGCONT, SIGWINCH};
    sigset_t set;
    sigemptyset(&set);
    for (int i = 0; i < 6; i++) sigaddset(&set, numbers[i]);
    if (in)
        sigprocmask(SIG_SETMASK, &usual_signals, NULL);
    else
        sigprocmask(SIG_BLOCK, &set, &usual_signals);
}

// Returns whether a key can be read; false after a signal.
static bool wait_for_key(void) {
    if (rl_pending_signal() || ct_is_interrupted() || was_stopped) return false;
    if (returned_next < returned_count) return true;
    struct pollfd input = {.fd = fileno(rl_instream), .events = POLLIN};
    return ppoll(&input, 1, NULL, &usual_signals) > 0 || errno != EINTR;
}

// Leaves the line on the screen with ^C at its end, as shells do; a search is wiped away.
static void abandon(bool searching) {
    if (searching) {
        rl_clear_visible_line();
    } else {
        rl_point = rl_end;
        rl_redisplay();
        fputs("^C", rl_outstream);
        rl_crlf();
    }
    fflush(rl_outstream);
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    rl_replace_line("", 1);
}

// Returns whether the line is to be dropped.
static bool handle_signals(void) {
    bool searching = RL_ISSTATE(RL_STATE_ISEARCH | RL_STATE_NSEARCH);
    ct_allow_hints(false);
    ct_let_signals_in(true);
    rl_check_signals();
    bool is_dropped = ct_is_interrupted();
    if (is_dropped) {
        abandon(searching);
    } else if (was_stopped) {
        was_stopped = 0;
        rl_prep_terminal(1);
        rl_forced_update_display();
    }
    ct_let_signals_in(false);
    ct_allow_hints(true);
    return is_dropped;
}

static int edit(void) {
    while (!finished) {
        if (wait_for_key()) {
            bool has_returned = returned_next < returned_count;
            if (has_returned || !ct_take_late_reply(fileno(rl_instream)))
                rl_callback_read_char();
        } else if (handle_signals())
            return CT_INTERRUPTED;
    }
    return accepted ? CT_LINE : CT_END;
}

char *ct_read_line(const char *prompt, const char *initial, int *outcome) {
    // In the raw mode of editing, Ctrl-\ would end us and leave the terminal so.
    struct sigaction ignore = {.sa_handler = on_quit}, before;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGQUIT, &ignore, &before);
    ct_let_signals_in(false);
    ct_clear_interrupt();
    was_stopped = 0;
    finished = false;
    accepted = NULL;
    rl_reset_screen_size();
    rl_callback_handler_install(prompt, accept_line);
    if (*initial) {
        rl_insert_text(initial);
        (*rl_redisplay_function)();
    }
    *outcome = edit();
    // Where it asks for bracketed paste, readline ends the line itself.
    if (*outcome == CT_END && strcmp(rl_variable_value("enable-bracketed-paste"), "on") != 0)
        rl_crlf(), fflush(rl_outstream);
    ct_clear_interrupt();
    sigaction(SIGQUIT, &before, NULL);
    ct_let_signals_in(true);
    return accepted;
}
