// SPDX-License-Identifier: GPL-3.0-or-later
//
// The policy: its softmax, worked out where logits have changed.

// Returns the number of the update that last changed a context's logits.
INLINE int64_t NAME(version)(const csim_policy *policy, int64_t context) {
    const int32_t *rows = policy->rows + context * policy->rows_per_context;
    int64_t version = policy->row_version[rows[0]];
    if (policy->rows_per_context == 1) return version;
    int64_t other = policy->row_version[rows[1]];
    return version > other ? version : other;
}

// Puts e to the power of a context's logits, less the largest, where its probabilities will be,
// and those logits where their logarithms will be; returns the sum of the powers.
INLINE double NAME(powers)(const csim_policy *policy, int64_t context, int64_t lanes) {
    const int32_t *rows = policy->rows + context * policy->rows_per_context;
    const LANES *first = (const LANES *)policy->parameters + rows[0] * lanes;
    LANES *logs = (LANES *)policy->logs + context * lanes;
    LANES *powers = (LANES *)policy->probabilities + context * lanes;
    const NAME(exponents) *e = NAME(constants)();
    LANES peak = NAME(all)(-2e300), sum = NAME(all)(0);
    if (policy->rows_per_context == 2) {
        const LANES *second = (const LANES *)policy->parameters + rows[1] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) logs[lane] = first[lane] + second[lane];
        first = logs;
    }
    for (int64_t lane = 0; lane < lanes; lane++) peak = NAME(larger)(peak, first[lane]);
    double top = NAME(largest)(peak);
    for (int64_t lane = 0; lane < lanes; lane++) {
        LANES shifted = first[lane] - top;
        LANES power = NAME(exponential)(shifted, e);
        logs[lane] = shifted;
        powers[lane] = power;
        sum += power;
    }
    return NAME(total)(sum);
}

// Works out the softmax of one to four contexts.
INLINE void NAME(softmax)(const csim_policy *policy, const int32_t *contexts, int64_t count,
                          int64_t lanes) {
    union {
        double numbers[4];
        LANES lanes;
    } totals = {{1, 1, 1, 1}}, logs, scales;
    for (int64_t index = 0; index < count; index++)
        totals.numbers[index] = NAME(powers)(policy, contexts[index], lanes);
    logs.lanes = NAME(logarithm)(totals.lanes);
    scales.lanes = 1 / totals.lanes;
    for (int64_t index = 0; index < count; index++) {
        LANES *row = (LANES *)policy->logs + contexts[index] * lanes;
        LANES *powers = (LANES *)policy->probabilities + contexts[index] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) {
            row[lane] -= logs.numbers[index];
            powers[lane] *= scales.numbers[index];
        }
    }
}

static void NAME(refresh)(const csim_policy *policy, const int32_t *contexts, int64_t count) {
    int32_t stale[4];
    int64_t found = 0, lanes = policy->lanes;
    for (int64_t index = 0; index < count; index++) {
        int64_t version = NAME(version)(policy, contexts[index]);
        if (version == policy->context_version[contexts[index]]) continue;
        policy->context_version[contexts[index]] = version;
        stale[found++] = contexts[index];
        if (found < 4) continue;
        // Rows of the usual length stay in registers.
        if (lanes == 4) NAME(softmax)(policy, stale, 4, 4);
        else NAME(softmax)(policy, stale, 4, lanes);
        found = 0;
    }
    if (found > 0) NAME(softmax)(policy, stale, found, lanes);
}
