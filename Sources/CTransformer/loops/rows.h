// SPDX-License-Identifier: GPL-3.0-or-later
//
// What is done to each row, or to each number, by itself.

static void NAME(normalize)(ctf_rows from, float *to, float *inverse_roots) {
    for (int64_t i = 0; i < from.rows; i++) {
        const float *x = from.numbers + i * from.row;
        float *y = to + i * from.row;
        EIGHT squares = NAME(all)(0);
        for (int64_t j = 0; j < from.columns; j += 8)
            squares = NAME(fma)(NAME(load)(x + j), NAME(load)(x + j), squares);
        float mean = NAME(total)(squares) / (float)from.columns;
        float inverse = 1.0f / __builtin_sqrtf(mean + 1e-5f);
        for (int64_t j = 0; j < from.columns; j += 8)
            NAME(store)(y + j, NAME(load)(x + j) * NAME(all)(inverse));
        inverse_roots[i] = inverse;
    }
}

static void NAME(normalize_back)(ctf_rows gradient, const float *output,
                                 const float *inverse_roots, float *to) {
    for (int64_t i = 0; i < gradient.rows; i++) {
        const float *dy = gradient.numbers + i * gradient.row, *y = output + i * gradient.row;
        float *dx = to + i * gradient.row;
        EIGHT products = NAME(all)(0);
        for (int64_t j = 0; j < gradient.columns; j += 8)
            products = NAME(fma)(NAME(load)(dy + j), NAME(load)(y + j), products);
        EIGHT mean = NAME(all)(NAME(total)(products) / (float)gradient.columns);
        EIGHT inverse = NAME(all)(inverse_roots[i]);
        for (int64_t j = 0; j < gradient.columns; j += 8) {
            EIGHT rest = NAME(fma)(-NAME(load)(y + j), mean, NAME(load)(dy + j));
            NAME(store)(dx + j, NAME(fma)(inverse, rest, NAME(load)(dx + j)));
        }
    }
}

static void NAME(square)(ctf_rows numbers, float *squares) {
    for (int64_t i = 0; i < numbers.rows * numbers.row; i += 16) {
        SIXTEEN x = NAME(wide_larger)(NAME(wide_load)(numbers.numbers + i), NAME(wide_all)(0));
        NAME(wide_store)(numbers.numbers + i, x);
        NAME(wide_store)(squares + i, x * x);
    }
}

static void NAME(square_again)(ctf_rows numbers, float *squares) {
    for (int64_t i = 0; i < numbers.rows * numbers.row; i += 16) {
        SIXTEEN x = NAME(wide_load)(numbers.numbers + i);
        NAME(wide_store)(squares + i, x * x);
    }
}

static void NAME(square_back)(ctf_rows gradient, const float *numbers) {
    for (int64_t i = 0; i < gradient.rows * gradient.row; i += 16) {
        SIXTEEN slope = NAME(wide_all)(2) * NAME(wide_load)(numbers + i);
        NAME(wide_store)(gradient.numbers + i, NAME(wide_load)(gradient.numbers + i) * slope);
    }
}

static double NAME(sum_of_squares)(const float *numbers, int64_t count) {
    double sums[8] = {0};
    int64_t whole = count / 8 * 8;
    for (int64_t i = 0; i < whole; i += 8)
        for (int lane = 0; lane < 8; lane++) {
            double x = numbers[i + lane];
            sums[lane] += x * x;
        }
    for (int64_t i = whole; i < count; i++)
        sums[i - whole] += (double)numbers[i] * (double)numbers[i];
    return ((sums[0] + sums[4]) + (sums[2] + sums[6]))
        + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

// Sixteen weights; the last ones of a list are worked on in a copy.
INLINE void NAME(descend_some)(float *weights, float *first, float *second,
                               const float *gradient, const ctf_adam *adam) {
    SIXTEEN g = NAME(wide_load)(gradient);
    if (adam->scale != 1) g *= NAME(wide_all)(adam->scale);
    SIXTEEN m = NAME(wide_fma)(NAME(wide_all)(adam->first_decay), NAME(wide_load)(first),
                               NAME(wide_all)(adam->first_rest) * g);
    SIXTEEN v = NAME(wide_fma)(NAME(wide_all)(adam->second_decay), NAME(wide_load)(second),
                               NAME(wide_all)(adam->second_rest) * (g * g));
    SIXTEEN root = __builtin_elementwise_sqrt(v * NAME(wide_all)(adam->correction));
    SIXTEEN step = (NAME(wide_all)(adam->rate) * m) / (root + NAME(wide_all)(1e-8f));
    NAME(wide_store)(first, m);
    NAME(wide_store)(second, v);
    NAME(wide_store)(weights, NAME(wide_load)(weights) - step);
}

static void NAME(descend)(float *weights, float *first, float *second, const float *gradient,
                          int64_t count, const ctf_adam *adam) {
    int64_t i = 0;
    for (; i + 16 <= count; i += 16)
        NAME(descend_some)(weights + i, first + i, second + i, gradient + i, adam);
    if (i == count) return;
    float rest[4][16] = {{0}};
    size_t bytes = (size_t)(count - i) * sizeof(float);
    memcpy(rest[0], weights + i, bytes);
    memcpy(rest[1], first + i, bytes);
    memcpy(rest[2], second + i, bytes);
    memcpy(rest[3], gradient + i, bytes);
    NAME(descend_some)(rest[0], rest[1], rest[2], rest[3], adam);
    memcpy(weights + i, rest[0], bytes);
    memcpy(first + i, rest[1], bytes);
    memcpy(second + i, rest[2], bytes);
}

static double NAME(peak)(int64_t rounds, float *sink) {
    SIXTEEN sums[PEAK_CHAINS];
    for (int k = 0; k < PEAK_CHAINS; k++) sums[k] = NAME(wide_all)((float)k);
    SIXTEEN a = NAME(wide_load)(sink), b = a * a;
    for (int64_t i = 0; i < rounds; i++) {
#pragma clang loop unroll(full)
        for (int k = 0; k < PEAK_CHAINS; k++) sums[k] = NAME(wide_fma)(sums[k], a, b);
    }
    for (int k = 0; k < PEAK_CHAINS; k++) a += sums[k];
    NAME(wide_store)(sink, a);
    return (double)rounds * PEAK_CHAINS * 32;
}
