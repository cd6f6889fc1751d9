// SPDX-License-Identifier: GPL-3.0-or-later

#define _POSIX_C_SOURCE 200809L
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "internal.h"

static bool is_expected;

void ct_expect_reply(void) { is_expected = true; }

// Returns the length of the answer that bytes begin with; 0 where they begin with none, -1 where more
// must come.
static int reply_length(const char *bytes, int count) {
    if (bytes[0] != '\033') return 0;
    if (count < 3) return count == 2 && bytes[1] != '[' && bytes[1] != '_' ? 0 : -1;
    if (bytes[1] == '_' && bytes[2] == 'G') {
        for (int i = 3; i + 1 < count; i++)
            if (bytes[i] == '\033' && bytes[i + 1] == '\\') return i + 2;
        return -1;
    }
    if (bytes[1] != '[' || bytes[2] != '?') return 0;
    int end = 3;
    while (end < count && strchr("0123456789;", bytes[end])) end++;
    if (end == count) return -1;
    return bytes[end] == 'c' ? end + 1 : 0;
}

// Gives back what is no answer. Returns whether the last byte may belong to one that goes on.
static bool sort_out(const char *bytes, int count, bool is_last) {
    char keys[4096];
    int kept = 0;
    for (int i = 0; i < count;) {
        int length = reply_length(bytes + i, count - i);
        if (length < 0 && !is_last) return true;
        if (length > 0) {
            if (bytes[i + length - 1] == 'c') is_expected = false;
            i += length;
        } else {
            keys[kept++] = bytes[i++];
        }
    }
    if (kept) ct_give_back(keys, kept);
    return false;
}

bool ct_take_late_reply(int descriptor) {
    if (!is_expected) return false;
    char bytes[4096];
    int count = 0;
    struct pollfd input = {.fd = descriptor, .events = POLLIN};
    for (;;) {
        ssize_t length = read(descriptor, bytes + count, sizeof bytes - count);
        if (length <= 0) {
            if (count) sort_out(bytes, count, true);
            return count > 0;
        }
        count += (int)length;
        if (!sort_out(bytes, count, false)) return true;
        if (count < (int)sizeof bytes && poll(&input, 1, 50) > 0) continue;
        sort_out(bytes, count, true);
        return true;
    }
}
