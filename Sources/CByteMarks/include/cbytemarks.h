// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which of 64 bytes are equal to others, a bit a byte: what every x86-64 and ARM64 does sixteen bytes at a
// time, and Swift has no word for. Other machines do it eight at a time, with the same bits.
#ifndef CBYTEMARKS_H
#define CBYTEMARKS_H

#include <stdint.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

// Bit i is about byte i.
typedef struct {
    uint64_t ends;      // where a field ends: the delimiter, and line breaks
    uint64_t breaks;    // where a row may end, or go on beyond one: line breaks, and quotes
} cmarks_fields;

// Returns the marks of eight bytes, in the lowest bits, by arithmetic alone.
static inline uint64_t cmarks_word(const uint8_t *bytes, uint8_t byte) {
    const uint64_t ones = 0x0101010101010101, low = 0x7F7F7F7F7F7F7F7F;
    uint64_t word = 0;
    for (int place = 7; place >= 0; place--) word = word << 8 | bytes[place];
    uint64_t other = word ^ byte * ones;
    uint64_t equal = ~(((other & low) + low) | other | low);
    return (equal >> 7) * 0x0102040810204080 >> 56;
}

// Returns the marks of 64 bytes as any machine finds them; the others are tested against it.
static inline cmarks_fields cmarks_portable(const uint8_t *bytes, uint8_t delimiter) {
    cmarks_fields marks = {0, 0};
    for (int place = 0; place < 64; place += 8) {
        uint64_t lines = cmarks_word(bytes + place, '\n');
        marks.ends |= (cmarks_word(bytes + place, delimiter) | lines) << place;
        marks.breaks |= (cmarks_word(bytes + place, '"') | lines) << place;
    }
    return marks;
}

#if defined(__aarch64__) && defined(__ARM_NEON)
// Returns the marks of 64 bytes of which those that count are 0xFF and the others 0.
static inline uint64_t cmarks_bits(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d) {
    const uint8x16_t bit = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t first = vpaddq_u8(vandq_u8(a, bit), vandq_u8(b, bit));
    uint8x16_t second = vpaddq_u8(vandq_u8(c, bit), vandq_u8(d, bit));
    uint8x16_t pairs = vpaddq_u8(first, second);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
}
#endif

// Returns the marks of 64 bytes.
static inline cmarks_fields cmarks_find(const uint8_t *bytes, uint8_t delimiter) {
#if defined(__SSE2__)
    const __m128i between = _mm_set1_epi8((char)delimiter);
    const __m128i line = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"');
    cmarks_fields marks = {0, 0};
    for (int place = 0; place < 64; place += 16) {
        __m128i some = _mm_loadu_si128((const __m128i *)(bytes + place));
        __m128i lines = _mm_cmpeq_epi8(some, line);
        __m128i ends = _mm_or_si128(_mm_cmpeq_epi8(some, between), lines);
        __m128i breaks = _mm_or_si128(_mm_cmpeq_epi8(some, quote), lines);
        marks.ends |= (uint64_t)(uint32_t)_mm_movemask_epi8(ends) << place;
        marks.breaks |= (uint64_t)(uint32_t)_mm_movemask_epi8(breaks) << place;
    }
    return marks;
#elif defined(__aarch64__) && defined(__ARM_NEON)
    uint8x16_t ends[4], breaks[4];
    for (int part = 0; part < 4; part++) {
        uint8x16_t some = vld1q_u8(bytes + 16 * part);
        uint8x16_t lines = vceqq_u8(some, vdupq_n_u8('\n'));
        ends[part] = vorrq_u8(vceqq_u8(some, vdupq_n_u8(delimiter)), lines);
        breaks[part] = vorrq_u8(vceqq_u8(some, vdupq_n_u8('"')), lines);
    }
    return (cmarks_fields){
        cmarks_bits(ends[0], ends[1], ends[2], ends[3]),
        cmarks_bits(breaks[0], breaks[1], breaks[2], breaks[3])};
#else
    return cmarks_portable(bytes, delimiter);
#endif
}

#endif
