// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "internal.h"

// Not readline's callback interface: in 8.2 a key that nobody bound ends the process from within it
// when it follows Ctrl-R.

static const char *initial_text = "";
static int initial_cursor, last_cursor;
static bool asks_for_help;

static int insert_initial_text(void) {
    rl_insert_text(initial_text);
    if (initial_cursor <= rl_end) rl_point = initial_cursor;
    return 0;
}

// Leaves the line on the screen and gives it to whoever reads lines, who has it edited again later.
static int ask_for_help(int times, int key) {
    (void)times, (void)key;
    last_cursor = rl_point;
    ct_erase_hint();
    rl_point = rl_end;
    ct_draw_line();
    rl_crlf();
    ct_stop_drawing();
    asks_for_help = true;
    rl_done = 1;
    return 0;
}

// Where it asks for bracketed paste, readline ends a line itself that was given up; the end of a line
// that was interrupted has been drawn already.
static void leave_terminal(void) {
    rl_eof_found = rl_eof_found && !ct_is_interrupted() && !ct_is_ending();
    bool ends_line = strcmp(rl_variable_value("enable-bracketed-paste"), "on") == 0;
    bool is_given_up = rl_eof_found;
    rl_deprep_terminal();
    if (is_given_up && !ends_line) rl_crlf();
    fflush(rl_outstream);
}

void ct_open_prompt(struct ct_settings settings) {
    ct_catch_interrupts(false);
    ct_watch_window();

    rl_readline_name = strdup(settings.name);
    rl_outstream = settings.on_stderr ? stderr : stdout;
    rl_catch_signals = 0;
    rl_change_environment = 0;
    rl_startup_hook = insert_initial_text;
    rl_deprep_term_function = leave_terminal;
    using_history();
    ct_prepare_completion(settings);

    // All this before rl_initialize, which reads the inputrc: that one has the last word.
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("skip-completed-text", "on");
    const char *help[] = {"\\eOP", "\\e[11~", "\\e[[A"};
    for (int i = 0; i < 3; i++) rl_bind_keyseq(help[i], ask_for_help);
    const char *up[] = {"\\e[A", "\\eOA"}, *down[] = {"\\e[B", "\\eOB"};
    for (int i = 0; i < 2; i++) {
        rl_bind_keyseq(up[i], rl_history_search_backward);
        rl_bind_keyseq(down[i], rl_history_search_forward);
    }
    rl_initialize();
    // And this after it: with a redisplay function of ours it would take the terminal for a dumb one.
    ct_prepare_hints(settings);
    ct_prepare_keys();
}

void ct_add_history(const char *line) { add_history(line); }

// Readline's own revert-all-at-newline frees twice in 8.2. An entry that was edited has data: how to
// undo that. It is given up rather than freed, for the line that is edited may share it.
bool ct_clear_edited_history(void) {
    HIST_ENTRY **entries = history_list();
    while (entries && *entries && !(*entries)->data) entries++;
    if (!entries || !*entries) return false;
    clear_history();
    return true;
}

static void ignore(int number) { (void)number; }

char *ct_read_line(const char *prompt, const char *initial, int *cursor, int *outcome) {
    // In the raw mode of editing, Ctrl-\ would end us and leave the terminal so.
    struct sigaction ignoring = {.sa_handler = ignore}, before;
    sigemptyset(&ignoring.sa_mask);
    sigaction(SIGQUIT, &ignoring, &before);
    ct_hold_endings();
    ct_begin_keys();
    ct_fit_window();
    initial_text = initial;
    initial_cursor = *cursor;
    asks_for_help = false;
    char *line = readline(prompt);
    char *typed;
    *outcome = ct_end_keys(&typed);
    ct_let_endings_go();
    sigaction(SIGQUIT, &before, NULL);
    if (*outcome == CT_LINE && !line) *outcome = CT_END;
    if (*outcome == CT_LINE && asks_for_help) *outcome = CT_HELP;
    *cursor = last_cursor;
    if (ct_is_ending()) *outcome = CT_ENDING;
    if (!line) return typed;
    free(typed);
    return line;
}
