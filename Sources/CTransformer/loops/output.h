// SPDX-License-Identifier: GPL-3.0-or-later
//
// The last rows: from logits to log-probabilities, and back.

// As the Swift function `naturalLogarithm` of the simulation, operation by operation.
INLINE double NAME(logarithm)(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    bits += 0x3FF0000000000000 - 0x3FE6A09E00000000;
    double exponent = (double)((int64_t)(bits >> 52) - 1023), f;
    bits = (bits & 0x000FFFFFFFFFFFFF) + 0x3FE6A09E00000000;
    memcpy(&f, &bits, sizeof f);
    f -= 1;
    double s = f / (2 + f), z = s * s, w = z * z;
    double even =
        w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332));
    double odd = z
        * (0.6666666666666735130
           + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)));
    double half = 0.5 * f * f;
    double tail = s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10;
    return exponent * 6.93147180369123816490e-01 - ((half - tail) - f);
}

// Lanes that stand for tokens have a mask; the others' logits count as very small.
INLINE WIDE_INTS NAME(tokens)(int64_t columns) {
    WIDE_INTS lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    return lane < (int32_t)columns;
}

static void NAME(log_softmax)(ctf_rows logits, float *probabilities) {
    WIDE_INTS tokens = NAME(tokens)(logits.columns);
    SIXTEEN nothing = NAME(wide_all)(0), lowest = NAME(wide_all)(-1e30f);
    for (int64_t i = 0; i < logits.rows; i++) {
        float *row = logits.numbers + i * logits.row;
        SIXTEEN z = NAME(wide_chosen)(tokens, NAME(wide_load)(row), lowest);
        EIGHT low = __builtin_shufflevector(z, z, 0, 1, 2, 3, 4, 5, 6, 7);
        EIGHT high = __builtin_shufflevector(z, z, 8, 9, 10, 11, 12, 13, 14, 15);
        z -= NAME(wide_all)(NAME(largest)(NAME(larger)(low, high)));
        SIXTEEN e = NAME(wide_exponential)(z);
        float sum = 0;
        for (int64_t v = 0; v < logits.columns; v++) sum += e[v];
        z -= NAME(wide_all)((float)NAME(logarithm)((double)sum));
        NAME(wide_store)(row, NAME(wide_chosen)(tokens, z, nothing));
        SIXTEEN p = NAME(wide_chosen)(tokens, NAME(wide_exponential)(z), nothing);
        NAME(wide_store)(probabilities + i * logits.row, p);
    }
}

static void NAME(log_softmax_back)(ctf_rows logs, const float *probabilities,
                                   const int32_t *chosen, const float *coefficients,
                                   const float *entropies, float *to) {
    WIDE_INTS lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    SIXTEEN one = NAME(wide_all)(1), nothing = NAME(wide_all)(0);
    for (int64_t i = 0; i < logs.rows; i++) {
        SIXTEEN p = NAME(wide_load)(probabilities + i * logs.row);
        SIXTEEN hot = NAME(wide_chosen)(lane == chosen[i], one, nothing);
        SIXTEEN dz = NAME(wide_all)(coefficients[i]) * (p - hot);
        if (entropies[i] != 0) {
            SIXTEEN l = NAME(wide_load)(logs.numbers + i * logs.row), terms = p * l;
            float entropy = 0;
            for (int v = 0; v < 16; v++) entropy -= terms[v];
            dz += NAME(wide_all)(entropies[i]) * (p * (l + NAME(wide_all)(entropy)));
        }
        NAME(wide_store)(to + i * logs.row, dz);
    }
}
