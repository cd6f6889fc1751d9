// SPDX-License-Identifier: GPL-3.0-or-later
//
// The exponential of VECTOR, within about 1 unit in the last place for x from -87 to 88; below
// -87 it stays what it is there. Source: the coefficients of Cephes' expf (S. L. Moshier).

INLINE VECTOR EXPONENTIAL(VECTOR x) {
    // Adding 1.5 * 2^23 leaves the nearest whole number in the low bits of the sum.
    VECTOR rounder = ALL(12582912.0f);
    x = LARGER(x, ALL(-87.0f));
    VECTOR shifted = FMA(x, ALL(1.44269504f), rounder);
    VECTOR n = shifted - rounder;
    VECTOR r = FMA(n, ALL(-0.693359375f), x);
    r = FMA(n, ALL(2.12194440e-4f), r);
    VECTOR p = ALL(1.9875691500e-4f);
    p = FMA(p, r, ALL(1.3981999507e-3f));
    p = FMA(p, r, ALL(8.3334519073e-3f));
    p = FMA(p, r, ALL(4.1665795894e-2f));
    p = FMA(p, r, ALL(1.6666665459e-1f));
    p = FMA(p, r, ALL(5.0000001201e-1f));
    VECTOR y = FMA(p, r * r, r) + ALL(1.0f);
    // The low bits of `shifted` hold n: shifted up, they become the exponent of 2^n.
    VECTOR power = (VECTOR)(((WHOLE)shifted << 23) + (WHOLE)ALL(1.0f));
    return y * power;
}

#undef VECTOR
#undef WHOLE
#undef ALL
#undef FMA
#undef LARGER
#undef EXPONENTIAL
