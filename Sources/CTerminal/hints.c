// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "internal.h"

static struct ct_settings settings;
static char *hint;
static bool is_shown;

void ct_set_hint(const char *whole, const char *shown, int columns) {
    hint = strdup(whole);
    if (!hint || columns == 0) return;
    fprintf(rl_outstream, "\033[2m%s\033[0m\033[%dD", shown, columns);
    fflush(rl_outstream);
    is_shown = true;
}

static void redisplay(void) {
    ct_draw_line();
    free(hint);
    hint = NULL;
    // A key that readline has read ahead, or a macro's, comes without ct_erase_hint.
    bool busy = RL_ISSTATE(
        RL_STATE_ISEARCH | RL_STATE_NSEARCH | RL_STATE_NUMERICARG | RL_STATE_INPUTPENDING |
        RL_STATE_MACROINPUT);
    if (!busy && !rl_done && rl_end > 0 && rl_point == rl_end)
        settings.hint(settings.context, rl_line_buffer);
}

void ct_erase_hint(void) {
    if (!is_shown) return;
    is_shown = false;
    fputs("\033[K", rl_outstream);
    fflush(rl_outstream);
}

// While signals are handled the cursor may be elsewhere; and after a resize readline paints a
// wrapped line rightly only where the display function is its own.
void ct_allow_hints(bool allowed) {
    ct_erase_hint();
    rl_redisplay_function = allowed ? redisplay : rl_redisplay;
}

static void draw_nothing(void) {}

void ct_stop_drawing(void) { rl_redisplay_function = draw_nothing; }

static int take_or(rl_command_func_t *otherwise, int times, int key) {
    if (!hint || rl_point != rl_end) return otherwise(times, key);
    rl_insert_text(hint);
    return 0;
}

static int take_or_forward(int times, int key) { return take_or(rl_forward_char, times, key); }
static int take_or_end(int times, int key) { return take_or(rl_end_of_line, times, key); }

static int accept_line(int times, int key) {
    ct_erase_hint();
    return rl_newline(times, key);
}

void ct_rebind(const char *keys, rl_command_func_t *usual, rl_command_func_t *ours) {
    if (rl_function_of_keyseq(keys, NULL, NULL) == usual) rl_bind_keyseq(keys, ours);
}

void ct_prepare_hints(struct ct_settings given) {
    settings = given;
    ct_allow_hints(true);
    const char *forward[] = {"\006", "\033[C", "\033OC"};
    const char *end[] = {"\005", "\033[F", "\033OF", "\033[4~"};
    ct_rebind("\r", rl_newline, accept_line);
    ct_rebind("\n", rl_newline, accept_line);
    for (int i = 0; i < 3; i++) ct_rebind(forward[i], rl_forward_char, take_or_forward);
    for (int i = 0; i < 4; i++) ct_rebind(end[i], rl_end_of_line, take_or_end);
}
