// SPDX-License-Identifier: GPL-3.0-or-later
//
// What becomes of what libpng has to say, the same for reading and writing.
#ifndef MESSAGES_H
#define MESSAGES_H

#include <png.h>
#include <string.h>

#include "cpng.h"

// Keeps libpng's message and jumps back to the setjmp of the call.
static void on_error(png_structp png, png_const_charp message) {
    cpng_result *result = png_get_error_ptr(png);
    strncpy(result->error, message, sizeof result->error - 1);
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

#endif
