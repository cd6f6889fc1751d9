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

bool csim_has_avx2(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt");
}
#define CHOOSE(x) use_avx2 ? avx2_##x : portable_##x
#else
bool csim_has_avx2(void) { return false; }
#define CHOOSE(x) (void)use_avx2, portable_##x
#endif

int64_t csim_advance(const csim_block *block, int64_t count, int64_t position, bool use_avx2) {
    return (CHOOSE(advance))(block, count, position);
}

void csim_count_repeats(const csim_block *block, csim_repeats *repeats, int64_t base,
                        int64_t first, int64_t last, bool use_avx2) {
    (CHOOSE(count_repeats))(block, repeats, base, first, last);
}

int64_t csim_merge(const csim_block *block, const csim_merging *merging, int64_t first,
                   int64_t last, int64_t known, bool use_avx2) {
    return (CHOOSE(merge))(block, merging, first, last, known);
}

void csim_refresh(const csim_policy *policy, const int32_t *contexts, int64_t count,
                  bool use_avx2) {
    (CHOOSE(refresh))(policy, contexts, count);
}

int64_t csim_freeze(const csim_policy *policy, const csim_frozen *frozen, int64_t first,
                    int64_t last, const double *visits, double *divergence, bool use_avx2) {
    return (CHOOSE(freeze))(policy, frozen, first, last, visits, divergence);
}

int64_t csim_touch(const csim_entry *entries, int64_t count, int64_t *touched_at, int64_t update,
                   int32_t *touched, int64_t known, bool use_avx2) {
    return (CHOOSE(touch))(entries, count, touched_at, update, touched, known);
}

void csim_log_ratios(const csim_entry *entries, int64_t count, const double *logs,
                     const double *old_logs, double *ratios, bool use_avx2) {
    (CHOOSE(log_ratios))(entries, count, logs, old_logs, ratios);
}

double csim_ratios(double *numbers, int64_t lanes, bool use_avx2) {
    return (CHOOSE(ratios))(numbers, lanes);
}

int64_t csim_unusable(const double *weights, int64_t count, bool use_avx2) {
    return (CHOOSE(unusable))(weights, count);
}

void csim_pull(const csim_entry *entries, int64_t count, const double *ratios,
               const double *weights, const double *logs, csim_tally *tally, double *pulls,
               bool use_avx2) {
    (CHOOSE(pull))(entries, count, ratios, weights, logs, tally, pulls);
}

int64_t csim_add_up(const csim_policy *policy, const csim_gradient *gradient,
                    const int32_t *contexts, int64_t count, int64_t known, bool use_avx2) {
    return (CHOOSE(add_up))(policy, gradient, contexts, count, known);
}

double csim_squares(const csim_gradient *gradient, int64_t count, int64_t lanes, bool use_avx2) {
    return (CHOOSE(squares))(gradient, count, lanes);
}

void csim_descend(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                  double rate, bool use_avx2) {
    (CHOOSE(descend))(policy, gradient, count, rate);
}

void csim_load(const csim_walk *walk, bool use_avx2) { (CHOOSE(load))(walk); }

void csim_walk_on(const csim_walk *walk, int64_t steps, bool use_avx2) {
    (CHOOSE(walk))(walk, steps);
}
