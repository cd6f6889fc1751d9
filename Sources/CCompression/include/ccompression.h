// SPDX-License-Identifier: GPL-3.0-or-later
//
// Unpacking streams piece by piece, through zlib and libzstd, in bounded memory.
#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    ccompression_gzip,     // RFC 1952: any number of members
    ccompression_zstd,     // RFC 8878: any number of frames
    ccompression_deflate,  // RFC 1951 alone, as archives hold it
} ccompression_format;

// How a call ended.
typedef enum {
    ccompression_within,    // in the midst of a stream: it goes on with more input, or more room
    ccompression_between,   // a stream is whole; the file may end here, or another one follow
    ccompression_damaged,   // what came is no such stream
    ccompression_checksum,  // all of a stream came, and is not what was packed
    ccompression_foreign,   // what follows a whole stream is no other
    ccompression_window,    // the stream asks for more memory than it gets
    ccompression_memory,    // there is no memory
} ccompression_state;

// The most memory in which a stream may look back: 2 to this power, as `unzstd` grants unasked.
enum { ccompression_window_log = 27 };

typedef struct ccompression_stream ccompression_stream;

// Starts a stream; NULL where there is no memory.
ccompression_stream *ccompression_open(ccompression_format format);

// Unpacks what there is room for. `consumed` and `produced` say how many bytes of either there were,
// also where the state is an error; after an error, no more may be asked for.
ccompression_state ccompression_unpack(ccompression_stream *stream, const uint8_t *input,
                                       size_t input_count, uint8_t *output, size_t room,
                                       size_t *consumed, size_t *produced);

void ccompression_close(ccompression_stream *stream);

#endif
