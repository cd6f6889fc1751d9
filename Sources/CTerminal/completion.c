// SPDX-License-Identifier: GPL-3.0-or-later

#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

#include "internal.h"

static struct ct_settings settings;
static char **matches;  // readline frees it
static int count;
static char *list;

void ct_add_match(const char *text) {
    char **larger = realloc(matches, (count + 2) * sizeof *matches);
    if (!larger) return;
    matches = larger;
    matches[count] = strdup(text);
    if (matches[count]) count++;
    matches[count] = NULL;
}

void ct_describe_matches(const char *shown, bool closes) {
    free(list);
    list = strdup(shown);
    rl_completion_suppress_append = !closes;
}

static char **complete(const char *word, int start, int end) {
    (void)word, (void)end;
    rl_attempted_completion_over = 1;  // no file names where we offer none
    matches = NULL;
    count = 0;
    settings.complete(settings.context, rl_line_buffer, rl_point, start, rl_last_func == rl_complete);
    return matches;
}

static void show(char **all, int length, int longest) {
    (void)all, (void)length, (void)longest;
    if (!list || !*list) {
        rl_ding();
        return;
    }
    rl_crlf();
    fputs(list, rl_outstream);
    rl_forced_update_display();
}

void ct_prepare_completion(struct ct_settings given) {
    settings = given;
    rl_attempted_completion_function = complete;
    rl_completion_display_matches_hook = show;
    rl_basic_word_break_characters = rl_completer_word_break_characters = " \t\n";
    rl_sort_completion_matches = 0;  // the best come first
    rl_ignore_completion_duplicates = 0;
}
