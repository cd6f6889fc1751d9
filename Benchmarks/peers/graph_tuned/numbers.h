// SPDX-License-Identifier: GPL-3.0-or-later
//
// Memory, random numbers, and vectors of four numbers with their exponential and logarithm.
#ifndef NUMBERS_H
#define NUMBERS_H

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __AVX2__
#include <immintrin.h>
#endif

#define ALWAYS_INLINE static inline __attribute__((always_inline))

enum { LANES = 4 };

typedef double lanes __attribute__((vector_size(32), may_alias));
typedef int64_t whole_lanes __attribute__((vector_size(32), may_alias));
typedef uint64_t words __attribute__((vector_size(32), may_alias));

// Returns zeroed memory for `count` things and one vector more, aligned for vectors. It stands
// until the program ends.
static void *room(size_t count, size_t size) {
    size_t bytes = (count * size + 127) / 64 * 64;
    void *memory = aligned_alloc(64, bytes);
    if (memory == NULL) {
        fprintf(stderr, "there is no memory for %zu bytes\n", bytes);
        exit(1);
    }
    return memset(memory, 0, bytes);
}

static inline lanes every(double x) { return (lanes){x, x, x, x}; }

// Returns x where a mask is set, else 0.
static inline lanes where(whole_lanes mask, lanes x) { return (lanes)(mask & (whole_lanes)x); }

static inline lanes larger(lanes a, lanes b) {
    return (lanes)((whole_lanes)where(a > b, a) | (whole_lanes)where(~(a > b), b));
}

static inline lanes smaller(lanes a, lanes b) {
    return (lanes)((whole_lanes)where(a < b, a) | (whole_lanes)where(~(a < b), b));
}

// Returns a · b + c, rounded once where the machine can.
static inline lanes multiply_add(lanes a, lanes b, lanes c) {
#ifdef __FMA__
    return _mm256_fmadd_pd(a, b, c);
#else
    return a * b + c;
#endif
}

static inline double total(lanes x) { return (x[0] + x[1]) + (x[2] + x[3]); }

// Turns four vectors into those of their first, second, third and fourth numbers.
static inline void transpose(lanes x[4]) {
    lanes a = __builtin_shufflevector(x[0], x[1], 0, 4, 2, 6);
    lanes b = __builtin_shufflevector(x[0], x[1], 1, 5, 3, 7);
    lanes c = __builtin_shufflevector(x[2], x[3], 0, 4, 2, 6);
    lanes d = __builtin_shufflevector(x[2], x[3], 1, 5, 3, 7);
    x[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5);
    x[1] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    x[2] = __builtin_shufflevector(a, c, 2, 3, 6, 7);
    x[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}

// Returns the total of each of four vectors.
static inline lanes totals(const lanes x[4]) {
    lanes y[4] = {x[0], x[1], x[2], x[3]};
    transpose(y);
    return (y[0] + y[1]) + (y[2] + y[3]);
}

// Returns e to the x for x up to 700, 0 below −708: a Taylor polynomial on ±ln 2 / 2.
static inline lanes exponential(lanes x) {
    lanes rounder = every(0x1.8p52);
    lanes shifted = multiply_add(x, every(1.44269504088896338700), rounder);
    lanes k = shifted - rounder;
    lanes f = multiply_add(k, every(-6.93147180369123816490e-01), x);
    f = multiply_add(k, every(-1.90821492927058770002e-10), f);
    lanes f2 = f * f, f4 = f2 * f2;
    lanes a = multiply_add(multiply_add(f, every(1.0 / 6), every(1.0 / 2)), f2, f + 1);
    lanes b = multiply_add(f, every(1.0 / 120), every(1.0 / 24));
    b = multiply_add(multiply_add(f, every(1.0 / 5040), every(1.0 / 720)), f2, b);
    lanes c = multiply_add(f, every(1.0 / 362880), every(1.0 / 40320));
    c = multiply_add(multiply_add(f, every(1.0 / 39916800), every(1.0 / 3628800)), f2, c);
    c = multiply_add(f4, every(1.0 / 479001600), c);
    lanes series = multiply_add(multiply_add(c, f4, b), f4, a);
    words scaled = (words)series + ((words)shifted << 52);
    return (lanes)(scaled & (words)(x >= -708.0));
}

// Returns the natural logarithm of positive normal numbers: a series in (m − 1) / (m + 1).
static inline lanes logarithm(lanes x) {
    words bits = (words)x + (0x3FF0000000000000 - 0x3FE6A09E667F3BCD);
    words mantissa = (bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E667F3BCD;
    // A whole number below 2^52 becomes a floating-point number through its bits, exactly.
    lanes exponent = (lanes)((bits >> 52) | 0x4330000000000000) - (0x1p52 + 1023);
    lanes s = ((lanes)mantissa - 1) / ((lanes)mantissa + 1), z = s * s;
    lanes series = every(2.0 / 21);
    for (int k = 19; k >= 3; k -= 2) series = multiply_add(series, z, every(2.0 / k));
    lanes tail = multiply_add(exponent, every(1.90821492927058770002e-10), s * z * series);
    return multiply_add(exponent, every(6.93147180369123816490e-01), 2 * s + tail);
}

// The words of Philox4x32-10 at an address: see Salmon et al., "Parallel random numbers".
typedef struct {
    uint32_t x0, x1, x2, x3;
} philox_words;

static inline philox_words philox(uint32_t seed, uint32_t stream, uint32_t a, uint32_t b,
                                  uint32_t c, uint32_t e) {
    philox_words x = {e, c, b, a};
    for (uint32_t round = 0; round < 10; round++) {
        uint64_t first = (uint64_t)x.x0 * 0xD2511F53u, second = (uint64_t)x.x2 * 0xCD9E8D57u;
        uint32_t key0 = seed + round * 0x9E3779B9u, key1 = stream + round * 0xBB67AE85u;
        x = (philox_words){(uint32_t)(second >> 32) ^ x.x1 ^ key0, (uint32_t)second,
                           (uint32_t)(first >> 32) ^ x.x3 ^ key1, (uint32_t)first};
    }
    return x;
}

static inline uint64_t upper53(uint32_t high, uint32_t low) {
    return ((uint64_t)high << 32 | low) >> 11;
}

// Returns a number in [0, 1).
static inline double uniform(uint32_t seed, uint32_t stream, uint32_t a, uint32_t b, uint32_t c,
                             uint32_t e) {
    philox_words x = philox(seed, stream, a, b, c, e);
    return (double)upper53(x.x0, x.x1) * 0x1p-53;
}

// Returns a standard normal number, by Box and Muller's cosine.
static inline double normal(uint32_t seed, uint32_t stream, uint32_t a, uint32_t b, uint32_t c,
                            uint32_t e) {
    philox_words x = philox(seed, stream, a, b, c, e);
    double first = (double)(upper53(x.x0, x.x1) + 1) * 0x1p-53;
    double second = (double)upper53(x.x2, x.x3) * 0x1p-53;
    return sqrt(-2 * log(first)) * cos(6.283185307179586 * second);
}

// Puts 0 ..< count into a random order.
static void shuffle(int *order, int count, uint32_t seed, uint32_t stream, uint32_t a, uint32_t b) {
    for (int i = 0; i < count; i++) order[i] = i;
    for (int i = count - 1; i > 0; i--) {
        int j = (int)(uniform(seed, stream, a, b, 0, (uint32_t)i) * (i + 1));
        int other = order[j];
        order[j] = order[i];
        order[i] = other;
    }
}

#endif
