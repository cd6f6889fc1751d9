// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coefficients of the logarithm are from FreeBSD's msun: Copyright (C) 1993 by Sun
// Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that
// this notice is preserved.

#include "ctransformer.h"

#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Functions that take or return vectors are inlined, always: there is no calling convention to
// warn of.
#pragma clang diagnostic ignored "-Wpsabi"

// NEON has registers for six rows.
#define NAME(x) portable_##x
#if defined(__aarch64__)
#define TILE_ROWS 6
#else
#define TILE_ROWS 4
#endif
#define TILE_VECTORS 1
#define PEAK_CHAINS 4
#include "loops/all.h"
#undef PEAK_CHAINS
#undef TILE_VECTORS
#undef TILE_ROWS
#undef NAME

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#define TILE_ROWS 6
#define TILE_VECTORS 1
#define PEAK_CHAINS 5
#include "loops/all.h"
#undef PEAK_CHAINS
#undef TILE_VECTORS
#undef TILE_ROWS
#undef NAME
#pragma clang attribute pop

// The same operations, with more registers and wider ones.
#pragma clang attribute push(                                                              \
    __attribute__((target("avx2,fma,avx512f,avx512vl,avx512bw,avx512dq"))),                \
    apply_to = function)
#define NAME(x) avx512_##x
#define TILE_ROWS 8
#define TILE_VECTORS 3
#define PEAK_CHAINS 10
#include "loops/all.h"
#undef PEAK_CHAINS
#undef TILE_VECTORS
#undef TILE_ROWS
#undef NAME
#pragma clang attribute pop

bool ctf_has_fma(void) { return __builtin_cpu_supports("fma"); }

ctf_path ctf_fastest_path(void) {
    if (!__builtin_cpu_supports("avx2") || !ctf_has_fma()) return ctf_portable;
    bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    return has_avx512 ? ctf_avx512 : ctf_avx2;
}
#define CHOOSE(x) path == ctf_avx512 ? avx512_##x : path == ctf_avx2 ? avx2_##x : portable_##x
#else
// Of the other machines that Swift runs on, all multiply and add in one instruction.
bool ctf_has_fma(void) { return true; }

ctf_path ctf_fastest_path(void) { return ctf_portable; }
#define CHOOSE(x) (void)path, portable_##x
#endif

void ctf_multiply(const ctf_product *product, ctf_path path) { (CHOOSE(multiply))(product); }

void ctf_pack(const float *matrix, int64_t rows, int64_t columns, float *panels) {
    for (int64_t j = 0; j < columns; j += 16)
        for (int64_t i = 0; i < rows; i++)
            for (int64_t k = 0; k < 16; k++)
                *panels++ = j + k < columns ? matrix[i * columns + j + k] : 0;
}

void ctf_pack_transposed(const float *matrix, int64_t rows, int64_t columns, float *panels) {
    for (int64_t i = 0; i < rows; i += 16)
        for (int64_t j = 0; j < columns; j++)
            for (int64_t k = 0; k < 16; k++)
                *panels++ = i + k < rows ? matrix[(i + k) * columns + j] : 0;
}

void ctf_embed(const float *tokens, const float *positions, const int32_t *token,
               const int32_t *position, ctf_rows to) {
    for (int64_t i = 0; i < to.rows; i++)
        for (int64_t j = 0; j < to.columns; j++)
            to.numbers[i * to.row + j] =
                tokens[token[i] * to.columns + j] + positions[position[i] * to.columns + j];
}

void ctf_embed_back(ctf_rows gradient, const int32_t *token, const int32_t *position,
                    float *tokens, float *positions) {
    for (int64_t i = 0; i < gradient.rows; i++) {
        const float *row = gradient.numbers + i * gradient.row;
        float *token_row = tokens + token[i] * gradient.columns;
        float *position_row = positions + position[i] * gradient.columns;
        for (int64_t j = 0; j < gradient.columns; j++) {
            token_row[j] += row[j];
            position_row[j] += row[j];
        }
    }
}

void ctf_normalize(ctf_rows from, float *to, float *inverse_roots, ctf_path path) {
    (CHOOSE(normalize))(from, to, inverse_roots);
}

void ctf_normalize_back(ctf_rows gradient, const float *output, const float *inverse_roots,
                        float *to, ctf_path path) {
    (CHOOSE(normalize_back))(gradient, output, inverse_roots, to);
}

void ctf_square(ctf_rows numbers, float *squares, ctf_path path) {
    (CHOOSE(square))(numbers, squares);
}

void ctf_square_again(ctf_rows numbers, float *squares, ctf_path path) {
    (CHOOSE(square_again))(numbers, squares);
}

void ctf_square_back(ctf_rows gradient, const float *numbers, ctf_path path) {
    (CHOOSE(square_back))(gradient, numbers);
}

void ctf_attend(const ctf_attention *attention, ctf_path path) { (CHOOSE(attend))(attention); }

void ctf_attend_back(const ctf_attention *attention, const ctf_attention_gradient *gradient,
                     ctf_path path) {
    (CHOOSE(attend_back))(attention, gradient);
}

void ctf_attend_cached(const ctf_cached_attention *attention, ctf_path path) {
    (CHOOSE(attend_cached))(attention);
}

void ctf_log_softmax(ctf_rows logits, float *probabilities, ctf_path path) {
    (CHOOSE(log_softmax))(logits, probabilities);
}

void ctf_log_softmax_back(ctf_rows logs, const float *probabilities, const int32_t *chosen,
                          const float *coefficients, const float *entropies, float *to,
                          ctf_path path) {
    (CHOOSE(log_softmax_back))(logs, probabilities, chosen, coefficients, entropies, to);
}

double ctf_sum_of_squares(const float *numbers, int64_t count, ctf_path path) {
    return (CHOOSE(sum_of_squares))(numbers, count);
}

void ctf_descend(float *weights, float *first, float *second, const float *gradient,
                 int64_t count, const ctf_adam *adam, ctf_path path) {
    (CHOOSE(descend))(weights, first, second, gradient, count, adam);
}

double ctf_peak(int64_t rounds, float *sink, ctf_path path) {
    return (CHOOSE(peak))(rounds, sink);
}
