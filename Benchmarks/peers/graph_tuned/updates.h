// SPDX-License-Identifier: GPL-3.0-or-later
//
// The updates of a step: weights of merged tokens, and a gradient for the rows that they touch.
#ifndef UPDATES_H
#define UPDATES_H

#include "samples.h"

typedef enum { GRPO, NOIS, POSNOIS, ASPO } method;

// Sums over the tokens of a step's updates, on the side of right answers and of wrong ones.
typedef struct {
    lanes count[2], ratio[2], weight[2], masked[2], capped[2], log, push, log_push;
    double norms;
} tally;

typedef struct {
    samples *s;
    policy *p;
    double *pull; // Σ w·A by cell; zero between updates
    int *order, *touched, *seen_row, stamp;
} learner;

static learner make_learner(samples *s, policy *p) {
    const world *w = s->w;
    return (learner){
        .s = s, .p = p, .pull = room((size_t)w->contexts * w->stride, sizeof(double)),
        .order = room(w->set.prompts, sizeof(int)), .touched = room(w->contexts, sizeof(int)),
        .seen_row = room(w->contexts, sizeof(int))};
}

// Adds the tokens of one side to the tally; returns their number times w·A.
static inline lanes weigh(tally *sums, int side, lanes count, lanes ratio, lanes weight,
                          whole_lanes is_masked, whole_lanes is_capped, double advantage) {
    weight = where(~is_masked, weight);
    sums->count[side] += count;
    sums->ratio[side] = multiply_add(count, ratio, sums->ratio[side]);
    sums->weight[side] = multiply_add(count, weight, sums->weight[side]);
    sums->masked[side] += where(is_masked, count);
    sums->capped[side] += where(is_capped & ~is_masked, count);
    return count * (weight * advantage);
}

static inline lanes weigh_good(tally *sums, method m, const settings *set, lanes count, lanes ratio,
                               double advantage) {
    lanes weight = m == GRPO ? ratio : every(1);
    whole_lanes is_capped = {0};
    if (m == ASPO) {
        weight = 1 / ratio;
        is_capped = weight > every(set->cap);
        weight = smaller(weight, every(set->cap));
    }
    return weigh(sums, 0, count, ratio, weight, ratio > 1 + set->eps_high, is_capped, advantage);
}

static inline lanes weigh_bad(tally *sums, method m, const settings *set, lanes count, lanes ratio,
                              double advantage) {
    lanes cap = every(set->cap), weight = m == NOIS ? every(1) : ratio;
    whole_lanes is_masked = ratio < 1 - set->eps_low, is_above = ratio > cap;
    if (m == GRPO || m == POSNOIS) is_masked |= is_above;
    whole_lanes is_capped = {0};
    if (m == ASPO) {
        is_capped = is_above;
        weight = smaller(weight, cap);
    }
    return weigh(sums, 1, count, ratio, weight, is_masked, is_capped, advantage);
}

// Weighs the tokens of a prompt and adds them to what pulls at the logits.
ALWAYS_INLINE void scatter(learner *l, int prompt, method m, tally *sums) {
    const samples *s = l->s;
    const double *logs = l->p->logs;
    for (int i = s->first[prompt]; i < s->first[prompt] + s->count[prompt]; i += LANES) {
        const int *cell = s->cell + i;
        lanes log = {logs[cell[0]], logs[cell[1]], logs[cell[2]], logs[cell[3]]};
        lanes change = log - *(const lanes *)(s->old_log + i);
        lanes ratio = exponential(larger(smaller(change, every(20)), every(-20)));
        lanes good = *(const lanes *)(s->good + i), bad = *(const lanes *)(s->bad + i);
        lanes push = weigh_good(sums, m, &s->w->set, good, ratio, s->good_advantage[prompt])
            + weigh_bad(sums, m, &s->w->set, bad, ratio, s->bad_advantage[prompt]);
        sums->log = multiply_add(good + bad, log, sums->log);
        sums->push += push;
        sums->log_push = multiply_add(log, push, sums->log_push);
        for (int k = 0; k < LANES; k++) l->pull[cell[k]] += push[k];
    }
}

static void scatter_prompt(learner *l, int prompt, method m, tally *sums) {
    switch (m) {
    case GRPO: scatter(l, prompt, GRPO, sums); break;
    case NOIS: scatter(l, prompt, NOIS, sums); break;
    case POSNOIS: scatter(l, prompt, POSNOIS, sums); break;
    case ASPO: scatter(l, prompt, ASPO, sums); break;
    }
}

// Moves the logits of a row and clears what pulls at them; returns the sum of squares.
static inline double descend(learner *l, int c, double rate) {
    policy *p = l->p;
    lanes *z = (lanes *)(p->logits + (size_t)c * p->stride), sum = every(0), squares = every(0);
    lanes *pull = (lanes *)(l->pull + (size_t)c * p->stride);
    const lanes *chances = (const lanes *)(p->chances + (size_t)c * p->stride);
    int vectors = p->stride / LANES;
    for (int i = 0; i < vectors; i++) sum += pull[i];
    lanes all = every(total(sum));
    for (int i = 0; i < vectors; i++) {
        lanes gradient = chances[i] * all - pull[i];
        squares = multiply_add(gradient, gradient, squares);
        z[i] -= rate * gradient;
        pull[i] = every(0);
    }
    return total(squares);
}

static void mark_changed(policy *p, int c) {
    p->is_stale[c] = true;
    if (!p->is_changed[c]) p->changed[p->changed_count++] = c;
    p->is_changed[c] = true;
}

// Makes one update from the answers to some prompts.
static void update(learner *l, const int *prompts, int count, method m, tally *sums) {
    samples *s = l->s;
    int tokens = 0, touched = 0, stamp = ++l->stamp;
    for (int i = 0; i < count; i++) {
        int prompt = prompts[i];
        const int *rows = s->rows + s->row_first[prompt];
        tokens += s->tokens[prompt];
        for (int k = 0; k < s->row_count[prompt]; k++) {
            l->touched[touched] = rows[k];
            touched += l->seen_row[rows[k]] != stamp;
            l->seen_row[rows[k]] = stamp;
        }
    }
    if (touched == 0) return;
    freshen(l->p, l->touched, touched);
    for (int i = 0; i < count; i++) scatter_prompt(l, prompts[i], m, sums);
    double squares = 0, rate = s->w->set.lr / tokens;
    for (int i = 0; i < touched; i++) {
        double here = descend(l, l->touched[i], rate);
        if (here > 0) mark_changed(l->p, l->touched[i]);
        squares += here;
    }
    sums->norms += sqrt(squares) / tokens;
}

static void report_tally(const tally *sums, int updates, double *row) {
    double tokens = 0;
    for (int side = 0; side < 2; side++) {
        double count = total(sums->count[side]);
        bool is_empty = count == 0;
        row[RATIO_POS + side] = is_empty ? 1 : total(sums->ratio[side]) / count;
        row[WEIGHT_POS + side] = is_empty ? 1 : total(sums->weight[side]) / count;
        row[MASK_POS + side] = is_empty ? 0 : total(sums->masked[side]) / count;
        row[CAP_POS + side] = is_empty ? 0 : total(sums->capped[side]) / count;
        tokens += count;
    }
    double mean_log = total(sums->log) / tokens, mean_push = total(sums->push) / tokens;
    row[COV_LOGP_WA] = tokens == 0 ? 0 : total(sums->log_push) / tokens - mean_log * mean_push;
    row[GRAD_NORM] = sums->norms / updates;
}

// Makes all updates of a step; afterwards every row is fresh.
static void learn(learner *l, int step, method m, double *row) {
    const settings *set = &l->s->w->set;
    int size = set->prompts / set->minibatches, last = set->minibatches - 1;
    tally sums = {0};
    for (int epoch = 0; epoch < set->epochs; epoch++) {
        shuffle(l->order, set->prompts, l->s->w->seed, SHUFFLE, step, epoch);
        for (int batch = 0; batch <= last; batch++) {
            int count = batch == last ? set->prompts - batch * size : size;
            update(l, l->order + batch * size, count, m, &sums);
        }
    }
    freshen(l->p, l->p->changed, l->p->changed_count);
    report_tally(&sums, set->epochs * set->minibatches, row);
}

#endif
