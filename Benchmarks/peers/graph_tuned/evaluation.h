// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a policy is worth, exactly: dynamic programming over the types of which a row has changed.
#ifndef EVALUATION_H
#define EVALUATION_H

#include "policy.h"

// The columns of a row of metrics.
enum {
    ENTROPY, ACC, PASS16, GREEDY, HELD_ACC, HELD_GREEDY, LENGTH, TIMEOUT, KL_REF, EVALUATED,
    REP_CONTEXT = EVALUATED, REP_BIGRAM, DUP_RATE, ZERO_GROUPS, RATIO_POS, RATIO_NEG, WEIGHT_POS,
    WEIGHT_NEG, MASK_POS, MASK_NEG, CAP_POS, CAP_NEG, COV_LOGP_WA, GRAD_NORM, KL_OLD, METRICS
};

// Tokens that lead from a state to the same other state are one edge. The edges are the same for
// all types, so that four types are worked on at once, a type a lane, and nothing is gathered.
typedef struct {
    const world *w;
    int edges;                           // and room for up to three more
    int *out_first, *out_target;         // edges by the state they leave
    int *in_first, *in_source, *in_edge; // edges by the state they reach
    int *edge_of;                        // the edge of each (state, token)
    double *edge_chances;                // a row of edges a type
    double *starts, *visits;             // by context, summed over training prompts
    double (*shares)[EVALUATED];         // what each type adds to the metrics
    bool *is_changed;                    // by type
    int *prompts_first, *prompts, *held_first, *held; // where prompts start, by type
    lanes *out_chances, *in_chances, *ends, *mass, *next_mass, *right, *next_right, *seen;
} evaluation;

static evaluation make_evaluation(const world *w) {
    const settings *set = &w->set;
    size_t states = set->states, types = set->types, most = states * set->vocabulary + LANES;
    evaluation e = {
        .w = w, .out_first = room(states + 1, sizeof(int)), .out_target = room(most, sizeof(int)),
        .in_first = room(states + 1, sizeof(int)), .in_source = room(most, sizeof(int)),
        .in_edge = room(most, sizeof(int)), .edge_of = room(most, sizeof(int)),
        .edge_chances = room(types * most, sizeof(double)),
        .starts = room(w->contexts, sizeof(double)), .visits = room(w->contexts, sizeof(double)),
        .shares = room(types, sizeof *e.shares), .is_changed = room(types, sizeof(bool)),
        .prompts_first = room(types + 1, sizeof(int)), .prompts = room(set->prompts, sizeof(int)),
        .held_first = room(types + 1, sizeof(int)), .held = room(set->held_out, sizeof(int)),
        .out_chances = room(most, sizeof(lanes)), .in_chances = room(most, sizeof(lanes))};
    lanes **rows[] = {&e.ends, &e.mass, &e.next_mass, &e.right, &e.next_right, &e.seen};
    for (int i = 0; i < 6; i++) *rows[i] = room(states, sizeof(lanes));
    return e;
}

static void merge_edges(evaluation *e) {
    const world *w = e->w;
    int states = w->set.states, vocabulary = w->set.vocabulary, count = 0;
    memset(e->in_first, 0, (states + 1) * sizeof(int));
    for (int s = 0; s < states; s++) {
        e->out_first[s] = count;
        for (int v = 1; v < vocabulary; v++) {
            int target = w->delta[s * vocabulary + v], edge = e->out_first[s];
            while (edge < count && e->out_target[edge] != target) edge++;
            e->out_target[edge] = target;
            e->edge_of[s * vocabulary + v] = edge;
            if (edge == count) {
                count++;
                e->in_first[target + 1]++;
            }
        }
    }
    e->out_first[states] = e->edges = count;
    for (int s = 0; s < states; s++) e->in_first[s + 1] += e->in_first[s];
    for (int s = 0; s < states; s++)
        for (int edge = e->out_first[s]; edge < e->out_first[s + 1]; edge++) {
            int place = e->in_first[e->out_target[edge]]++;
            e->in_source[place] = s;
            e->in_edge[place] = edge;
        }
    for (int s = states; s > 0; s--) e->in_first[s] = e->in_first[s - 1];
    e->in_first[0] = 0;
}

static void sort_by_type(const world *w, const int *starts, int count, int *first, int *sorted) {
    int place = 0;
    for (int y = 0; y < w->set.types; y++) {
        first[y] = place;
        for (int i = 0; i < count; i++)
            if (starts[i] / w->set.states == y) sorted[place++] = starts[i];
    }
    first[w->set.types] = place;
}

// Takes the edges and the prompts of a new world.
static void start_evaluation(evaluation *e) {
    const world *w = e->w;
    merge_edges(e);
    sort_by_type(w, w->training, w->set.prompts, e->prompts_first, e->prompts);
    sort_by_type(w, w->held_out, w->set.held_out, e->held_first, e->held);
    memset(e->starts, 0, w->contexts * sizeof(double));
    for (int i = 0; i < w->set.prompts; i++) e->starts[w->training[i]]++;
}

static void add_up_edges(evaluation *e, const policy *p) {
    int states = e->w->set.states, vocabulary = p->vocabulary;
    for (int i = 0; i < p->changed_count; i++) {
        int c = p->changed[i], y = c / states, s = c % states;
        const double *chances = p->chances + (size_t)c * p->stride;
        const int *edge_of = e->edge_of + s * vocabulary;
        double *row = e->edge_chances + (size_t)y * (e->edges + LANES);
        for (int edge = e->out_first[s]; edge < e->out_first[s + 1]; edge++) row[edge] = 0;
        for (int v = 1; v < vocabulary; v++) row[edge_of[v]] += chances[v];
        e->is_changed[y] = true;
    }
}

// Puts what the evaluation reads of four types side by side.
static void load_types(evaluation *e, const policy *p, const int types[4]) {
    int states = e->w->set.states;
    for (int edge = 0; edge < e->edges; edge++)
        for (int k = 0; k < LANES; k++)
            e->out_chances[edge][k] =
                e->edge_chances[(size_t)types[k] * (e->edges + LANES) + edge];
    for (int place = 0; place < e->edges; place++)
        e->in_chances[place] = e->out_chances[e->in_edge[place]];
    for (int s = 0; s < states; s++)
        for (int k = 0; k < LANES; k++) {
            int c = types[k] * states + s;
            e->mass[s][k] = e->starts[c];
            e->ends[s][k] = can_end(e->w, c) ? p->chances[(size_t)c * p->stride] : 0;
            e->right[s][k] = e->seen[s][k] = 0;
        }
}

// Follows answers one token forward, and chances of ending right one token backward.
static void walk(evaluation *e) {
    for (int s = 0; s < e->w->set.states; s++) {
        e->seen[s] += e->mass[s];
        lanes mass = every(0), right = e->ends[s];
        for (int k = e->in_first[s]; k < e->in_first[s + 1]; k++)
            mass = multiply_add(e->in_chances[k], e->mass[e->in_source[k]], mass);
        for (int k = e->out_first[s]; k < e->out_first[s + 1]; k++)
            right = multiply_add(e->out_chances[k], e->right[e->out_target[k]], right);
        e->next_mass[s] = mass;
        e->next_right[s] = right;
    }
    lanes *mass = e->mass, *right = e->right;
    e->mass = e->next_mass;
    e->next_mass = mass;
    e->right = e->next_right;
    e->next_right = right;
}

static int count_greedy(const world *w, const policy *p, const int *starts, int count) {
    int right = 0;
    for (int i = 0; i < count; i++) {
        int c = starts[i];
        for (int t = 0; t < w->set.length && c >= 0; t++)
            c = w->next[(size_t)c * w->stride + p->likeliest[c]];
        right += c == ENDS_RIGHT;
    }
    return right;
}

// Works out what a type adds to the metrics, from a lane.
static void sum_up(evaluation *e, const policy *p, int type, int lane) {
    const world *w = e->w;
    int states = w->set.states, base = type * states;
    double *share = e->shares[type];
    memset(share, 0, sizeof *e->shares);
    for (int s = 0; s < states; s++) {
        double visits = e->visits[base + s] = e->seen[s][lane];
        share[LENGTH] += visits;
        share[ENTROPY] += visits * p->entropy[base + s];
        share[KL_REF] += visits * p->divergence[base + s];
        share[TIMEOUT] += e->mass[s][lane];
    }
    int first = e->prompts_first[type], count = e->prompts_first[type + 1] - first;
    for (int i = first; i < first + count; i++) {
        double right = e->right[e->prompts[i] - base][lane], wrong = 1 - right;
        double wrong2 = wrong * wrong, wrong4 = wrong2 * wrong2, wrong8 = wrong4 * wrong4;
        share[ACC] += right;
        share[PASS16] += 1 - wrong8 * wrong8;
    }
    share[GREEDY] = count_greedy(w, p, e->prompts + first, count);
    first = e->held_first[type];
    count = e->held_first[type + 1] - first;
    for (int i = first; i < first + count; i++)
        share[HELD_ACC] += e->right[e->held[i] - base][lane];
    share[HELD_GREEDY] = count_greedy(w, p, e->held + first, count);
}

static void evaluate_types(evaluation *e, const policy *p, const int types[4], int count) {
    load_types(e, p, types);
    for (int t = 0; t < e->w->set.length; t++) walk(e);
    for (int k = 0; k < count; k++) sum_up(e, p, types[k], k);
}

static void report_evaluation(const evaluation *e, double *row) {
    const settings *set = &e->w->set;
    double sums[EVALUATED] = {0};
    for (int y = 0; y < set->types; y++)
        for (int k = 0; k < EVALUATED; k++) sums[k] += e->shares[y][k];
    for (int k = 0; k < EVALUATED; k++) {
        bool by_token = k == ENTROPY || k == KL_REF, is_held = k == HELD_ACC || k == HELD_GREEDY;
        row[k] = sums[k] / (by_token ? sums[LENGTH] : is_held ? set->held_out : set->prompts);
    }
}

// Works out the metrics of a policy of which some rows have changed; returns all visits.
static double evaluate(evaluation *e, const policy *p, double *row) {
    int four[4], waiting = 0;
    add_up_edges(e, p);
    for (int y = 0; y < e->w->set.types; y++) {
        if (e->is_changed[y]) four[waiting++] = y;
        e->is_changed[y] = false;
        if (waiting == 4 || (waiting > 0 && y == e->w->set.types - 1)) {
            for (int k = waiting; k < 4; k++) four[k] = four[0];
            evaluate_types(e, p, four, waiting);
            waiting = 0;
        }
    }
    report_evaluation(e, row);
    return row[LENGTH] * e->w->set.prompts;
}

#endif
