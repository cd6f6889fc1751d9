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

// Puts a context's logits, less the largest, where their logarithms will be.
INLINE void NAME(shift)(const csim_policy *policy, int64_t context, int64_t lanes) {
    const int32_t *rows = policy->rows + context * policy->rows_per_context;
    const LANES *first = (const LANES *)policy->parameters + rows[0] * lanes;
    LANES *logs = (LANES *)policy->logs + context * lanes, peak = NAME(all)(-2e300);
    if (policy->rows_per_context == 2) {
        const LANES *second = (const LANES *)policy->parameters + rows[1] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) logs[lane] = first[lane] + second[lane];
        first = logs;
    }
    for (int64_t lane = 0; lane < lanes; lane++) peak = NAME(larger)(peak, first[lane]);
    double top = NAME(largest)(peak);
    for (int64_t lane = 0; lane < lanes; lane++) logs[lane] = first[lane] - top;
}

// Works out the softmax of one to four contexts, phase by phase, so that the machine need not
// wait for one row's sum before it begins the next.
INLINE void NAME(softmax)(const csim_policy *policy, const int32_t *contexts, int64_t count,
                          int64_t lanes) {
    LANES *all_logs = (LANES *)policy->logs, *all = (LANES *)policy->probabilities;
    union {
        double numbers[4];
        LANES lanes;
    } totals = {{1, 1, 1, 1}}, logs, scales;
    for (int64_t index = 0; index < count; index++) NAME(shift)(policy, contexts[index], lanes);
    for (int64_t index = 0; index < count; index++) {
        const LANES *shifted = all_logs + contexts[index] * lanes;
        LANES *powers = all + contexts[index] * lanes;
        NAME(raise)(powers, shifted, lanes);
    }
    for (int64_t index = 0; index < count; index++) {
        const LANES *powers = all + contexts[index] * lanes;
        LANES sum = NAME(all)(0);
        for (int64_t lane = 0; lane < lanes; lane++) sum += powers[lane];
        totals.numbers[index] = NAME(total)(sum);
    }
    logs.lanes = NAME(logarithm)(totals.lanes);
    scales.lanes = 1 / totals.lanes;
    for (int64_t index = 0; index < count; index++) {
        LANES *row = all_logs + contexts[index] * lanes, *powers = all + contexts[index] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) {
            row[lane] -= logs.numbers[index];
            powers[lane] *= scales.numbers[index];
        }
    }
}

static void NAME(refresh)(const csim_policy *policy, const int32_t *contexts, int64_t count) {
    int64_t found = 0, lanes = policy->lanes;
    // Which have changed cannot be predicted, so nothing branches on it.
    for (int64_t index = 0; index < count; index++) {
        int32_t context = contexts[index];
        int64_t version = NAME(version)(policy, context);
        policy->stale[found] = context;
        found += version != policy->context_version[context];
        policy->context_version[context] = version;
    }
    int64_t index = 0;
    // Rows of the usual length stay in registers.
    for (; index + 4 <= found && lanes == 4; index += 4)
        NAME(softmax)(policy, policy->stale + index, 4, 4);
    for (; index < found; index += 4)
        NAME(softmax)(policy, policy->stale + index, found - index < 4 ? found - index : 4, lanes);
}
