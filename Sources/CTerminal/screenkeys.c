// SPDX-License-Identifier: GPL-3.0-or-later

#define _POSIX_C_SOURCE 200809L
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#include "internal.h"

static struct termios usual;
static struct sigaction usual_quit;

static int screen;

static void release(void) { tcsetattr(0, TCSADRAIN, &usual); }

// What we draw is no more to be seen while others have the terminal.
static void leave(void) {
    ssize_t written = write(screen, "\r\033[J", 4);
    (void)written;
    release();
}

// Keys come one by one and unseen; those of signals stay what they are. But the terminal does not throw
// away what is under way when one of them comes: that may be what we draw in answer to it.
static void seize(void) {
    struct termios raw = usual;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    raw.c_lflag |= NOFLSH;
    raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON);
    raw.c_cc[VMIN] = 1;
    raw.c_cc[VTIME] = 0;
    tcsetattr(0, TCSADRAIN, &raw);
}

static void ignore(int number) { (void)number; }

bool ct_open_keys(int descriptor) {
    screen = descriptor;
    if (tcgetattr(0, &usual) != 0) return false;
    struct sigaction ignoring = {.sa_handler = ignore};
    sigemptyset(&ignoring.sa_mask);
    sigaction(SIGQUIT, &ignoring, &usual_quit);
    ct_hold_endings();
    ct_begin_keys();
    seize();
    return true;
}

void ct_close_keys(void) {
    release();
    char *typed;
    ct_end_keys(&typed);
    free(typed);
    // An end that was asked for meanwhile comes when the next line is read.
    ct_let_endings_go();
    sigaction(SIGQUIT, &usual_quit, NULL);
}

int ct_next_key(int milliseconds) {
    for (;;) {
        int ready = ct_wait_for_key(milliseconds);
        if (ready == 0) return CT_NO_KEY;
        if (ready > 0) {
            int key = ct_take_key();
            if (key >= 0) return key;
            if (ct_is_gone()) return CT_KEYS_GONE;
            continue;
        }
        bool goes_on = ct_take_signals(leave, seize);
        if (ct_is_ending()) return CT_KEYS_GONE;
        if (ct_is_interrupted()) {
            // The keys before it are dropped, as the terminal would have done.
            tcflush(0, TCIFLUSH);
            return CT_KEYS_INTERRUPTED;
        }
        if (goes_on) seize();
        if (ct_is_resized() || goes_on) {
            ct_fit_window();
            return CT_REDRAW;
        }
    }
}
