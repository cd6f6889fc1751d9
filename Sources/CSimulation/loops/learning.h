// SPDX-License-Identifier: GPL-3.0-or-later
//
// An update: from the tokens of a minibatch to the gradient and the step.

static int64_t NAME(touch)(const csim_entry *entries, int64_t count, int64_t *touched_at,
                           int64_t update, int32_t *touched, int64_t known) {
    for (int64_t index = 0; index < count; index++) {
        int32_t context = entries[index].context;
        // Nothing branches on whether it is known: what is written of it is written over.
        touched[known] = context;
        known += touched_at[context] != update;
        touched_at[context] = update;
    }
    return known;
}

static void NAME(log_ratios)(const csim_entry *entries, int64_t count, const double *logs,
                             const double *old_logs, double *ratios) {
    for (int64_t index = 0; index < count; index++) {
        int32_t cell = entries[index].cell;
        ratios[index] = logs[cell] - old_logs[cell];
    }
}

static double NAME(ratios)(double *numbers, int64_t lanes) {
    const NAME(exponents) *e = NAME(constants)();
    LANES *rows = (LANES *)numbers, largest = NAME(all)(0), bound = NAME(all)(20);
    for (int64_t lane = 0; lane < lanes; lane++) {
        LANES x = rows[lane];
        x = NAME(chosen)((WORDS)(x < -bound), -bound, x);
        x = NAME(chosen)((WORDS)(x > bound), bound, x);
        largest = NAME(larger)(largest, NAME(larger)(x, -x));
        rows[lane] = NAME(exponential)(x, e);
    }
    return NAME(largest)(largest);
}


static int64_t NAME(unusable)(const double *weights, int64_t count) {
    int64_t usable = 0;
    for (int64_t index = 0; index < count; index++)
        usable += weights[index] >= 0 && weights[index] < INFINITY;
    if (usable == count) return -1;
    int64_t index = 0;
    while (weights[index] >= 0 && weights[index] < INFINITY) index++;
    return index;
}

static void NAME(pull)(const csim_entry *entries, int64_t count, const double *ratios,
                       const double *weights, const double *logs, csim_tally *tally,
                       double *pulls) {
    LANES positive, negative, both;
    memcpy(&positive, tally->positive, sizeof positive);
    memcpy(&negative, tally->negative, sizeof negative);
    memcpy(&both, tally->both, sizeof both);
    for (int64_t index = 0; index < count; index++) {
        csim_entry entry = entries[index];
        if (entry.advantage == 0) continue;
        double weight = weights[index], log = logs[entry.cell];
        LANES part = {1, ratios[index], weight, weight == 0};
        part *= entry.count;
        WORDS mask = NAME(every)(entry.advantage > 0 ? UINT64_MAX : 0);
        positive += (LANES)((WORDS)part & mask);
        negative += (LANES)((WORDS)part & ~mask);
        double pushed = weight * entry.advantage, counted = entry.count * log;
        both += (LANES){counted, entry.count * pushed, counted * pushed, 0};
        pulls[entry.cell] += entry.share * weight * entry.advantage;
    }
    memcpy(tally->positive, &positive, sizeof positive);
    memcpy(tally->negative, &negative, sizeof negative);
    memcpy(tally->both, &both, sizeof both);
}

// Takes the entropy's gradient at a context off its pulls.
INLINE void NAME(add_entropy)(const LANES *logs, const LANES *row, double scale, LANES *pulls,
                              int64_t lanes) {
    LANES sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) sum -= row[lane] * logs[lane];
    LANES entropy = NAME(all)(NAME(total)(sum));
    for (int64_t lane = 0; lane < lanes; lane++)
        pulls[lane] -= scale * row[lane] * (logs[lane] + entropy);
}

// Adds the gradient of a context to its rows.
INLINE void NAME(add_context)(const csim_policy *policy, const csim_gradient *gradient,
                              int64_t context, int64_t *count, int64_t lanes) {
    LANES *pulls = (LANES *)gradient->pulls + context * lanes;
    const LANES *row = (const LANES *)policy->probabilities + context * lanes;
    LANES sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) sum += pulls[lane];
    double total = NAME(total)(sum);
    if (gradient->mass)
        NAME(add_entropy)((const LANES *)policy->logs + context * lanes, row,
                          gradient->entropy_coefficient * gradient->mass[context], pulls, lanes);
    for (int64_t part = 0; part < policy->rows_per_context; part++) {
        int64_t number = policy->rows[context * policy->rows_per_context + part];
        LANES *target = (LANES *)gradient->values + number * lanes;
        if (gradient->reached_at[number] != gradient->update) {
            gradient->reached_at[number] = gradient->update;
            gradient->rows[(*count)++] = (int32_t)number;
            for (int64_t lane = 0; lane < lanes; lane++)
                target[lane] = (pulls[lane] - row[lane] * total) * gradient->scale;
        } else {
            for (int64_t lane = 0; lane < lanes; lane++)
                target[lane] += (pulls[lane] - row[lane] * total) * gradient->scale;
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

static double NAME(squares)(const csim_gradient *gradient, int64_t count, int64_t lanes) {
    LANES squares = NAME(all)(0);
    for (int64_t index = 0; index < count; index++) {
        const LANES *row = (const LANES *)gradient->values + gradient->rows[index] * lanes;
        for (int64_t lane = 0; lane < lanes; lane++) squares += row[lane] * row[lane];
    }
    return NAME(total)(squares);
}

static void NAME(descend)(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                          double rate) {
    int64_t lanes = policy->lanes;
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
