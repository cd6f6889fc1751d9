// SPDX-License-Identifier: GPL-3.0-or-later
#include "cpng.h"

#include "budget.h"
#include "messages.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// The most bytes of one text, and of all that libpng holds at a time, which is a text twice and the
// packed one; the pixels are the caller's.
static const size_t largest_text = 4 << 20, most_memory = 10 << 20;

// The part of the file that has not been read.
typedef struct {
    const uint8_t *bytes;
    size_t count;
} source;

static void take(png_structp png, png_bytep data, size_t length) {
    source *rest = png_get_io_ptr(png);
    if (length > rest->count) png_error(png, "the file ends too early");
    memcpy(data, rest->bytes, length);
    rest->bytes += length;
    rest->count -= length;
}

// Copies the texts, because libpng's own die with its structures.
static void copy_texts(png_structp png, png_infop info, cpng_result *result) {
    png_textp texts = NULL;
    int count = 0;
    png_get_text(png, info, &texts, &count);
    if (count <= 0) return;
    result->texts = calloc(count, sizeof *result->texts);
    if (result->texts == NULL) png_error(png, "out of memory");
    for (int i = 0; i < count; i++) {
        cpng_text *copy = &result->texts[result->text_count++];
        copy->keyword = strdup(texts[i].key ? texts[i].key : "");
        copy->text = strdup(texts[i].text ? texts[i].text : "");
        if (copy->keyword == NULL || copy->text == NULL) png_error(png, "out of memory");
    }
}

static void read_rows(png_structp png, png_infop info, uint8_t *pixels, size_t room,
                      const cpng_result *result) {
    png_set_expand(png);
    png_set_strip_16(png);
    png_set_gray_to_rgb(png);
    png_set_add_alpha(png, 255, PNG_FILLER_AFTER);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t row = 4 * (size_t)result->width;
    if (png_get_rowbytes(png, info) != row) png_error(png, "unknown kind of pixels");
    if (room != row * result->height) png_error(png, "another number of pixels than expected");
    for (int pass = 0; pass < passes; pass++)
        for (uint32_t y = 0; y < result->height; y++) png_read_row(png, pixels + y * row, NULL);
    // Nothing of what was read counts unless all of it is sound.
    png_read_end(png, NULL);
}

// Says what may be wrong with a file, and how much it may take.
static void set_limits(png_structp png) {
    png_set_user_limits(png, 20000, 20000);
    // A few kilobytes can unfold to as much as these let them.
    png_set_chunk_malloc_max(png, largest_text);
    png_set_chunk_cache_max(png, 64);
    // Else libpng only warns of a chunk that is longer than that, and takes the memory.
    png_set_benign_errors(png, 0);
    // A text that was damaged is no text, and must not be passed over in silence.
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    // Nothing else that a file may hold is of any use here, so that nothing of it is unfolded.
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT,
                                (png_const_bytep) "tEXt\0zTXt\0iTXt", 3);
}

// Reads a file; without `pixels`, its head only.
static int read_file(const uint8_t *file, size_t count, uint8_t *pixels, size_t room,
                     cpng_result *result) {
    memset(result, 0, sizeof *result);
    source rest = {file, count};
    budget budget = {most_memory};
    png_structp png = png_create_read_struct_2(PNG_LIBPNG_VER_STRING, result, on_error, on_warning,
                                               &budget, take_memory, give_back);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        if (result->error[0] == 0) strcpy(result->error, "out of memory");
        png_destroy_read_struct(&png, &info, NULL);
        return 0;
    }
    set_limits(png);
    png_set_read_fn(png, &rest, take);
    png_read_info(png, info);
    result->width = png_get_image_width(png, info);
    result->height = png_get_image_height(png, info);
    if (pixels == NULL)
        copy_texts(png, info, result);
    else
        read_rows(png, info, pixels, room, result);
    png_destroy_read_struct(&png, &info, NULL);
    return 1;
}

int cpng_read_texts(const uint8_t *file, size_t count, cpng_result *result) {
    return read_file(file, count, NULL, 0, result);
}

int cpng_read_pixels(const uint8_t *file, size_t count, uint8_t *pixels, size_t room,
                     cpng_result *result) {
    return read_file(file, count, pixels, room, result);
}

void cpng_free(cpng_result *result) {
    for (size_t i = 0; i < result->text_count; i++) {
        free((char *)result->texts[i].keyword);
        free((char *)result->texts[i].text);
    }
    free(result->texts);
    free(result->bytes);
    memset(result, 0, sizeof *result);
}
