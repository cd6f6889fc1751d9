// SPDX-License-Identifier: GPL-3.0-or-later

#include <stdio.h>

#include <readline/readline.h>

#include "cterminal.h"

#pragma clang assume_nonnull begin

void ct_prepare_completion(struct ct_settings settings);

// hints.c
void ct_prepare_hints(struct ct_settings settings);
// Whether hints are drawn from now on; where not, the one on the screen goes.
void ct_allow_hints(bool allowed);
void ct_erase_hint(void);
// Draws no more of a line that is given up, as searches would on their way out.
void ct_stop_drawing(void);
// Replaces what a key does by default; what an inputrc gave it stays. NULL: it does nothing.
void ct_rebind(const char *keys, rl_command_func_t *usual, rl_command_func_t *_Nullable ours);

// keys.c: where readline's keys come from. Between beginning and end of a line, the signals of the
// terminal are met only while a key is waited for.
void ct_prepare_keys(void);
void ct_begin_keys(void);
// Returns why no more keys come, or CT_LINE where they still would; and what was typed until then.
int ct_end_keys(char *_Nullable *_Nonnull typed);
int ct_read_key(FILE *stream);
// Waits for a key; forever where the time is below 0. Returns 1 where one can be read, 0 where the time
// is up, and -1 where a signal has to be seen to first.
int ct_wait_for_key(int milliseconds);
// Returns a key that can be read, or -1 where it was none.
int ct_take_key(void);
// Sees to the signals that wait: lets go of the terminal and stops where that was asked for. Returns
// whether we were stopped.
bool ct_take_signals(void (*_Nonnull release)(void), void (*_Nonnull seize)(void));
bool ct_is_gone(void);

// signals.c: SIGTERM and SIGHUP are only noted until they are let go.
void ct_hold_endings(void);
void ct_let_endings_go(void);
bool ct_is_ending(void);

// tallline.c: draws the line, of one that is taller than the screen the part with the cursor.
void ct_draw_line(void);
// Whether the line is taller than a screen of some size.
bool ct_is_tall(int rows, int columns);

// window.c
void ct_watch_window(void);
// Whether the window has another size that was not taken yet.
bool ct_is_resized(void);
// Takes the window's size before a line is read.
void ct_fit_window(void);
// Takes a new size while a line is read, and draws the line again. Returns false where it is the old.
bool ct_follow_window(void);

// replies.c: takes answers of the terminal that came too late out of the keys that can be read, and
// gives the keys back. Returns false, having read nothing, where no answer is awaited.
bool ct_take_late_reply(int descriptor);

#pragma clang assume_nonnull end
