// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include <readline/readline.h>

#include "internal.h"

// Room for the longest prompt before the first line.
enum { PROMPT_COLUMNS = 24 };

// Returns how many rows a line takes, about; never too few.
static int count_rows(const char *text, int length, int columns) {
    int width = PROMPT_COLUMNS;
    mbstate_t state = {0};
    for (int i = 0; i < length;) {
        wchar_t character;
        size_t bytes = mbrtowc(&character, text + i, length - i, &state);
        bool is_character = bytes > 0 && bytes < (size_t)-2;
        int cells = is_character ? wcwidth(character) : 4;
        width += cells < 0 ? 4 : cells;
        i += is_character ? (int)bytes : 1;
        if (!is_character) memset(&state, 0, sizeof state);
    }
    return 1 + width / columns;
}

static int line_start(int place) {
    while (place > 0 && rl_line_buffer[place - 1] != '\n') place--;
    return place;
}

static int line_end(int place) {
    while (place < rl_end && rl_line_buffer[place] != '\n') place++;
    return place;
}

// Finds as many whole lines around the cursor as the screen has rows for.
static void find_window(int rows, int columns, int *from, int *to) {
    bool is_dumb = !rl_terminal_name || strcmp(rl_terminal_name, "dumb") == 0;
    *from = 0;
    *to = rl_end;
    if (is_dumb || rows < 4 || columns < 4 || !memchr(rl_line_buffer, '\n', rl_end)) return;
    *from = line_start(rl_point);
    *to = line_end(rl_point);
    int left = rows - 1 - count_rows(rl_line_buffer + *from, *to - *from, columns);
    while (*from > 0) {
        int start = line_start(*from - 1);
        left -= count_rows(rl_line_buffer + start, *from - 1 - start, columns);
        if (left < 0) return;
        *from = start;
    }
    while (*to < rl_end) {
        int end = line_end(*to + 1);
        left -= count_rows(rl_line_buffer + *to + 1, end - *to - 1, columns);
        if (left < 0) return;
        *to = end;
    }
}

bool ct_is_tall(int rows, int columns) {
    int from, to;
    find_window(rows, columns, &from, &to);
    return from > 0 || to < rl_end;
}

static int within(int place, int length) {
    return place < 0 ? 0 : place > length ? length : place;
}

// Of a text with more rows than the screen, readline would draw the first ones and the last. It is shown
// a part of the text instead, as if that were all.
void ct_draw_line(void) {
    int rows, columns, from, to;
    rl_get_screen_size(&rows, &columns);
    find_window(rows, columns, &from, &to);
    char *text = rl_line_buffer, cut = text[to];
    int point = rl_point, end = rl_end, mark = rl_mark;
    text[to] = '\0';
    rl_line_buffer = text + from;
    rl_end = to - from;
    rl_point = point - from;
    rl_mark = within(mark - from, rl_end);
    rl_redisplay();
    rl_line_buffer = text;
    rl_end = end;
    rl_point = point;
    rl_mark = mark;
    text[to] = cut;
}
