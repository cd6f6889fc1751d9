// SPDX-License-Identifier: GPL-3.0-or-later
//
// The exponential of a VECTOR whose bits are BITS, as the function EXPONENTIAL; `constant` is a row
// of the constants as such a vector. As the Swift function `exponential`, operation by operation.

#define constant(x) (*(const VECTOR *)&e->x)

INLINE VECTOR EXPONENTIAL(VECTOR x, const NAME(exponents) *e) {
    VECTOR shifted = x * constant(log2e) + constant(rounder);
    VECTOR k = shifted - constant(rounder);
    VECTOR high = x - k * constant(ln2_high);
    VECTOR f = high - k * constant(ln2_low);
    VECTOR f2 = f * f, f4 = f2 * f2;
    VECTOR a = f2 * (constant(over[2]) + f * constant(over[3]));
    VECTOR b = (constant(over[4]) + f * constant(over[5]))
        + f2 * (constant(over[6]) + f * constant(over[7]));
    VECTOR c = (constant(over[8]) + f * constant(over[9]))
        + f2 * (constant(over[10]) + f * constant(over[11]));
    VECTOR d = constant(over[12]) + f * constant(over[13]);
    VECTOR series = constant(one) + (f + (a + f4 * (b + f4 * (c + f4 * d))));
    BITS scaled = (BITS)series + ((BITS)shifted << 52);
    return (VECTOR)(scaled & (BITS)(x >= constant(floor)));
}

#undef constant
#undef VECTOR
#undef BITS
#undef EXPONENTIAL
