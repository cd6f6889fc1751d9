// SPDX-License-Identifier: GPL-3.0-or-later
//
// Eight and sixteen numbers at a time: machines whose vectors are narrower take them in parts.
// This file and the others beside it are included once a path, with NAME(x) giving each function
// a name of its own.

typedef float NAME(eight) __attribute__((vector_size(32), may_alias, aligned(4)));
typedef float NAME(sixteen) __attribute__((vector_size(64), may_alias, aligned(4)));
typedef int32_t NAME(ints) __attribute__((vector_size(32), may_alias, aligned(4)));
typedef int32_t NAME(wide_ints) __attribute__((vector_size(64), may_alias, aligned(4)));

#define EIGHT NAME(eight)
#define SIXTEEN NAME(sixteen)
#define INTS NAME(ints)
#define WIDE_INTS NAME(wide_ints)
#define INLINE static inline __attribute__((always_inline))

INLINE EIGHT NAME(all)(float x) { return (EIGHT){x, x, x, x, x, x, x, x}; }

INLINE SIXTEEN NAME(wide_all)(float x) {
    return (SIXTEEN){x, x, x, x, x, x, x, x, x, x, x, x, x, x, x, x};
}

INLINE EIGHT NAME(load)(const float *from) { return *(const EIGHT *)from; }

INLINE SIXTEEN NAME(wide_load)(const float *from) { return *(const SIXTEEN *)from; }

INLINE void NAME(store)(float *to, EIGHT x) { *(EIGHT *)to = x; }

INLINE void NAME(wide_store)(float *to, SIXTEEN x) { *(SIXTEEN *)to = x; }

// Returns a * b + c, rounded once.
INLINE EIGHT NAME(fma)(EIGHT a, EIGHT b, EIGHT c) { return __builtin_elementwise_fma(a, b, c); }

INLINE SIXTEEN NAME(wide_fma)(SIXTEEN a, SIXTEEN b, SIXTEEN c) {
    return __builtin_elementwise_fma(a, b, c);
}

// Returns the first number of each lane where its mask is set, else the second.
INLINE EIGHT NAME(chosen)(INTS mask, EIGHT a, EIGHT b) {
    return (EIGHT)((mask & (INTS)a) | (~mask & (INTS)b));
}

INLINE SIXTEEN NAME(wide_chosen)(WIDE_INTS mask, SIXTEEN a, SIXTEEN b) {
    return (SIXTEEN)((mask & (WIDE_INTS)a) | (~mask & (WIDE_INTS)b));
}

INLINE EIGHT NAME(larger)(EIGHT a, EIGHT b) { return NAME(chosen)((INTS)(a > b), a, b); }

INLINE SIXTEEN NAME(wide_larger)(SIXTEEN a, SIXTEEN b) {
    return NAME(wide_chosen)((WIDE_INTS)(a > b), a, b);
}

// The sum of the eight, always in the same order.
INLINE float NAME(total)(EIGHT x) {
    return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7]));
}

INLINE float NAME(largest)(EIGHT x) {
    float largest = x[0];
    for (int lane = 1; lane < 8; lane++) largest = x[lane] > largest ? x[lane] : largest;
    return largest;
}

// Turns eight rows of eight numbers into columns.
INLINE void NAME(transpose)(EIGHT *rows) {
    EIGHT pairs[8], fours[8];
    for (int i = 0; i < 8; i += 2) {
        pairs[i] = __builtin_shufflevector(rows[i], rows[i + 1], 0, 8, 2, 10, 4, 12, 6, 14);
        pairs[i + 1] = __builtin_shufflevector(rows[i], rows[i + 1], 1, 9, 3, 11, 5, 13, 7, 15);
    }
    for (int i = 0; i < 8; i += 4)
        for (int k = 0; k < 2; k++) {
            EIGHT low = pairs[i + k], high = pairs[i + k + 2];
            fours[i + k] = __builtin_shufflevector(low, high, 0, 1, 8, 9, 4, 5, 12, 13);
            fours[i + k + 2] = __builtin_shufflevector(low, high, 2, 3, 10, 11, 6, 7, 14, 15);
        }
    for (int k = 0; k < 4; k++) {
        rows[k] = __builtin_shufflevector(fours[k], fours[k + 4], 0, 1, 2, 3, 8, 9, 10, 11);
        rows[k + 4] = __builtin_shufflevector(fours[k], fours[k + 4], 4, 5, 6, 7, 12, 13, 14, 15);
    }
}

#define VECTOR EIGHT
#define WHOLE INTS
#define ALL NAME(all)
#define FMA NAME(fma)
#define LARGER NAME(larger)
#define EXPONENTIAL NAME(exponential)
#include "exponential.h"

#define VECTOR SIXTEEN
#define WHOLE WIDE_INTS
#define ALL NAME(wide_all)
#define FMA NAME(wide_fma)
#define LARGER NAME(wide_larger)
#define EXPONENTIAL NAME(wide_exponential)
#include "exponential.h"
