// SPDX-License-Identifier: GPL-3.0-or-later
//
// The samples of a step: drawn, counted, and merged into what an update reads of them.
#ifndef SAMPLES_H
#define SAMPLES_H

#include "evaluation.h"

// A cell is a token at a context. The entries of a prompt are its different cells, and how often
// each stands in right and in wrong answers; their number is made up to whole vectors by entries
// that count nothing. Prompts without a signal have no entries.
typedef struct {
    const world *w;
    int responses;
    int *cells, *lengths; // T places a response
    bool *is_right;
    int *alive, *current; // responses that go on, and their contexts
    double *draws;
    int *seen_context, *seen_pair, stamp; // the response that was there last
    uint64_t *hashes;
    int *tokens; // by prompt
    double *good_advantage, *bad_advantage;
    int *first, *count, *cell, *slot; // entries by prompt
    double *good, *bad, *old_log;
    int *row_first, *row_count, *rows, *seen_row; // the contexts of the entries, by prompt
} samples;

static samples make_samples(const world *w) {
    const settings *set = &w->set;
    size_t responses = (size_t)set->prompts * set->group, most = responses * set->length;
    size_t prompts = set->prompts, entries = most + prompts * LANES;
    return (samples){
        .w = w, .responses = (int)responses, .cells = room(most, sizeof(int)),
        .lengths = room(responses, sizeof(int)), .is_right = room(responses, sizeof(bool)),
        .alive = room(responses + 8, sizeof(int)), .current = room(responses, sizeof(int)),
        .draws = room(responses + 8, sizeof(double)),
        .seen_context = room(w->contexts, sizeof(int)),
        .seen_pair = room((size_t)set->vocabulary * set->vocabulary, sizeof(int)),
        .hashes = room(set->group, sizeof(uint64_t)), .tokens = room(prompts, sizeof(int)),
        .good_advantage = room(prompts, sizeof(double)),
        .bad_advantage = room(prompts, sizeof(double)), .first = room(prompts, sizeof(int)),
        .count = room(prompts, sizeof(int)), .cell = room(entries, sizeof(int)),
        .slot = room((size_t)w->contexts * w->stride, sizeof(int)),
        .good = room(entries, sizeof(double)), .bad = room(entries, sizeof(double)),
        .old_log = room(entries, sizeof(double)), .row_first = room(prompts, sizeof(int)),
        .row_count = room(prompts, sizeof(int)), .rows = room(entries, sizeof(int)),
        .seen_row = room(w->contexts, sizeof(int))};
}

static void draw(samples *s, int count, uint32_t step, uint32_t position) {
    int group = s->w->set.group;
    for (int i = 0; i < count; i++)
        s->draws[i] = uniform(s->w->seed, ROLLOUT, step, s->alive[i] / group, s->alive[i] % group,
                              position);
}

// Returns the first token whose running sum is above a number.
static inline int choose(const double *cumulative, double number) {
    int v = 0;
    while (cumulative[v] <= number) v++;
    return v;
}

// Adds a token to every answer that goes on; returns how many then do.
static int advance(samples *s, const policy *p, int count, int position) {
    const world *w = s->w;
    int going = 0, stride = w->stride, length = w->set.length;
    for (int i = 0; i < count; i++) {
        int response = s->alive[i], context = s->current[i];
        int cell = context * stride
            + choose(p->cumulative + (size_t)context * stride, s->draws[i]);
        int following = w->next[cell];
        s->cells[(size_t)response * length + position] = cell;
        s->lengths[response] = position + 1;
        s->is_right[response] = following == ENDS_RIGHT;
        s->alive[going] = response;
        s->current[going] = following;
        going += following >= 0;
    }
    return going;
}

// Draws all answers of a step, all of them a token further at a time.
static void roll_out(samples *s, const policy *p, int step) {
    int alive = s->responses;
    for (int i = 0; i < alive; i++) {
        s->alive[i] = i;
        s->current[i] = s->w->training[i / s->w->set.group];
    }
    for (int t = 0; t < s->w->set.length && alive > 0; t++) {
        draw(s, alive, step, t);
        alive = advance(s, p, alive, t);
    }
}

typedef struct {
    int64_t tokens, pairs, contexts, repeated_pairs, copies, silent;
} counts;

// Counts the contexts and the pairs of tokens that an answer repeats; returns a hash of it.
static inline uint64_t count_repeats(samples *s, int response, counts *n) {
    const int *cells = s->cells + (size_t)response * s->w->set.length;
    int stride = s->w->stride, vocabulary = s->w->set.vocabulary, stamp = ++s->stamp, before = 0;
    uint64_t hash = 0x9E3779B97F4A7C15;
    for (int t = 0; t < s->lengths[response]; t++) {
        int context = cells[t] / stride, token = cells[t] % stride;
        n->contexts += s->seen_context[context] == stamp;
        s->seen_context[context] = stamp;
        if (t > 0) {
            int pair = before * vocabulary + token;
            n->repeated_pairs += s->seen_pair[pair] == stamp;
            s->seen_pair[pair] = stamp;
        }
        before = token;
        hash = (hash ^ (uint64_t)(token + 1)) * 0xBF58476D1CE4E5B9;
        hash ^= hash >> 29;
    }
    n->tokens += s->lengths[response];
    n->pairs += s->lengths[response] - 1;
    return hash;
}

// Counts the answers to a prompt; returns how many are right.
static int count_group(samples *s, int prompt, counts *n) {
    int group = s->w->set.group, right = 0;
    int64_t before = n->tokens;
    for (int g = 0; g < group; g++) {
        s->hashes[g] = count_repeats(s, prompt * group + g, n);
        right += s->is_right[prompt * group + g];
        for (int other = 0; other < g; other++) {
            if (s->hashes[other] == s->hashes[g]) {
                n->copies++;
                break;
            }
        }
    }
    s->tokens[prompt] = (int)(n->tokens - before);
    n->silent += right == 0 || right == group;
    return right;
}

// Adds the entries of a prompt; returns where the next one's begin.
static int merge(samples *s, const policy *p, int prompt, int first) {
    int group = s->w->set.group, length = s->w->set.length, end = first;
    int stamp = ++s->stamp, stride = s->w->stride, rows = s->row_first[prompt];
    for (int response = prompt * group; response < (prompt + 1) * group; response++) {
        double *counts = s->is_right[response] ? s->good : s->bad;
        const int *cells = s->cells + (size_t)response * length;
        for (int t = 0; t < s->lengths[response]; t++) {
            int cell = cells[t], entry = s->slot[cell], context = cell / stride;
            if (entry < first || entry >= end || s->cell[entry] != cell) {
                entry = s->slot[cell] = end++;
                s->cell[entry] = cell;
                s->old_log[entry] = p->logs[cell];
                s->good[entry] = s->bad[entry] = 0;
                if (s->seen_row[context] != stamp) {
                    s->seen_row[context] = stamp;
                    s->rows[rows++] = context;
                }
            }
            counts[entry]++;
        }
    }
    for (; (end - first) % LANES != 0; end++) {
        s->cell[end] = s->cell[first];
        s->old_log[end] = s->old_log[first];
        s->good[end] = s->bad[end] = 0;
    }
    s->first[prompt] = first;
    s->count[prompt] = end - first;
    s->row_count[prompt] = rows - s->row_first[prompt];
    return end;
}

static void report_samples(const samples *s, const counts *n, double *row) {
    row[REP_CONTEXT] = (double)n->contexts / n->tokens;
    row[REP_BIGRAM] = (double)n->repeated_pairs / (n->pairs > 0 ? n->pairs : 1);
    row[DUP_RATE] = (double)n->copies / s->responses;
    row[ZERO_GROUPS] = (double)n->silent / s->w->set.prompts;
}

// Counts all answers of a step and merges those from which something can be learnt.
static void take_stock(samples *s, const policy *p, double *row) {
    const settings *set = &s->w->set;
    counts n = {0};
    int first = 0, rows = 0;
    for (int prompt = 0; prompt < set->prompts; prompt++) {
        int right = count_group(s, prompt, &n), wrong = set->group - right;
        s->count[prompt] = s->row_count[prompt] = 0;
        if (right == 0 || wrong == 0) continue;
        double mean = (double)right / set->group;
        double squares = right * (1 - mean) * (1 - mean) + wrong * mean * mean;
        double scale = sqrt(squares / (set->group - 1)) + 1e-6;
        s->good_advantage[prompt] = (1 - mean) / scale;
        s->bad_advantage[prompt] = -mean / scale;
        s->row_first[prompt] = rows;
        first = merge(s, p, prompt, first);
        rows += s->row_count[prompt];
    }
    report_samples(s, &n, row);
}

#endif
