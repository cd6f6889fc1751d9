// SPDX-License-Identifier: GPL-3.0-or-later
//
// An update: from the coefficients of tokens to the gradient and the step.

// Takes the entropy's gradient at a context off its coefficients.
INLINE void NAME(add_entropy)(const LANES *logs, const LANES *row, double scale,
                              LANES *coefficients,
                              int64_t lanes) {
    LANES sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) sum -= row[lane] * logs[lane];
    LANES entropy = NAME(all)(NAME(total)(sum));
    for (int64_t lane = 0; lane < lanes; lane++)
        coefficients[lane] -= scale * row[lane] * (logs[lane] + entropy);
}

// Adds the gradient of a context to its rows.
INLINE void NAME(add_context)(const csim_policy *policy, const csim_gradient *gradient,
                              int64_t context, int64_t *count, int64_t lanes) {
    LANES *coefficients = (LANES *)gradient->coefficients + context * lanes;
    const LANES *row = (const LANES *)policy->probabilities + context * lanes;
    LANES sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) sum += coefficients[lane];
    double total = NAME(total)(sum);
    if (gradient->mass)
        NAME(add_entropy)((const LANES *)policy->logs + context * lanes, row,
                          gradient->entropy_coefficient * gradient->mass[context],
                          coefficients, lanes);
    for (int64_t part = 0; part < policy->rows_per_context; part++) {
        int64_t number = policy->rows[context * policy->rows_per_context + part];
        LANES *target = (LANES *)gradient->values + number * lanes;
        if (gradient->reached_at[number] != gradient->update) {
            gradient->reached_at[number] = gradient->update;
            gradient->rows[(*count)++] = (int32_t)number;
            for (int64_t lane = 0; lane < lanes; lane++)
                target[lane] = (coefficients[lane] - row[lane] * total) * gradient->scale;
        } else {
            for (int64_t lane = 0; lane < lanes; lane++)
                target[lane] += (coefficients[lane] - row[lane] * total) * gradient->scale;
        }
    }
}

static int64_t NAME(add_up)(const csim_policy *policy, const csim_gradient *gradient,
                            const int32_t *contexts, int64_t count, int64_t known) {
    int64_t lanes = policy->lanes;
    if (lanes == 4) {
        for (int64_t index = 0; index < count; index++)
            NAME(add_context)(policy, gradient, contexts[index], &known, 4);
    } else {
        for (int64_t index = 0; index < count; index++)
            NAME(add_context)(policy, gradient, contexts[index], &known, lanes);
    }
    return known;
}

INLINE double NAME(add_squares)(const csim_gradient *gradient, int64_t count, int64_t lanes) {
    LANES squares = NAME(all)(0);
    for (int64_t index = 0; index < count; index++) {
        const LANES *row = (const LANES *)gradient->values + gradient->rows[index] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) squares += row[lane] * row[lane];
    }
    return NAME(total)(squares);
}

static double NAME(squares)(const csim_gradient *gradient, int64_t count, int64_t lanes) {
    return lanes == 4 ? NAME(add_squares)(gradient, count, 4)
                      : NAME(add_squares)(gradient, count, lanes);
}

INLINE void NAME(move)(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                       double rate, int64_t lanes) {
    for (int64_t index = 0; index < count; index++) {
        int64_t number = gradient->rows[index];
        const LANES *slope = (const LANES *)gradient->values + number * lanes;
        LANES *row = (LANES *)policy->parameters + number * lanes, moved = NAME(all)(0);
        for (int64_t lane = 0; lane < lanes; lane++) {
            row[lane] -= rate * slope[lane];
            moved += slope[lane] * slope[lane];
        }
        if (NAME(total)(moved) != 0) policy->row_version[number] = gradient->update;
    }
}

static void NAME(descend)(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                          double rate) {
    if (policy->lanes == 4) NAME(move)(policy, gradient, count, rate, 4);
    else NAME(move)(policy, gradient, count, rate, policy->lanes);
}
