// SPDX-License-Identifier: GPL-3.0-or-later

#include "cfields.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,bmi,popcnt")))
#elif defined(__aarch64__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

#define INLINE static inline __attribute__((always_inline))

// Returns the marks of eight bytes, in the lowest bits, by arithmetic alone.
INLINE uint64_t marks_of_word(const uint8_t *bytes, uint8_t byte) {
    const uint64_t ones = 0x0101010101010101, low = 0x7F7F7F7F7F7F7F7F;
    uint64_t word = 0;
    for (int place = 7; place >= 0; place--) word = word << 8 | bytes[place];
    uint64_t other = word ^ byte * ones;
    uint64_t equal = ~(((other & low) + low) | other | low);
    return (equal >> 7) * 0x0102040810204080 >> 56;
}

cfields_marks cfields_find_portable(const uint8_t *bytes, uint8_t delimiter) {
    cfields_marks marks = {0, 0};
    for (int place = 0; place < 64; place += 8) {
        uint64_t lines = marks_of_word(bytes + place, '\n');
        marks.ends |= (marks_of_word(bytes + place, delimiter) | lines) << place;
        marks.breaks |= (marks_of_word(bytes + place, '"') | lines) << place;
    }
    return marks;
}

#if defined(__aarch64__) && defined(__ARM_NEON)
// Returns the marks of 64 bytes of which those that count are 0xFF and the others 0.
INLINE uint64_t bits(const uint8x16_t part[4]) {
    const uint8x16_t bit = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t first = vpaddq_u8(vandq_u8(part[0], bit), vandq_u8(part[1], bit));
    uint8x16_t second = vpaddq_u8(vandq_u8(part[2], bit), vandq_u8(part[3], bit));
    uint8x16_t pairs = vpaddq_u8(first, second);
    return vgetq_lane_u64(vreinterpretq_u64_u8(vpaddq_u8(pairs, pairs)), 0);
}
#endif

INLINE cfields_marks find(const uint8_t *bytes, uint8_t delimiter) {
#if defined(__x86_64__)
    const __m128i between = _mm_set1_epi8((char)delimiter);
    const __m128i line = _mm_set1_epi8('\n'), quote = _mm_set1_epi8('"');
    cfields_marks marks = {0, 0};
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
    return (cfields_marks){bits(ends), bits(breaks)};
#else
    return cfields_find_portable(bytes, delimiter);
#endif
}

cfields_marks cfields_find(const uint8_t *bytes, uint8_t delimiter) { return find(bytes, delimiter); }

// Lists the places of marks, some at a time: a loop that ended with the last would be ended at a guess.
INLINE int64_t list(uint64_t marks, int64_t from, uint32_t *places, int64_t count, int some) {
    int64_t written = count;
    uint64_t rest = marks;
    do {
        for (int offset = 0; offset < some; offset++) {
            places[written + offset] = (uint32_t)(from + (rest ? __builtin_ctzll(rest) : 64));
            rest &= rest - 1;
        }
        written += some;
    } while (rest);
    return count + __builtin_popcountll(marks);
}

INLINE cfields_counts index_all(
    const uint8_t *bytes, int64_t from, int64_t limit, uint8_t delimiter, uint32_t *ends,
    uint32_t *breaks) {
    cfields_counts counts = {0, 0};
    for (int64_t place = from; place <= limit; place += 64) {
        cfields_marks marks = find(bytes + place, delimiter);
        counts.ends = list(marks.ends, place, ends, counts.ends, 8);
        counts.breaks = list(marks.breaks, place, breaks, counts.breaks, 2);
    }
    return counts;
}

#if defined(__x86_64__)
bool cfields_has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi")
        && __builtin_cpu_supports("popcnt");
}

// The same, with instructions that count bits.
AVX2 static cfields_counts index_avx2(
    const uint8_t *bytes, int64_t from, int64_t limit, uint8_t delimiter, uint32_t *ends,
    uint32_t *breaks) {
    return index_all(bytes, from, limit, delimiter, ends, breaks);
}

static const double powers[8] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

// The bytes of four fields after their minus, how many they are, and the sign of a double.
typedef struct {
    uint64_t words[4];
    int64_t counts[4];
    uint64_t signs[4];
} four;

AVX2 INLINE four fields_of(
    const uint8_t *bytes, const uint32_t *ends, const cfields_column *columns) {
    four fields;
    for (int i = 0; i < 4; i++) {
        uint32_t start = ends[columns[i].column - 1] + 1;
        uint64_t minus = bytes[start] == '-';
        memcpy(&fields.words[i], bytes + start + minus, 8);
        fields.counts[i] = (int64_t)(uint32_t)(ends[columns[i].column] - start) - (int64_t)minus;
        fields.signs[i] = minus << 63;
    }
    return fields;
}

// Stores numbers of so many decimals with their signs, side by side.
AVX2 INLINE void store_four(
    __m256i number, __m256i decimals, const uint64_t *signs, double *results) {
    // Below 2^52 the number is the last bits of 2^52 and it.
    const __m256d large = _mm256_set1_pd(0x1p52);
    __m256d found = _mm256_sub_pd(_mm256_or_pd(_mm256_castsi256_pd(number), large), large);
    int64_t places[4];
    _mm256_storeu_si256(
        (__m256i *)places, _mm256_and_si256(decimals, _mm256_set1_epi64x(7)));
    __m256d power = _mm256_set_pd(
        powers[places[3]], powers[places[2]], powers[places[1]], powers[places[0]]);
    __m256d sign = _mm256_castsi256_pd(_mm256_loadu_si256((const __m256i *)signs));
    _mm256_storeu_pd(results, _mm256_xor_pd(_mm256_div_pd(found, power), sign));
}

// Reads four fields, and stores their numbers side by side.
AVX2 INLINE uint32_t decimals(
    const uint8_t *bytes, const uint32_t *ends, const cfields_column *columns, double *results) {
    const four fields = fields_of(bytes, ends, columns);
    const __m256i zero = _mm256_setzero_si256(), all = _mm256_set1_epi64x(-1);
    const __m256i one = _mm256_set1_epi64x(1), bits = _mm256_set1_epi64x(64);
    __m256i words = _mm256_loadu_si256((const __m256i *)fields.words);
    __m256i counts = _mm256_loadu_si256((const __m256i *)fields.counts);
    __m256i inside = _mm256_srlv_epi64(all, _mm256_sub_epi64(bits, _mm256_slli_epi64(counts, 3)));

    // What is no digit must be one point.
    __m256i digits = _mm256_xor_si256(words, _mm256_set1_epi8('0'));
    __m256i other = _mm256_cmpeq_epi8(_mm256_max_epu8(digits, _mm256_set1_epi8(10)), digits);
    __m256i point = _mm256_and_si256(_mm256_cmpeq_epi8(words, _mm256_set1_epi8('.')), inside);
    __m256i mark = _mm256_and_si256(point, _mm256_set1_epi8(1));
    __m256i before = _mm256_sub_epi64(mark, one);
    __m256i none = _mm256_cmpeq_epi64(mark, zero);
    __m256i wrong = _mm256_or_si256(
        _mm256_xor_si256(_mm256_and_si256(other, inside), point), _mm256_and_si256(mark, before));

    // How many digits there are, and how many of them after the point.
    __m256i length = _mm256_add_epi64(counts, _mm256_andnot_si256(none, all));
    __m256i whole = _mm256_sad_epu8(_mm256_and_si256(before, _mm256_set1_epi8(1)), zero);
    __m256i after = _mm256_andnot_si256(none, _mm256_sub_epi64(length, whole));
    __m256i right = _mm256_and_si256(
        _mm256_cmpeq_epi64(wrong, zero),
        _mm256_and_si256(
            _mm256_cmpgt_epi64(length, zero), _mm256_cmpgt_epi64(_mm256_set1_epi64x(9), counts)));

    // What is after the point moves to where it is, and all of it to the end; then digits are joined.
    digits = _mm256_or_si256(
        _mm256_and_si256(digits, before), _mm256_andnot_si256(before, _mm256_srli_epi64(digits, 8)));
    digits = _mm256_sllv_epi64(digits, _mm256_sub_epi64(bits, _mm256_slli_epi64(length, 3)));
    __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010A));
    __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00010064));
    __m256i number = _mm256_add_epi64(
        _mm256_mul_epu32(fours, _mm256_set1_epi64x(10000)), _mm256_srli_epi64(fours, 32));

    store_four(number, after, fields.signs, results);
    return 15 ^ (uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(right));
}

AVX2 uint32_t cfields_decimals(
    const uint8_t *bytes, const uint32_t *ends, const cfields_column *columns, double *values) {
    double results[4];
    uint32_t others = decimals(bytes, ends, columns, results);
    for (int i = 0; i < 4; i++) values[columns[i].place] = results[i];
    return others;
}

AVX2 void cfields_decimals_of_rows(
    const uint8_t *bytes, const uint32_t *ends, int64_t width, int64_t rows,
    const cfields_column *columns, double *values, uint8_t *others) {
    const cfields_column fields[4] = {columns[0], columns[1], columns[2], columns[3]};
    for (int64_t row = 0; row < rows; row++)
        others[row] = (uint8_t)decimals(bytes, ends + row * width, fields, values + row * 4);
}
#else
bool cfields_has_avx2(void) { return false; }

static cfields_counts index_avx2(
    const uint8_t *bytes, int64_t from, int64_t limit, uint8_t delimiter, uint32_t *ends,
    uint32_t *breaks) {
    return index_all(bytes, from, limit, delimiter, ends, breaks);
}

uint32_t cfields_decimals(
    const uint8_t *bytes, const uint32_t *ends, const cfields_column *columns, double *values) {
    (void)bytes, (void)ends, (void)columns, (void)values;
    return 15;
}

void cfields_decimals_of_rows(
    const uint8_t *bytes, const uint32_t *ends, int64_t width, int64_t rows,
    const cfields_column *columns, double *values, uint8_t *others) {
    (void)bytes, (void)ends, (void)width, (void)columns, (void)values;
    memset(others, 15, (size_t)rows);
}
#endif

cfields_counts cfields_index(
    const uint8_t *bytes, int64_t from, int64_t limit, uint8_t delimiter, uint32_t *ends,
    uint32_t *breaks, bool has_avx2) {
    if (has_avx2) return index_avx2(bytes, from, limit, delimiter, ends, breaks);
    return index_all(bytes, from, limit, delimiter, ends, breaks);
}
