// SPDX-License-Identifier: GPL-3.0-or-later
//
// The innermost loops of the simulation, four numbers at a time: once for every machine, and once
// for those with AVX2, chosen when called. Both are compiled from the same text and do the same
// operations in the same order, without fused ones, so that they give the same bits.
//
// Arrays of doubles that are named lanes must be aligned to 32 bytes.
#ifndef CSIMULATION_H
#define CSIMULATION_H

#include <stdbool.h>
#include <stdint.h>

// The responses to one prompt, as they are sampled: see SampleGroup.
typedef struct {
    int32_t *tokens;           // T places a response
    int32_t *contexts;         // T places a response
    int32_t *lengths;          // one a response
    bool *is_right;            // one a response
    int32_t *current;          // the context of each response that goes on
    int32_t *alive;            // the responses that go on, and room for seven more
    const double *cumulative;  // running sums of probabilities, a row of `stride` a context
    const int32_t *next;       // the next context, a row of `vocabulary` a context; below 0 ends
    int64_t stride;
    int64_t vocabulary;
    int64_t length;            // T
    uint32_t seed;             // the key of the random numbers, and two words of the counter
    uint32_t stream;
    uint32_t step;
    uint32_t prompt;
    int32_t right;             // what `next` says where a response ends right
} csim_group;

// The edges of a question type, and the numbers of up to four types as lanes.
typedef struct {
    const int32_t *starts;   // the edges of state s are starts[s] - offset ..< starts[s + 1] - offset
    const int32_t *targets;  // the state that each edge leads to
    int64_t offset;
    int64_t states;
    const double *edge;        // lanes: the probability of each edge
    const double *ends_right;  // lanes: the probability that the next token ends right
    double *visits;            // lanes, added to
    double *mass;              // lanes: the answers in each state; replaced by those a token later
    double *next_mass;         // lanes: scratch
    double *right;             // lanes: the chance of ending right; replaced by that a token earlier
    double *next_right;        // lanes: scratch
} csim_walk;

// Whether the machine has the instructions of the faster path.
bool csim_has_avx2(void);

// Adds a token to each of the first `count` living responses; returns how many go on.
int64_t csim_advance(const csim_group *group, int64_t count, int64_t position, bool use_avx2);

// Works out log-probabilities and probabilities (lanes) from the sum of two rows of logits, or of
// one where `second` is null.
void csim_softmax(const double *first, const double *second, double *logs, double *probabilities,
                  int64_t lanes, bool use_avx2);

// Follows answers one token forward, and chances one token backward.
void csim_step(const csim_walk *walk, bool use_avx2);

#endif
