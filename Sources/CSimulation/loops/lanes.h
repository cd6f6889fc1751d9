// SPDX-License-Identifier: GPL-3.0-or-later
//
// Four numbers at a time, and eight where nothing is added up across them: machines that have
// no vectors as wide take them in two or four parts. This file and the others beside it are
// included once a path, with NAME(x) giving each function a name of its own.

typedef double NAME(lanes) __attribute__((vector_size(32), may_alias));
typedef uint64_t NAME(words) __attribute__((vector_size(32), may_alias));

typedef int32_t NAME(ints) __attribute__((vector_size(32), may_alias));

// Tables of lanes are aligned for four.
typedef double NAME(wide) __attribute__((vector_size(64), may_alias, aligned(32)));
typedef uint64_t NAME(wide_words) __attribute__((vector_size(64), may_alias, aligned(32)));

// Words anywhere.
typedef uint64_t NAME(any_words) __attribute__((vector_size(64), may_alias, aligned(8)));

#define LANES NAME(lanes)
#define WIDE NAME(wide)
#define WIDE_WORDS NAME(wide_words)
#define WORDS NAME(words)
#define INTS NAME(ints)
#define INLINE static inline __attribute__((always_inline))

INLINE LANES NAME(all)(double x) { return (LANES){x, x, x, x}; }

INLINE WORDS NAME(every)(uint64_t x) { return (WORDS){x, x, x, x}; }

// Returns the first number of each lane where its mask is set, else the second.
INLINE LANES NAME(chosen)(WORDS mask, LANES a, LANES b) {
    return (LANES)((mask & (WORDS)a) | (~mask & (WORDS)b));
}

INLINE LANES NAME(larger)(LANES a, LANES b) { return NAME(chosen)((WORDS)(a > b), a, b); }

INLINE double NAME(total)(LANES x) { return (x[0] + x[1]) + (x[2] + x[3]); }

INLINE double NAME(largest)(LANES x) {
    double left = x[0] > x[1] ? x[0] : x[1];
    double right = x[2] > x[3] ? x[2] : x[3];
    return left > right ? left : right;
}

INLINE INTS NAME(all_ints)(int32_t x) { return (INTS){x, x, x, x, x, x, x, x}; }

// Returns whether a bit of a mask is set.
INLINE bool NAME(any)(INTS mask) {
#ifdef PATH_IS_AVX2
    return !_mm256_testz_si256((__m256i)mask, (__m256i)mask);
#else
    WORDS words = (WORDS)mask;
    return ((words[0] | words[1]) | (words[2] | words[3])) != 0;
#endif
}

// Returns how many of sixteen whole numbers are below one; they are aligned to 64 bytes.
INLINE int64_t NAME(count_below)(const int32_t *numbers, int32_t bound) {
#ifdef PATH_IS_AVX512
    __m512i all = _mm512_load_si512(numbers);
    return __builtin_popcount(_mm512_cmplt_epi32_mask(all, _mm512_set1_epi32(bound)));
#else
    INTS all = NAME(all_ints)(bound);
    INTS left = ((const INTS *)numbers)[0] < all, right = ((const INTS *)numbers)[1] < all;
#ifdef PATH_IS_AVX2
    __m256i both = _mm256_packs_epi32((__m256i)left, (__m256i)right);
    return __builtin_popcount((unsigned)_mm256_movemask_epi8(both)) / 2;
#else
    INTS both = left + right;
    return -(int64_t)(((both[0] + both[1]) + (both[2] + both[3]))
                      + ((both[4] + both[5]) + (both[6] + both[7])));
#endif
#endif
}

// Whole numbers below 2^52 become floating-point numbers through their bits, exactly.
INLINE LANES NAME(number)(WORDS x) {
    return (LANES)(x | NAME(every)(0x4330000000000000)) - 0x1p52;
}

// The constants of the exponential, a row each.
typedef struct {
    WIDE log2e, rounder, ln2_high, ln2_low, floor, one;
    WIDE over[14];  // over[n] = 1 / n!
} NAME(exponents);

INLINE const NAME(exponents) *NAME(constants)(void) {
#define ROW(x) {x, x, x, x, x, x, x, x}
    static const NAME(exponents) table = {
        ROW(1.44269504088896338700), ROW(0x1.8p52), ROW(6.93147180369123816490e-01),
        ROW(1.90821492927058770002e-10), ROW(-708.0), ROW(1.0),
        {ROW(1.0), ROW(1.0), ROW(1.0 / 2), ROW(1.0 / 6), ROW(1.0 / 24), ROW(1.0 / 120),
         ROW(1.0 / 720), ROW(1.0 / 5040), ROW(1.0 / 40320), ROW(1.0 / 362880),
         ROW(1.0 / 3628800), ROW(1.0 / 39916800), ROW(1.0 / 479001600), ROW(1.0 / 6227020800.0)}};
#undef ROW
    const NAME(exponents) *here = &table;
    // Hides that they are constants: as operands in memory they cost no instruction of their own.
    __asm__("" : "+r"(here));
    return here;
}

#define VECTOR LANES
#define BITS WORDS
#define EXPONENTIAL NAME(exponential)
#include "exponential.h"

#define VECTOR WIDE
#define BITS WIDE_WORDS
#define EXPONENTIAL NAME(wide_exponential)
#include "exponential.h"

// Puts the exponentials of numbers somewhere.
INLINE void NAME(raise)(LANES *numbers, const LANES *exponents, int64_t lanes) {
    const NAME(exponents) *e = NAME(constants)();
    int64_t lane = 0;
    for (; lane + 2 <= lanes; lane += 2)
        *(WIDE *)(numbers + lane) = NAME(wide_exponential)(*(const WIDE *)(exponents + lane), e);
    if (lane < lanes) numbers[lane] = NAME(exponential)(exponents[lane], e);
}

// As the Swift function `naturalLogarithm`, operation by operation.
INLINE LANES NAME(logarithm)(LANES x) {
    WORDS bits = (WORDS)x + (0x3FF0000000000000 - 0x3FE6A09E00000000);
    LANES exponent = NAME(number)(bits >> 52) - 1023;
    LANES f = (LANES)((bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000) - 1;
    LANES s = f / (2 + f), z = s * s, w = z * z;
    LANES even =
        w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
    LANES odd = z
        * (0.6666666666666735130
           + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
    LANES half = 0.5 * f * f;
    LANES tail = s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10;
    return exponent * 6.93147180369123816490e-01 - ((half - tail) - f);
}
