// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include <readline/readline.h>

#include "internal.h"

// Readline 8.2 divides by zero in windows of one to three columns; there it is told a wider one, and
// draws nothing by itself.
enum { LEAST_COLUMNS = 4 };

static volatile sig_atomic_t was_resized;

static void on_resize(int number) { (void)number, was_resized = 1; }

void ct_watch_window(void) {
    rl_catch_sigwinch = 0;
    struct sigaction action = {.sa_handler = on_resize, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    sigaction(SIGWINCH, &action, NULL);
}

// Returns whether the window is so narrow that readline must not see it, and tells it another then.
static bool hide_narrow_window(void) {
    struct winsize size;
    bool is_known = ioctl(fileno(rl_instream), TIOCGWINSZ, &size) == 0;
    if (!is_known || size.ws_col == 0 || size.ws_col >= LEAST_COLUMNS) return false;
    rl_set_screen_size(size.ws_row, LEAST_COLUMNS);
    return true;
}

bool ct_is_resized(void) { return was_resized; }

void ct_fit_window(void) {
    was_resized = 0;
    if (!hide_narrow_window()) rl_reset_screen_size();
}

bool ct_follow_window(void) {
    if (!was_resized) return false;
    was_resized = 0;
    int rows, columns;
    rl_get_screen_size(&rows, &columns);
    struct winsize size = {0};
    ioctl(fileno(rl_instream), TIOCGWINSZ, &size);
    // Readline's own way would draw all of a line that is taller than the screen.
    if (ct_is_tall(rows, columns) || ct_is_tall(size.ws_row, size.ws_col)) {
        ct_fit_window();
        rl_clear_visible_line();
        rl_redisplay_function = ct_draw_line;
        rl_forced_update_display();
    } else if (!hide_narrow_window()) {
        rl_resize_terminal();
    }
    return true;
}
