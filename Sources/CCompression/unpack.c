// SPDX-License-Identifier: GPL-3.0-or-later

#include "ccompression.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

struct ccompression_stream {
    ccompression_format format;
    ccompression_state state;
    z_stream zlib;
    ZSTD_DCtx *zstd;
};

ccompression_stream *ccompression_open(ccompression_format format) {
    ccompression_stream *stream = calloc(1, sizeof *stream);
    if (stream == NULL) return NULL;
    stream->format = format;
    if (format == ccompression_zstd) {
        stream->zstd = ZSTD_createDCtx();
        if (stream->zstd != NULL) {
            ZSTD_DCtx_setParameter(stream->zstd, ZSTD_d_windowLogMax, ccompression_window_log);
            return stream;
        }
    } else {
        // 16 more asks for the head and the checksum of gzip; less than 0 for neither.
        int window = format == ccompression_gzip ? 16 + MAX_WBITS : -MAX_WBITS;
        if (inflateInit2(&stream->zlib, window) == Z_OK) return stream;
    }
    free(stream);
    return NULL;
}

void ccompression_close(ccompression_stream *stream) {
    if (stream->format == ccompression_zstd) {
        ZSTD_freeDCtx(stream->zstd);
    } else {
        inflateEnd(&stream->zlib);
    }
    free(stream);
}

static unsigned bounded(size_t count) { return count > UINT_MAX ? UINT_MAX : (unsigned)count; }

static ccompression_state inflate_some(ccompression_stream *stream, const uint8_t *input,
                                       size_t input_count, uint8_t *output, size_t room,
                                       size_t *consumed, size_t *produced) {
    z_stream *zlib = &stream->zlib;
    zlib->next_in = (uint8_t *)input;  // zlib does not write there
    zlib->avail_in = bounded(input_count);
    zlib->next_out = output;
    zlib->avail_out = bounded(room);
    int result = inflate(zlib, Z_NO_FLUSH);
    *consumed = (size_t)(zlib->next_in - input);
    *produced = (size_t)(zlib->next_out - output);
    switch (result) {
    case Z_OK:
    case Z_BUF_ERROR: return ccompression_within;
    case Z_STREAM_END: return ccompression_between;
    case Z_MEM_ERROR: return ccompression_memory;
    default: break;
    }
    // The sums stand at the end: all else was sound.
    int is_sum = zlib->msg != NULL && (strcmp(zlib->msg, "incorrect data check") == 0 ||
                                       strcmp(zlib->msg, "incorrect length check") == 0);
    return is_sum ? ccompression_checksum : ccompression_damaged;
}

// Goes on to the next member of a gzip file; zeros fill some files up to the end of a block.
static ccompression_state inflate_next(ccompression_stream *stream, const uint8_t *input,
                                       size_t input_count, uint8_t *output, size_t room,
                                       size_t *consumed, size_t *produced) {
    size_t zeros = 0;
    while (zeros < input_count && input[zeros] == 0) zeros++;
    *consumed = zeros;
    if (zeros == input_count) return ccompression_between;
    if (stream->format != ccompression_gzip || input[zeros] != 0x1F) return ccompression_foreign;
    inflateReset(&stream->zlib);
    ccompression_state state = inflate_some(stream, input + zeros, input_count - zeros, output,
                                            room, consumed, produced);
    *consumed += zeros;
    return state;
}

static ccompression_state zstd_some(ccompression_stream *stream, const uint8_t *input,
                                    size_t input_count, uint8_t *output, size_t room,
                                    size_t *consumed, size_t *produced) {
    ZSTD_inBuffer from = {input, input_count, 0};
    ZSTD_outBuffer into = {output, room, 0};
    size_t result = ZSTD_decompressStream(stream->zstd, &into, &from);
    *consumed = from.pos;
    *produced = into.pos;
    if (!ZSTD_isError(result)) return result == 0 ? ccompression_between : ccompression_within;
    switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_frameParameter_windowTooLarge: return ccompression_window;
    case ZSTD_error_checksum_wrong: return ccompression_checksum;
    case ZSTD_error_memory_allocation: return ccompression_memory;
    case ZSTD_error_prefix_unknown:
        return stream->state == ccompression_between ? ccompression_foreign : ccompression_damaged;
    default: return ccompression_damaged;
    }
}

ccompression_state ccompression_unpack(ccompression_stream *stream, const uint8_t *input,
                                       size_t input_count, uint8_t *output, size_t room,
                                       size_t *consumed, size_t *produced) {
    *consumed = *produced = 0;
    // Asked after a whole stream without more to come, either library would begin another.
    if (stream->state == ccompression_between && input_count == 0) return stream->state;
    if (stream->format == ccompression_zstd) {
        stream->state = zstd_some(stream, input, input_count, output, room, consumed, produced);
    } else if (stream->state == ccompression_between) {
        stream->state = inflate_next(stream, input, input_count, output, room, consumed, produced);
    } else {
        stream->state = inflate_some(stream, input, input_count, output, room, consumed, produced);
    }
    return stream->state;
}
