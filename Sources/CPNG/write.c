// SPDX-License-Identifier: GPL-3.0-or-later
#include "cpng.h"

#include "messages.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// A file that grows, and how many bytes its memory has room for.
typedef struct {
    cpng_result *result;
    size_t room;
} target;

static void append(png_structp png, png_bytep data, size_t length) {
    target *file = png_get_io_ptr(png);
    cpng_result *result = file->result;
    if (file->room - result->count < length) {
        size_t room = 2 * (result->count + length) + (1 << 16);
        uint8_t *bytes = realloc(result->bytes, room);
        if (bytes == NULL) png_error(png, "out of memory");
        result->bytes = bytes;
        file->room = room;
    }
    memcpy(result->bytes + result->count, data, length);
    result->count += length;
}

static void flush(png_structp png) { (void)png; }

static void write_text(png_structp png, png_infop info, const cpng_text *text) {
    png_text chunk;
    memset(&chunk, 0, sizeof chunk);
    chunk.key = (char *)text->keyword;
    chunk.text = (char *)text->text;
    chunk.itxt_length = strlen(text->text);
    chunk.compression =
        chunk.itxt_length > 1024 ? PNG_ITXT_COMPRESSION_zTXt : PNG_ITXT_COMPRESSION_NONE;
    png_set_text(png, info, &chunk, 1);
}

// Turns a row of premultiplied numbers into bytes, each colour rounded to the nearest.
static void divide(const uint8_t *row, uint32_t width, uint8_t *bytes) {
    const uint32_t *numbers = (const uint32_t *)row;
    for (uint32_t x = 0; x < width; x++, bytes += 4) {
        uint32_t number = numbers[x], alpha = number >> 24;
        for (int part = 0; part < 3; part++) {
            uint32_t color = number >> (16 - 8 * part) & 255;
            bytes[part] = alpha ? (uint8_t)((color * 255 + alpha / 2) / alpha) : 0;
        }
        bytes[3] = (uint8_t)alpha;
    }
}

static void write_rows(png_structp png, const uint8_t *pixels, cpng_pixels kind, uint32_t width,
                       uint32_t height, size_t stride, uint8_t *row) {
    if (kind == cpng_rgbx) png_set_filler(png, 0, PNG_FILLER_AFTER);
    if (kind == cpng_opaque) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
        png_set_bgr(png);
        png_set_filler(png, 0, PNG_FILLER_AFTER);
#else
        png_set_filler(png, 0, PNG_FILLER_BEFORE);
#endif
    }
    for (uint32_t y = 0; y < height; y++, pixels += stride) {
        if (kind == cpng_premultiplied) divide(pixels, width, row);
        png_write_row(png, kind == cpng_premultiplied ? row : (png_bytep)pixels);
    }
}

int cpng_encode(const uint8_t *pixels, cpng_pixels kind, uint32_t width, uint32_t height,
                size_t stride, double dots_per_inch, int level, const cpng_text *texts,
                size_t text_count, cpng_result *result) {
    memset(result, 0, sizeof *result);
    target file = {result, 0};
    uint8_t *row = malloc(4 * (size_t)width);
    png_structp png =
        row ? png_create_write_struct(PNG_LIBPNG_VER_STRING, result, on_error, on_warning) : NULL;
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        if (result->error[0] == 0) strcpy(result->error, "out of memory");
        png_destroy_write_struct(&png, &info);
        free(row);
        return 0;
    }
    png_set_write_fn(png, &file, append, flush);
    png_set_IHDR(png, info, width, height, 8,
                 kind == cpng_premultiplied || kind == cpng_rgba ? PNG_COLOR_TYPE_RGBA
                                                                 : PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_uint_32 per_metre = (png_uint_32)(dots_per_inch / 0.0254 + 0.5);
    png_set_pHYs(png, info, per_metre, per_metre, PNG_RESOLUTION_METER);
    for (size_t i = 0; i < text_count; i++) write_text(png, info, &texts[i]);
    // Line art is smaller and faster without filters.
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, level);
    png_write_info(png, info);
    write_rows(png, pixels, kind, width, height, stride, row);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(row);
    return 1;
}
