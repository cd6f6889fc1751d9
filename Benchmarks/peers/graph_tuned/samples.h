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
    uint64_t *openings;
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
        .openings = room(responses, sizeof(uint64_t)), .draws = room(responses + 8, sizeof(double)),
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

// The first round of Philox mixes prompt and sample only with each other, and step and position
// only with each other, so that it is done once a response: x0 below x1 in one word.
static void open_streams(samples *s) {
    for (int i = 0; i < s->responses; i++) {
        uint64_t second = (uint64_t)(i / s->w->set.group) * 0xCD9E8D57u;
        uint32_t x0 = (uint32_t)(second >> 32) ^ (uint32_t)(i % s->w->set.group) ^ s->w->seed;
        s->openings[i] = second << 32 | x0;
    }
}

static inline words product(words a, uint32_t b) {
#ifdef __AVX2__
    return (words)_mm256_mul_epu32((__m256i)a, _mm256_set1_epi64x(b));
#else
    return (a & 0xFFFFFFFF) * b;
#endif
}

// The other nine rounds for four answers. What is above bit 31 of a word means nothing here.
static inline lanes draw_four(const samples *s, const int *alive, words x2, words x3) {
    const uint64_t *openings = s->openings;
    words x0 = {openings[alive[0]], openings[alive[1]], openings[alive[2]], openings[alive[3]]};
    words x1 = x0 >> 32;
    uint32_t key0 = s->w->seed, key1 = ROLLOUT;
    for (int round = 1; round < 10; round++) {
        words first = product(x0, 0xD2511F53u), second = product(x2, 0xCD9E8D57u);
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
        x0 = (second >> 32) ^ x1 ^ (uint64_t)key0;
        x2 = (first >> 32) ^ x3 ^ (uint64_t)key1;
        x1 = second;
        x3 = first;
    }
    // Whole numbers below 2^52 become floating-point numbers through their bits, exactly.
    lanes coarse = (lanes)((x0 & 0xFFFFFFFF) | 0x4330000000000000) - 0x1p52;
    lanes fine = (lanes)(((x1 & 0xFFFFFFFF) >> 11) | 0x4330000000000000) - 0x1p52;
    return coarse * 0x1p-32 + fine * 0x1p-53;
}

// Draws a number for each answer that goes on, and for up to seven more.
static void draw(samples *s, int count, uint32_t step, uint32_t position) {
    uint64_t first = (uint64_t)position * 0xD2511F53u;
    words x2 = (words){0} + (uint64_t)((uint32_t)(first >> 32) ^ step ^ ROLLOUT);
    words x3 = (words){0} + (uint64_t)(uint32_t)first;
    for (int i = 0; i < count; i += 2 * LANES) {
        *(lanes *)(s->draws + i) = draw_four(s, s->alive + i, x2, x3);
        *(lanes *)(s->draws + i + LANES) = draw_four(s, s->alive + i + LANES, x2, x3);
    }
}

// Returns the first token whose running sum is above a number, by counting those not above.
static inline int choose(const double *cumulative, int stride, double number) {
    int base = 0, count = 0;
    while (stride - base > 16 && cumulative[base + 15] <= number) base += 16;
    const lanes *sums = (const lanes *)(cumulative + base);
    int vectors = stride - base >= 16 ? 4 : (stride - base) / LANES;
#ifdef __AVX2__
    for (int i = 0; i < vectors; i++)
        count |= _mm256_movemask_pd((__m256d)(sums[i] <= number)) << (i * LANES);
    return base + __builtin_popcount(count);
#else
    whole_lanes below = {0};
    for (int i = 0; i < vectors; i++) below -= sums[i] <= number;
    count = (int)((below[0] + below[1]) + (below[2] + below[3]));
    return base + count;
#endif
}

// Adds a token to every answer that goes on; returns how many then do.
ALWAYS_INLINE int advance(samples *s, const policy *p, int count, int position, int stride) {
    const world *w = s->w;
    int going = 0, length = w->set.length;
    for (int i = 0; i < count; i++) {
        int response = s->alive[i], context = s->current[i];
        int cell = context * stride
            + choose(p->cumulative + (size_t)context * stride, stride, s->draws[i]);
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
ALWAYS_INLINE void roll_out(samples *s, const policy *p, int step, int stride) {
    const world *w = s->w;
    int alive = s->responses;
    for (int prompt = 0, i = 0; prompt < w->set.prompts; prompt++) {
        for (int g = 0; g < w->set.group; g++, i++) {
            s->alive[i] = i;
            s->current[i] = w->training[prompt];
        }
    }
    for (int t = 0; t < w->set.length && alive > 0; t++) {
        draw(s, alive, step, t);
        alive = advance(s, p, alive, t, stride);
    }
}

typedef struct {
    int64_t tokens, pairs, contexts, repeated_pairs, copies, silent;
} counts;

// Counts the contexts and the pairs of tokens that an answer repeats; returns a hash of it.
ALWAYS_INLINE uint64_t count_repeats(samples *s, int response, unsigned stride, counts *n) {
    const int *cells = s->cells + (size_t)response * s->w->set.length;
    unsigned vocabulary = s->w->set.vocabulary, before = 0;
    int stamp = ++s->stamp;
    uint64_t hash = 0x9E3779B97F4A7C15;
    for (int t = 0; t < s->lengths[response]; t++) {
        unsigned context = cells[t] / stride, token = cells[t] % stride;
        n->contexts += s->seen_context[context] == stamp;
        s->seen_context[context] = stamp;
        if (t > 0) {
            unsigned pair = before * vocabulary + token;
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
ALWAYS_INLINE int count_group(samples *s, int prompt, unsigned stride, counts *n) {
    int group = s->w->set.group, right = 0;
    int64_t before = n->tokens;
    for (int g = 0; g < group; g++) {
        s->hashes[g] = count_repeats(s, prompt * group + g, stride, n);
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
ALWAYS_INLINE int merge(samples *s, const policy *p, int prompt, unsigned stride, int first) {
    int group = s->w->set.group, length = s->w->set.length, end = first;
    int stamp = ++s->stamp, rows = s->row_first[prompt];
    for (int response = prompt * group; response < (prompt + 1) * group; response++) {
        double *counts = s->is_right[response] ? s->good : s->bad;
        const int *cells = s->cells + (size_t)response * length;
        for (int t = 0; t < s->lengths[response]; t++) {
            int cell = cells[t], entry = s->slot[cell], context = (unsigned)cell / stride;
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
ALWAYS_INLINE void take_stock(samples *s, const policy *p, unsigned stride, double *row) {
    const settings *set = &s->w->set;
    counts n = {0};
    int first = 0, rows = 0;
    for (int prompt = 0; prompt < set->prompts; prompt++) {
        int right = count_group(s, prompt, stride, &n), wrong = set->group - right;
        s->count[prompt] = s->row_count[prompt] = 0;
        if (right == 0 || wrong == 0) continue;
        double mean = (double)right / set->group;
        double squares = right * (1 - mean) * (1 - mean) + wrong * mean * mean;
        double scale = sqrt(squares / (set->group - 1)) + 1e-6;
        s->good_advantage[prompt] = (1 - mean) / scale;
        s->bad_advantage[prompt] = -mean / scale;
        s->row_first[prompt] = rows;
        first = merge(s, p, prompt, stride, first);
        rows += s->row_count[prompt];
    }
    report_samples(s, &n, row);
}

// Draws the answers of a step and merges them; the usual stride is known when compiling.
static void sample(samples *s, const policy *p, int step, double *row) {
    if (s->w->stride == 16) {
        roll_out(s, p, step, 16);
        take_stock(s, p, 16, row);
    } else {
        roll_out(s, p, step, s->w->stride);
        take_stock(s, p, s->w->stride, row);
    }
}

#endif
