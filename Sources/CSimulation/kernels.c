// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coefficients of the logarithm are from FreeBSD's msun: Copyright (C) 1993 by Sun
// Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that
// this notice is preserved.

#include "csimulation.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Functions that take or return vectors are inlined, always: there is no calling convention to
// warn of.
#pragma clang diagnostic ignored "-Wpsabi"

// As the Swift function `naturalLogarithm`, operation by operation.
static double natural_logarithm(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits += 0x3FF0000000000000 - 0x3FE6A09E00000000;
    double exponent = (double)((int64_t)(bits >> 52) - 1023), mantissa;
    bits = (bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000;
    memcpy(&mantissa, &bits, sizeof mantissa);
    double f = mantissa - 1, s = f / (2 + f), z = s * s, w = z * z;
    double even =
        w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
    double odd = z
        * (0.6666666666666735130
           + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
    double half = 0.5 * f * f;
    double tail = s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10;
    return exponent * 6.93147180369123816490e-01 - ((half - tail) - f);
}

#define NAME(x) portable_##x
#include "kernels.h"
#undef NAME

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define NAME(x) avx2_##x
#include "kernels.h"
#undef NAME
#pragma clang attribute pop

bool csim_has_avx2(void) { return __builtin_cpu_supports("avx2"); }
#define CHOOSE(x) use_avx2 ? avx2_##x : portable_##x
#else
bool csim_has_avx2(void) { return false; }
#define CHOOSE(x) (void)use_avx2, portable_##x
#endif

int64_t csim_advance(const csim_group *group, int64_t count, int64_t position, bool use_avx2) {
    return (CHOOSE(advance))(group, count, position);
}

void csim_softmax(const double *first, const double *second, double *logs, double *probabilities,
                  int64_t lanes, bool use_avx2) {
    (CHOOSE(softmax))(first, second, logs, probabilities, lanes);
}

void csim_step(const csim_walk *walk, bool use_avx2) { (CHOOSE(step))(walk); }
