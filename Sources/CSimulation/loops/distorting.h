// SPDX-License-Identifier: GPL-3.0-or-later
//
// The rollout engine: a policy of its own, made of the one that it is handed.

// Rounds numbers to eight binary digits, to even where two are as near: bfloat16, but for its range.
INLINE LANES NAME(bfloat16)(LANES x) {
    WORDS bits = (WORDS)x, odd = (bits >> 45) & NAME(every)(1);
    return (LANES)((bits + NAME(every)(((uint64_t)1 << 44) - 1) + odd)
                   & NAME(every)(~(((uint64_t)1 << 45) - 1)));
}

// Puts the softmax of what an engine makes of logarithms into two rows.
INLINE void NAME(soften)(const csim_engine *engine, const LANES *source, LANES *logs, LANES *row,
                         int64_t lanes) {
    LANES peak = NAME(all)(-2e300), sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) {
        logs[lane] = engine->change == csim_bfloat16 ? NAME(bfloat16)(source[lane])
                                                     : source[lane] / engine->parameter;
        peak = NAME(larger)(peak, logs[lane]);
    }
    double top = NAME(largest)(peak);
    for (int64_t lane = 0; lane < lanes; lane++) logs[lane] -= top;
    NAME(raise)(row, logs, lanes);
    for (int64_t lane = 0; lane < lanes; lane++) sum += row[lane];
    LANES all = NAME(all)(NAME(total)(sum)), shift = NAME(logarithm)(all);
    for (int64_t lane = 0; lane < lanes; lane++) {
        logs[lane] -= shift;
        row[lane] /= all;
    }
}

// Returns whether one token comes before another: the likelier, of equal ones the first.
INLINE bool NAME(is_before)(const double *source, int32_t one, int32_t other) {
    return source[one] > source[other] || (source[one] == source[other] && one < other);
}

// Lets a token sink in a heap to where it belongs.
INLINE void NAME(sink)(const double *source, int32_t *heap, int64_t place, int64_t count) {
    int32_t token = heap[place];
    for (int64_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && NAME(is_before)(source, heap[child + 1], heap[child])) child++;
        if (!NAME(is_before)(source, heap[child], token)) break;
        heap[place] = heap[child];
    }
    heap[place] = token;
}

// Keeps the fewest likeliest tokens that hold as much of the probability as is wanted, in two rows.
INLINE void NAME(cut)(const csim_engine *engine, const double *source, const double *source_logs,
                      double *logs, double *row, int64_t vocabulary, int64_t stride) {
    int32_t *heap = engine->order;
    double mass = 0, sum = 0;
    for (int64_t token = 0; token < stride; token++) row[token] = 0, logs[token] = -1e300;
    for (int64_t token = 0; token < vocabulary; token++) heap[token] = (int32_t)token;
    for (int64_t place = vocabulary / 2; place-- > 0;)
        NAME(sink)(source, heap, place, vocabulary);
    int32_t last = 0;
    for (int64_t left = vocabulary; left > 0 && mass < engine->parameter; left--) {
        mass += source[heap[0]];
        row[heap[0]] = 1;
        last = heap[0] > last ? heap[0] : last;
        heap[0] = heap[left - 1];
        NAME(sink)(source, heap, 0, left - 1);
    }
    double shift = NAME(logarithm)(NAME(all)(mass))[0];
    for (int64_t token = 0; token <= last; token++) {
        if (row[token] == 0) continue;
        row[token] = source[token] / mass;
        // The last gets what the others leave, so that no number chooses a token behind it.
        if (token == last && sum + row[token] < 1) row[token] = 1 - sum;
        logs[token] = source_logs[token] - shift;
        sum += row[token];
    }
}

static int64_t NAME(distort)(const csim_engine *shared, const csim_frozen *shared_frozen,
                             int64_t first, int64_t last) {
    const csim_engine engine = *shared;
    const csim_frozen frozen = *shared_frozen;
    int64_t changed = 0, stride = (frozen.vocabulary + 3) / 4 * 4, lanes = stride / 4;
    for (int64_t context = first; context < last; context++) {
        if (engine.version[context] == frozen.version[context]) continue;
        frozen.version[context] = engine.version[context];
        changed++;
        const double *logs = engine.logs + context * stride;
        const double *row = engine.probabilities + context * stride;
        double *new_logs = engine.row, *new_row = engine.row + stride;
        if (engine.change == csim_nucleus)
            NAME(cut)(&engine, row, logs, new_logs, new_row, frozen.vocabulary, stride);
        else if (engine.change != csim_copied)
            NAME(soften)(&engine, (const LANES *)logs, (LANES *)new_logs, (LANES *)new_row, lanes);
        if (engine.change != csim_copied) logs = new_logs, row = new_row;
        NAME(adopt)((const LANES *)row, (const LANES *)logs, &frozen, context, lanes);
    }
    return changed;
}
