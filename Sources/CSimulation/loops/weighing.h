// SPDX-License-Identifier: GPL-3.0-or-later
//
// The tokens of a minibatch: their contexts, ratios, weights and coefficients.

// Adds a context to a list where it is not in it. Nothing branches on whether it is: what is
// written of one that is will be written over.
INLINE int64_t NAME(list)(int32_t context, int64_t *seen, int64_t stamp, int32_t *list,
                          int64_t known) {
    list[known] = context;
    known += seen[context] != stamp;
    seen[context] = stamp;
    return known;
}

static int64_t NAME(contexts)(const csim_entry *entries, int64_t count, int64_t *seen,
                              int64_t stamp, int32_t *list, int64_t known) {
    for (int64_t index = 0; index < count; index++)
        known = NAME(list)(entries[index].context, seen, stamp, list, known);
    return known;
}

static int64_t NAME(touch)(const int32_t *contexts, int64_t count, int64_t *seen, int64_t stamp,
                           int32_t *list, int64_t known) {
    for (int64_t index = 0; index < count; index++)
        known = NAME(list)(contexts[index], seen, stamp, list, known);
    return known;
}

// Returns the indices of four entries from one on; after the last they are the last's.
#define FOUR(index, count)                                                              \
    {index, (index) + 1 < (count) ? (index) + 1 : (count) - 1,                          \
     (index) + 2 < (count) ? (index) + 2 : (count) - 1,                                 \
     (index) + 3 < (count) ? (index) + 3 : (count) - 1}

static double NAME(compare)(const csim_entry *entries, const csim_stretch *stretches,
                            int64_t count, const double *logs, const double *old_logs,
                            double *ratios) {
    const NAME(exponents) *e = NAME(constants)();
    LANES largest = NAME(all)(0), bound = NAME(all)(20);
    for (const csim_stretch *stretch = stretches; stretch < stretches + count; stretch++) {
        const csim_entry *here = entries + stretch->first;
        for (int64_t index = 0; index < stretch->count; index += 4) {
            int64_t at[4] = FOUR(index, stretch->count);
            int32_t a = here[at[0]].cell, b = here[at[1]].cell;
            int32_t c = here[at[2]].cell, d = here[at[3]].cell;
            LANES x = (LANES){logs[a], logs[b], logs[c], logs[d]}
                - (LANES){old_logs[a], old_logs[b], old_logs[c], old_logs[d]};
            x = NAME(chosen)((WORDS)(x < -bound), -bound, x);
            x = NAME(chosen)((WORDS)(x > bound), bound, x);
            largest = NAME(larger)(largest, NAME(larger)(x, -x));
            x = NAME(exponential)(x, e);
            memcpy(ratios + stretch->place + index, &x, sizeof x);
        }
    }
    return NAME(largest)(largest);
}

// Returns the weights of one sign, and where the cap acts.
INLINE LANES NAME(on_curve)(const csim_curve *curve, LANES ratio, WORDS *is_capped) {
    LANES weight = curve->shape == csim_one ? NAME(all)(1)
        : curve->shape == csim_ratio        ? ratio
                                            : 1 / ratio;
    LANES cap = NAME(all)(curve->cap);
    WORDS is_masked = (WORDS)((ratio < curve->lower) | (ratio > curve->upper));
    *is_capped = (WORDS)(weight > cap) & ~is_masked;
    return (LANES)((WORDS)NAME(chosen)((WORDS)(weight > cap), cap, weight) & ~is_masked);
}

static void NAME(weigh)(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                        const csim_rule *shared, const double *ratios, double *weights,
                        csim_tally *tally) {
    const csim_rule rule = *shared;
    LANES outside_up = NAME(all)(0), outside_down = NAME(all)(0);
    for (const csim_stretch *stretch = stretches; stretch < stretches + count; stretch++) {
        const csim_entry *here = entries + stretch->first;
        for (int64_t index = 0; index < stretch->count; index += 4) {
            int64_t at[4] = FOUR(index, stretch->count);
            LANES advantage = {here[at[0]].advantage, here[at[1]].advantage,
                               here[at[2]].advantage, here[at[3]].advantage};
            LANES ratio;
            memcpy(&ratio, ratios + stretch->place + index, sizeof ratio);
            WORDS positive = (WORDS)(advantage > 0), negative = (WORDS)(advantage < 0);
            WORDS is_high, is_low;
            LANES up = NAME(on_curve)(&rule.positive, ratio, &is_high);
            LANES down = NAME(on_curve)(&rule.negative, ratio, &is_low);
            LANES weight = (LANES)(((WORDS)up & positive) | ((WORDS)down & negative));
            memcpy(weights + stretch->place + index, &weight, sizeof weight);
            LANES counts = {here[at[0]].count, index + 1 < stretch->count ? here[at[1]].count : 0,
                            index + 2 < stretch->count ? here[at[2]].count : 0,
                            index + 3 < stretch->count ? here[at[3]].count : 0};
            WORDS outside = (WORDS)((ratio < rule.lowest) | (ratio > rule.highest));
            outside_up += (LANES)((WORDS)counts & outside & positive);
            outside_down += (LANES)((WORDS)counts & outside & negative);
            is_high &= positive;
            is_low &= negative;
            if (!rule.has_cap || !NAME(any)((INTS)(is_high | is_low))) continue;
            for (int lane = 0; lane < 4 && index + lane < stretch->count; lane++) {
                if (is_high[lane]) tally->capped[0] += here[index + lane].count;
                if (is_low[lane]) tally->capped[1] += here[index + lane].count;
            }
        }
    }
    // Whole numbers, so the order of the sum does not matter.
    for (int lane = 0; lane < 4; lane++) {
        tally->outside[0] += outside_up[lane];
        tally->outside[1] += outside_down[lane];
    }
}

// As gradient_coefficients, of one stretch.
INLINE int64_t NAME(coefficients_of_stretch)(const csim_entry *entries, csim_stretch stretch,
                                             const double *ratios, const double *weights,
                                             const double *factors, const double *logs,
                                             LANES sums[3], double *coefficients,
                                             bool is_corrected) {
    LANES positive = sums[0], negative = sums[1], both = sums[2];
    for (int64_t index = 0; index < stretch.count; index++) {
        csim_entry entry = entries[stretch.first + index];
        if (entry.advantage == 0) continue;
        double weight = weights[stretch.place + index], log = logs[entry.cell];
        if (!(weight >= 0 && weight < INFINITY)) return stretch.place + index;
        LANES part = {1, ratios[stretch.place + index], weight, weight == 0};
        part *= entry.count;
        WORDS mask = NAME(every)(entry.advantage > 0 ? UINT64_MAX : 0);
        positive += (LANES)((WORDS)part & mask);
        negative += (LANES)((WORDS)part & ~mask);
        if (is_corrected) weight *= factors[stretch.first + index];
        double pushed = weight * entry.advantage, counted = entry.count * log;
        both += (LANES){counted, entry.count * pushed, counted * pushed, 0};
        coefficients[entry.cell] += entry.share * weight * entry.advantage;
    }
    sums[0] = positive, sums[1] = negative, sums[2] = both;
    return -1;
}

static int64_t NAME(gradient_coefficients)(const csim_entry *entries,
                                           const csim_stretch *stretches, int64_t count,
                                           const double *ratios, const double *weights,
                                           const double *factors, const double *logs,
                                           csim_tally *tally, double *coefficients) {
    LANES sums[3];
    memcpy(&sums[0], tally->positive, sizeof sums[0]);
    memcpy(&sums[1], tally->negative, sizeof sums[1]);
    memcpy(&sums[2], tally->both, sizeof sums[2]);
    int64_t bad = -1;
    for (int64_t index = 0; index < count && bad < 0; index++)
        bad = factors ? NAME(coefficients_of_stretch)(entries, stretches[index], ratios, weights,
                                                      factors, logs, sums, coefficients, true)
                      : NAME(coefficients_of_stretch)(entries, stretches[index], ratios, weights,
                                                      factors, logs, sums, coefficients, false);
    memcpy(tally->positive, &sums[0], sizeof sums[0]);
    memcpy(tally->negative, &sums[1], sizeof sums[1]);
    memcpy(tally->both, &sums[2], sizeof sums[2]);
    return bad;
}

#undef FOUR
