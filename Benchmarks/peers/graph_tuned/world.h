// SPDX-License-Identifier: GPL-3.0-or-later
//
// The settings, and the world of one seed: moves, prompts and the untrained logits.
#ifndef WORLD_H
#define WORLD_H

#include "numbers.h"

enum { ENVIRONMENT = 1, INITIAL, ROLLOUT, SHUFFLE, PROMPTS };
enum { ENDS_WRONG = -1, ENDS_RIGHT = -2 };

typedef struct {
    int types, states, vocabulary, length, prompts, held_out, group, epochs, minibatches, steps;
    double zipf, sigma, know, qknow, eos_bias, lr, eps_low, eps_high, cap;
} settings;

static const settings paper = {
    .types = 16, .states = 32, .vocabulary = 16, .length = 16, .prompts = 64, .held_out = 64,
    .group = 16, .epochs = 3, .minibatches = 4, .steps = 150, .zipf = 0.5, .sigma = 1, .know = 1,
    .qknow = 0.5, .eos_bias = -1, .lr = 160, .eps_low = 0.2, .eps_high = 0.2, .cap = 3};

// Rows of contexts have `stride` places, a whole number of vectors; those above the vocabulary
// hold hopeless logits and are never chosen. Context c is state c mod S of type c / S.
typedef struct {
    settings set;
    uint32_t seed;
    int contexts, stride;
    int *delta;               // the state after each (state, token), without types
    int *next;                // the context after each (context, token); below 0 the answer ends
    int *training, *held_out; // the contexts in which prompts start
    double *logits;
    int *distance, *order, *candidates; // scratch
} world;

static world make_world(const settings *set) {
    int contexts = set->types * set->states;
    int stride = (set->vocabulary + LANES - 1) / LANES * LANES;
    size_t cells = (size_t)contexts * stride;
    return (world){
        .set = *set, .contexts = contexts, .stride = stride,
        .delta = room((size_t)set->states * set->vocabulary, sizeof(int)),
        .next = room(cells, sizeof(int)), .training = room(set->prompts, sizeof(int)),
        .held_out = room(set->held_out, sizeof(int)), .logits = room(cells, sizeof(double)),
        .distance = room(contexts, sizeof(int)), .order = room(contexts, sizeof(int)),
        .candidates = room(contexts, sizeof(int))};
}

static bool can_end(const world *w, int context) {
    int states = w->set.states;
    return context % states % w->set.types == context / states;
}

static void draw_moves(world *w) {
    int states = w->set.states, vocabulary = w->set.vocabulary;
    for (int s = 0; s < states; s++)
        for (int v = 0; v < vocabulary; v++)
            w->delta[s * vocabulary + v] =
                (int)(uniform(w->seed, ENVIRONMENT, 0, 0, s, v) * states);
    for (int c = 0; c < w->contexts; c++) {
        int *row = w->next + (size_t)c * w->stride, base = c - c % states;
        for (int v = 1; v < vocabulary; v++) row[v] = base + w->delta[c % states * vocabulary + v];
        row[0] = can_end(w, c) ? ENDS_RIGHT : ENDS_WRONG;
    }
}

// Works out the fewest tokens from each context to one in which ending is right.
static void measure_distances(world *w) {
    for (int c = 0; c < w->contexts; c++) w->distance[c] = can_end(w, c) ? 0 : w->contexts + 1;
    for (bool is_closer = true; is_closer;) {
        is_closer = false;
        for (int c = 0; c < w->contexts; c++) {
            const int *row = w->next + (size_t)c * w->stride;
            for (int v = 1; v < w->set.vocabulary; v++) {
                if (w->distance[row[v]] + 1 < w->distance[c]) {
                    w->distance[c] = w->distance[row[v]] + 1;
                    is_closer = true;
                }
            }
        }
    }
}

static void choose_prompts(world *w) {
    int count = 0, prompts = w->set.prompts;
    for (int c = 0; c < w->contexts; c++)
        if (w->distance[c] >= 1 && w->distance[c] <= w->set.length / 2) w->candidates[count++] = c;
    if (count < prompts + w->set.held_out) {
        fprintf(stderr, "this world has only %d prompts\n", count);
        exit(1);
    }
    shuffle(w->order, count, w->seed, PROMPTS, 0, 0);
    for (int i = 0; i < prompts; i++) w->training[i] = w->candidates[w->order[i]];
    for (int i = 0; i < w->set.held_out; i++)
        w->held_out[i] = w->candidates[w->order[prompts + i]];
}

static void draw_logits(world *w) {
    const settings *set = &w->set;
    for (int c = 0; c < w->contexts; c++) {
        double *row = w->logits + (size_t)c * w->stride;
        const int *next = w->next + (size_t)c * w->stride;
        int distance = w->distance[c];
        bool is_known = uniform(w->seed, INITIAL, 1, 0, 0, c) < set->qknow;
        for (int v = 0; v < set->vocabulary; v++) {
            double prior = v == 0 ? set->eos_bias : -set->zipf * log(v);
            bool helps = v == 0 ? distance == 0 : distance > 0 && w->distance[next[v]] < distance;
            row[v] = set->sigma * normal(w->seed, INITIAL, 2, 0, c, v) + prior
                + (is_known && helps ? set->know : 0);
        }
        for (int v = set->vocabulary; v < w->stride; v++) row[v] = -1e300;
    }
}

// Makes the world of a seed in the place of the one before.
static void draw_world(world *w, uint32_t seed) {
    w->seed = seed;
    draw_moves(w);
    measure_distances(w);
    choose_prompts(w);
    draw_logits(w);
}

#endif
