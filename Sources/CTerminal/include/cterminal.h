// SPDX-License-Identifier: GPL-3.0-or-later
//
// One prompt with GNU readline, and the signals around it.
//
// Readline's own header is not seen from here: its global variables are no good to Swift, and
// nothing else may depend on how lines are edited. What is offered and shown is decided above.
// All of this is for the main thread, except ct_is_interrupted.

#ifndef CTERMINAL_H
#define CTERMINAL_H

#include <stdbool.h>

#pragma clang assume_nonnull begin

// How reading a line ended: with a line, by Ctrl-D, by Ctrl-C, by SIGTERM or SIGHUP, because the terminal
// is gone, or by F1, for help on what stands at the cursor.
enum { CT_LINE = 0, CT_END = 1, CT_INTERRUPTED = 2, CT_ENDING = 3, CT_GONE = 4, CT_HELP = 5 };

// Makes Ctrl-C set a flag. Where `second_kills`, a second one before the flag is cleared ends us.
void ct_catch_interrupts(bool second_kills);
// Whether Ctrl-C was pressed since the flag was cleared; may be asked on any thread.
bool ct_is_interrupted(void);
void ct_clear_interrupt(void);

struct ct_settings {
    const char *name;  // what `$if` in an inputrc calls us
    bool on_stderr;    // where the prompt goes when standard output is no terminal
    void *context;     // handed to the two functions
    // Asked for completions of the word that begins at byte `word`; calls ct_add_match. `is_repeated`:
    // the key before asked as well.
    void (*complete)(void *context, const char *line, int cursor, int word, bool is_repeated);
    // Asked for what may follow the line, when the cursor is at its end; calls ct_set_hint.
    void (*hint)(void *context, const char *line);
};

void ct_open_prompt(struct ct_settings settings);
// Reads a line, which the caller frees. Where `outcome` is not CT_LINE, it is what was typed of the line
// until then, or null. After CT_ENDING the caller tidies up and calls ct_end_by_signal. `cursor` is where it
// stands in `initial`, in bytes, and then where it stood in the line.
char *_Nullable ct_read_line(const char *prompt, const char *initial, int *cursor, int *outcome);
// Ends us by the signal that ct_read_line met, as if nobody had caught it.
void ct_end_by_signal(void);
void ct_add_history(const char *line);
// Empties the history where an entry was edited and left so. Returns whether it did.
bool ct_clear_edited_history(void);
// Has keys read by ct_read_line before those still to be typed.
void ct_give_back(const char *keys, int count);

// Keys for what draws by itself, such as a pager: read one by one, and not shown. Returns whether they
// come; then ct_close_keys gives the terminal back. When we are stopped, what stands on the screen from
// the cursor's row on is wiped.
bool ct_open_keys(int screen);
void ct_close_keys(void);
// Instead of a byte of a key: the time is up, Ctrl-C, the window is another or we were stopped and go on,
// we are to end.
enum { CT_NO_KEY = -1, CT_KEYS_INTERRUPTED = -2, CT_REDRAW = -3, CT_KEYS_GONE = -4 };
// Returns the next byte, waiting so long, or forever where the time is below 0.
int ct_next_key(int milliseconds);

// Has the key that stops us, Ctrl-Z, wipe what stands from the cursor's row on first; for the next time
// only.
void ct_wipe_at_stop(int descriptor);
// Has it wipe nothing any more.
void ct_let_stops_be(void);

// Says that the terminal was asked what it is and has not answered: what it says later is no key.
void ct_expect_reply(void);

// The first match is what the word becomes, the others are those to choose from.
void ct_add_match(const char *text);
// What Tab prints below the line where there are several, empty for nothing; whether a blank follows where
// there is one.
void ct_describe_matches(const char *list, bool closes);

// `shown` is the beginning of `hint` that fits on the row; it takes so many `columns`.
void ct_set_hint(const char *hint, const char *shown, int columns);

#pragma clang assume_nonnull end

#endif
