// SPDX-License-Identifier: GPL-3.0-or-later
//
// What acts on the tokens of a minibatch besides the rule.

// The slopes of the estimates at eight log-ratios to the untrained policy, clamped to +-20.
typedef union {
    LANES lanes[2];
    double numbers[8];
} NAME(slopes);

// Returns the log-ratio to the untrained policy of the entry at an index, or of the last one.
INLINE double NAME(departure)(const csim_regularizer *regularizer, const csim_entry *entries,
                              int64_t count, int64_t index) {
    int32_t cell = entries[index < count ? index : count - 1].cell;
    return regularizer->logs[cell] - regularizer->reference[cell];
}

// Returns the log-ratio to the old policy of the entry at an index, or of the last one, clamped.
INLINE double NAME(move_of)(const csim_regularizer *regularizer, const csim_entry *entries,
                            int64_t count, int64_t index) {
    int32_t cell = entries[index < count ? index : count - 1].cell;
    double x = regularizer->logs[cell] - regularizer->old_logs[cell];
    return x < -20 ? -20 : x > 20 ? 20 : x;
}

// Multiplies slopes by the importance ratios of up to eight entries.
INLINE void NAME(scale_by_ratios)(const csim_regularizer *regularizer, const csim_entry *entries,
                                  int64_t count, NAME(slopes) *slopes) {
    const NAME(exponents) *e = NAME(constants)();
    for (int64_t half = 0; half < 2; half++) {
        LANES x = {NAME(move_of)(regularizer, entries, count, half * 4),
                   NAME(move_of)(regularizer, entries, count, half * 4 + 1),
                   NAME(move_of)(regularizer, entries, count, half * 4 + 2),
                   NAME(move_of)(regularizer, entries, count, half * 4 + 3)};
        slopes->lanes[half] *= NAME(exponential)(x, e);
    }
}

// Works out the slopes of up to eight entries.
INLINE void NAME(slope)(const csim_regularizer *regularizer, const csim_entry *entries,
                        int64_t count, NAME(slopes) *slopes) {
    LANES bound = NAME(all)(20), one = NAME(all)(1);
    if (regularizer->estimator == csim_k1) {
        slopes->lanes[0] = slopes->lanes[1] = one;
        return;
    }
    for (int64_t half = 0; half < 2; half++) {
        LANES x = {NAME(departure)(regularizer, entries, count, half * 4),
                   NAME(departure)(regularizer, entries, count, half * 4 + 1),
                   NAME(departure)(regularizer, entries, count, half * 4 + 2),
                   NAME(departure)(regularizer, entries, count, half * 4 + 3)};
        x = NAME(chosen)((WORDS)(x < -bound), -bound, x);
        x = NAME(chosen)((WORDS)(x > bound), bound, x);
        slopes->lanes[half] = regularizer->estimator == csim_k3 ? -x : x;
    }
    if (regularizer->estimator == csim_absolute) {
        for (int64_t index = 0; index < 8; index++)
            slopes->numbers[index] = (slopes->numbers[index] > 0) - (slopes->numbers[index] < 0);
    }
    if (regularizer->estimator == csim_k3_ratio)
        NAME(scale_by_ratios)(regularizer, entries, count, slopes);
    if (regularizer->estimator != csim_k3) return;
    const NAME(exponents) *e = NAME(constants)();
    slopes->lanes[0] = one - NAME(exponential)(slopes->lanes[0], e);
    slopes->lanes[1] = one - NAME(exponential)(slopes->lanes[1], e);
}

static double NAME(regularize)(const csim_entry *entries, const csim_stretch *stretches,
                               int64_t count, const csim_regularizer *shared,
                               double *coefficients) {
    const csim_regularizer regularizer = *shared;
    double largest = 0;
    NAME(slopes) slopes = {{NAME(all)(0), NAME(all)(0)}};
    for (const csim_stretch *stretch = stretches; stretch < stretches + count; stretch++) {
        for (int64_t first = 0; first < stretch->count; first += 8) {
            const csim_entry *here = entries + stretch->first + first;
            int64_t size = stretch->count - first < 8 ? stretch->count - first : 8;
            if (regularizer.kl_coefficient > 0)
                NAME(slope)(&regularizer, here, size, &slopes);
            for (int64_t index = 0; index < size; index++) {
                csim_entry entry = here[index];
                double ratio = regularizer.logs[entry.cell] - regularizer.old_logs[entry.cell];
                largest = fabs(ratio) > largest ? fabs(ratio) : largest;
                if (regularizer.skips_advantages && entry.advantage != 0) continue;
                if (regularizer.mass) regularizer.mass[entry.context] += entry.share;
                if (regularizer.kl_coefficient > 0)
                    coefficients[entry.cell] +=
                        -regularizer.kl_coefficient * entry.share * slopes.numbers[index];
            }
        }
    }
    return largest < 20 ? largest : 20;
}
