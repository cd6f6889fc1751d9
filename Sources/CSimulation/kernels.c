// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coefficients of the logarithm are from FreeBSD's msun: Copyright (C) 1993 by Sun
// Microsystems, Inc. All rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business.
// Permission to use, copy, modify, and distribute this software is freely granted, provided that
// this notice is preserved.

#include "csimulation.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

// Functions that take or return vectors are inlined, always: there is no calling convention to
// warn of.
#pragma clang diagnostic ignored "-Wpsabi"

#define NAME(x) portable_##x
#include "loops/all.h"
#undef NAME

#if defined(__x86_64__)
#include <immintrin.h>

#pragma clang attribute push(__attribute__((target("avx2,popcnt"))), apply_to = function)
#define NAME(x) avx2_##x
#define PATH_IS_AVX2
#include "loops/all.h"
#undef PATH_IS_AVX2
#undef NAME
#pragma clang attribute pop

// The same operations, with more registers and wider ones.
#pragma clang attribute push(                                                              \
    __attribute__((target("avx2,popcnt,avx512f,avx512vl,avx512bw,avx512dq"))),             \
    apply_to = function)
#define NAME(x) avx512_##x
#define PATH_IS_AVX2
#define PATH_IS_AVX512
#include "loops/all.h"
#undef PATH_IS_AVX512
#undef PATH_IS_AVX2
#undef NAME
#pragma clang attribute pop

csim_path csim_fastest_path(void) {
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("popcnt")) return csim_portable;
    bool has_avx512 = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
    return has_avx512 ? csim_avx512 : csim_avx2;
}
#define CHOOSE(x) path == csim_avx512 ? avx512_##x : path == csim_avx2 ? avx2_##x : portable_##x
#else
csim_path csim_fastest_path(void) { return csim_portable; }
#define CHOOSE(x) (void)path, portable_##x
#endif

void csim_uniforms(csim_address address, int64_t count, double *numbers, csim_path path) {
    (CHOOSE(uniforms))(address, count, numbers);
}

void csim_begin(const csim_block *block, const int32_t *starts, int64_t first, int64_t prompts,
                int64_t size, csim_path path) {
    (CHOOSE(begin))(block, starts, first, prompts, size);
}

int64_t csim_advance(const csim_block *block, int64_t count, int64_t position, csim_path path) {
    return (CHOOSE(advance))(block, count, position);
}

void csim_count_repeats(const csim_block *block, csim_repeats *repeats, int64_t base,
                        int64_t first, int64_t last, csim_path path) {
    (CHOOSE(count_repeats))(block, repeats, base, first, last);
}

int64_t csim_merge(const csim_block *block, const csim_merging *merging, int64_t first,
                   int64_t last, int64_t known, csim_path path) {
    return (CHOOSE(merge))(block, merging, first, last, known);
}

void csim_refresh(const csim_policy *policy, const int32_t *contexts, int64_t count,
                  csim_path path) {
    (CHOOSE(refresh))(policy, contexts, count);
}

int64_t csim_freeze(const csim_policy *policy, const csim_frozen *frozen, int64_t first,
                    int64_t last, const double *visits, double *divergence, csim_path path) {
    return (CHOOSE(freeze))(policy, frozen, first, last, visits, divergence);
}

int64_t csim_distort(const csim_engine *engine, const csim_frozen *frozen, int64_t first,
                     int64_t last, csim_path path) {
    return (CHOOSE(distort))(engine, frozen, first, last);
}

int64_t csim_contexts(const csim_entry *entries, int64_t count, int64_t *seen, int64_t stamp,
                      int32_t *list, int64_t known, csim_path path) {
    return (CHOOSE(contexts))(entries, count, seen, stamp, list, known);
}

int64_t csim_touch(const int32_t *contexts, int64_t count, int64_t *seen, int64_t stamp,
                   int32_t *list, int64_t known, csim_path path) {
    return (CHOOSE(touch))(contexts, count, seen, stamp, list, known);
}

double csim_compare(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                    const double *logs, const double *old_logs, double *ratios, csim_path path) {
    return (CHOOSE(compare))(entries, stretches, count, logs, old_logs, ratios);
}

void csim_weigh(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                const csim_rule *rule, const double *ratios, double *weights, csim_tally *tally,
                csim_path path) {
    (CHOOSE(weigh))(entries, stretches, count, rule, ratios, weights, tally);
}

int64_t csim_gradient_coefficients(const csim_entry *entries, const csim_stretch *stretches,
                                   int64_t count, const double *ratios, const double *weights,
                                   const double *factors, const double *logs, csim_tally *tally,
                                   double *coefficients, csim_path path) {
    return (CHOOSE(gradient_coefficients))(entries, stretches, count, ratios, weights, factors,
                                           logs, tally, coefficients);
}

double csim_regularize(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                       const csim_regularizer *regularizer, double *coefficients, csim_path path) {
    return (CHOOSE(regularize))(entries, stretches, count, regularizer, coefficients);
}

int64_t csim_add_up(const csim_policy *policy, const csim_gradient *gradient,
                    const int32_t *contexts, int64_t count, int64_t known, csim_path path) {
    return (CHOOSE(add_up))(policy, gradient, contexts, count, known);
}

double csim_squares(const csim_gradient *gradient, int64_t count, int64_t lanes, csim_path path) {
    return (CHOOSE(squares))(gradient, count, lanes);
}

void csim_descend(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                  double rate, csim_path path) {
    (CHOOSE(descend))(policy, gradient, count, rate);
}

void csim_load(const csim_walk *walk, csim_path path) { (CHOOSE(load))(walk); }

void csim_walk_on(const csim_walk *walk, int64_t steps, csim_path path) {
    (CHOOSE(walk))(walk, steps);
}
