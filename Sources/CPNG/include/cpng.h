// SPDX-License-Identifier: GPL-3.0-or-later
//
// PNG files in memory, through libpng. Every setjmp stays on the C side: libpng's longjmp never
// crosses a frame of the caller's.
#ifndef CPNG_H
#define CPNG_H

#include <stddef.h>
#include <stdint.h>

// A keyword (Latin-1, 1 to 79 bytes) and its words (UTF-8), both ended by a zero.
typedef struct {
    const char *keyword;
    const char *text;
} cpng_text;

// How pixels stand in memory.
typedef enum {
    cpng_opaque,         // 32-bit 0x00RRGGBB numbers in the machine's byte order
    cpng_premultiplied,  // 32-bit 0xAARRGGBB numbers, the colours multiplied by the opacity
    cpng_rgba,           // bytes: red, green, blue, opacity; not multiplied
    cpng_rgbx,           // bytes: red, green, blue, and one that is left out
} cpng_pixels;

// What a call made. Free it with cpng_free, whether the call succeeded or not.
typedef struct {
    uint8_t *bytes;     // the file
    size_t count;       // how many bytes
    cpng_text *texts;   // text chunks that were read
    size_t text_count;  // how many
    uint32_t width;     // in pixels
    uint32_t height;
    char error[160];    // what libpng said, when the call returned 0
} cpng_result;

// Encodes a picture, without opacity where the kind of pixels has none. `stride` is the bytes from
// row to row. Texts above 1 kB are compressed. Returns 1, or 0 and an error.
int cpng_encode(const uint8_t *pixels, cpng_pixels kind, uint32_t width, uint32_t height,
                size_t stride, double dots_per_inch, int level, const cpng_text *texts,
                size_t text_count, cpng_result *result);

// Reads the size and the text chunks that stand before the pixels. The file may be hostile.
int cpng_read_texts(const uint8_t *file, size_t count, cpng_result *result);

// Reads the pixels into `pixels`, 4 bytes each: red, green, blue, opacity. `room` is how many bytes
// there are; it is an error unless it is 4 for each pixel that the file says it has.
int cpng_read_pixels(const uint8_t *file, size_t count, uint8_t *pixels, size_t room,
                     cpng_result *result);

// Frees what a call made.
void cpng_free(cpng_result *result);

#endif
