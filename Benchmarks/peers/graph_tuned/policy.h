// SPDX-License-Identifier: GPL-3.0-or-later
//
// The policy: logits, and what is worked out of a row of them only when it is asked for.
#ifndef POLICY_H
#define POLICY_H

#include "world.h"

// All rows have the world's stride; behind the last context there is one for scratch. A row is
// stale where its logits have changed since the softmax; it is listed as changed where they have
// changed since the samples were drawn.
typedef struct {
    int contexts, vocabulary, stride;
    double *logits, *logs, *chances;
    double *old_logs, *old_chances, *reference; // when the samples were drawn; untrained
    double *cumulative; // running sums of chances; ∞ from the last token on
    int *likeliest;
    double *entropy, *divergence; // in nats; the divergence is from the untrained policy
    bool *is_stale, *is_changed;
    int *changed, changed_count;
} policy;

static policy make_policy(const world *w) {
    size_t contexts = w->contexts, cells = (contexts + 1) * w->stride;
    double *rows[7];
    for (int i = 0; i < 7; i++) rows[i] = room(cells, sizeof(double));
    return (policy){
        .contexts = w->contexts, .vocabulary = w->set.vocabulary, .stride = w->stride,
        .logits = rows[0], .logs = rows[1], .chances = rows[2], .old_logs = rows[3],
        .old_chances = rows[4], .reference = rows[5], .cumulative = rows[6],
        .likeliest = room(contexts, sizeof(int)), .entropy = room(contexts, sizeof(double)),
        .divergence = room(contexts, sizeof(double)), .is_stale = room(contexts, sizeof(bool)),
        .is_changed = room(contexts, sizeof(bool)), .changed = room(contexts, sizeof(int))};
}

// Four rows at once, so that there is one logarithm and one division for all of them.
ALWAYS_INLINE void softmax_four(policy *p, const int rows[4], int vectors) {
    lanes peaks[4], sums[4];
    for (int r = 0; r < 4; r++) {
        const lanes *z = (const lanes *)(p->logits + (size_t)rows[r] * p->stride);
        peaks[r] = z[0];
        for (int i = 1; i < vectors; i++) peaks[r] = larger(peaks[r], z[i]);
    }
    transpose(peaks);
    lanes tops = larger(larger(peaks[0], peaks[1]), larger(peaks[2], peaks[3]));
    for (int r = 0; r < 4; r++) {
        const lanes *z = (const lanes *)(p->logits + (size_t)rows[r] * p->stride);
        lanes *chances = (lanes *)(p->chances + (size_t)rows[r] * p->stride);
        sums[r] = every(0);
        for (int i = 0; i < vectors; i++) {
            chances[i] = exponential(z[i] - tops[r]);
            sums[r] += chances[i];
        }
    }
    lanes sum = totals(sums), scales = 1 / sum, levels = tops + logarithm(sum);
    for (int r = 0; r < 4; r++) {
        const lanes *z = (const lanes *)(p->logits + (size_t)rows[r] * p->stride);
        lanes *logs = (lanes *)(p->logs + (size_t)rows[r] * p->stride);
        lanes *chances = (lanes *)(p->chances + (size_t)rows[r] * p->stride);
        for (int i = 0; i < vectors; i++) {
            logs[i] = z[i] - levels[r];
            chances[i] *= scales[r];
        }
    }
}

// Brings those of some rows up to date that are stale.
static void freshen(policy *p, const int *rows, int count) {
    int four[4], waiting = 0;
    for (int i = 0; i < count; i++) {
        four[waiting] = rows[i];
        waiting += p->is_stale[rows[i]];
        p->is_stale[rows[i]] = false;
        if (waiting == 4 || (i == count - 1 && waiting > 0)) {
            for (int r = waiting; r < 4; r++) four[r] = p->contexts;
            if (p->stride == 16) {
                softmax_four(p, four, 4);
            } else {
                softmax_four(p, four, p->stride / LANES);
            }
            waiting = 0;
        }
    }
}

static inline void describe_row(policy *p, int c) {
    const double *chances = p->chances + (size_t)c * p->stride;
    double *cumulative = p->cumulative + (size_t)c * p->stride, sum = 0;
    int last = p->vocabulary - 1, likeliest = 0;
    for (int v = 0; v < last; v++) {
        sum += chances[v];
        cumulative[v] = sum;
    }
    for (int v = last; v < p->stride; v++) cumulative[v] = HUGE_VAL;
    for (int v = 1; v < p->vocabulary; v++)
        if (chances[v] > chances[likeliest]) likeliest = v;
    p->likeliest[c] = likeliest;
}

// Works out what sampling and evaluation need of the changed rows.
static void describe(policy *p) {
    int vectors = p->stride / LANES;
    for (int i = 0; i < p->changed_count; i++) {
        int c = p->changed[i];
        const lanes *logs = (const lanes *)(p->logs + (size_t)c * p->stride);
        const lanes *chances = (const lanes *)(p->chances + (size_t)c * p->stride);
        const lanes *reference = (const lanes *)(p->reference + (size_t)c * p->stride);
        lanes entropy = every(0), divergence = every(0);
        for (int k = 0; k < vectors; k++) {
            entropy -= chances[k] * logs[k];
            divergence += chances[k] * (logs[k] - reference[k]);
        }
        p->entropy[c] = total(entropy);
        p->divergence[c] = total(divergence);
        describe_row(p, c);
    }
}

// Starts from the untrained logits of a world; every row counts as changed.
static void start_policy(policy *p, const world *w) {
    size_t bytes = (size_t)p->contexts * p->stride * sizeof(double);
    memcpy(p->logits, w->logits, bytes);
    for (int c = 0; c < p->contexts; c++) {
        p->is_stale[c] = p->is_changed[c] = true;
        p->changed[c] = c;
    }
    p->changed_count = p->contexts;
    freshen(p, p->changed, p->changed_count);
    memcpy(p->reference, p->logs, bytes);
}

// Keeps the policy from which samples are drawn; nothing counts as changed afterwards.
static void keep_old(policy *p) {
    size_t bytes = p->stride * sizeof(double);
    for (int i = 0; i < p->changed_count; i++) {
        size_t first = (size_t)p->changed[i] * p->stride;
        memcpy(p->old_logs + first, p->logs + first, bytes);
        memcpy(p->old_chances + first, p->chances + first, bytes);
        p->is_changed[p->changed[i]] = false;
    }
    p->changed_count = 0;
}

// Returns the sum over changed rows of weight · KL(old ‖ new).
static double divergence_from_old(const policy *p, const double *weights) {
    double sum = 0;
    int vectors = p->stride / LANES;
    for (int i = 0; i < p->changed_count; i++) {
        int c = p->changed[i];
        const lanes *logs = (const lanes *)(p->logs + (size_t)c * p->stride);
        const lanes *old = (const lanes *)(p->old_logs + (size_t)c * p->stride);
        const lanes *chances = (const lanes *)(p->old_chances + (size_t)c * p->stride);
        lanes divergence = every(0);
        for (int k = 0; k < vectors; k++) divergence += chances[k] * (old[k] - logs[k]);
        sum += weights[c] * total(divergence);
    }
    return sum;
}

#endif
