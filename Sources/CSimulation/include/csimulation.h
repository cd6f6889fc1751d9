// SPDX-License-Identifier: GPL-3.0-or-later
//
// The innermost loops of the simulation, four numbers at a time: once for every machine, once for
// those with AVX2, and once for those with AVX-512, chosen when called. All are compiled from the
// same text and do the same operations in the same order, without fused ones, so that they give
// the same bits.
//
// Arrays of doubles that are named lanes must be aligned to 32 bytes.
#ifndef CSIMULATION_H
#define CSIMULATION_H

#include <stdbool.h>
#include <stdint.h>

// For which machines loops were compiled.
typedef enum { csim_portable, csim_avx2, csim_avx512 } csim_path;

// Where random numbers are, but for the last word: see Philox.
typedef struct {
    uint32_t seed, stream, a, b, c;
} csim_address;

// A token and the context in which it was written.
typedef struct {
    int32_t context;
    int32_t token;
} csim_place;

// The responses to some prompts, as they are sampled: see SampleBlock.
typedef struct {
    csim_place *places;     // `row` places a response; the context after the last is its end
    int32_t *lengths;       // one a response
    bool *is_right;         // one a response
    uint64_t *hashes;       // of the tokens, one a response
    int32_t *alive;         // the responses that go on, in order
    uint64_t *openings;     // what their random numbers begin with, and room for 15 more
    const int32_t *thresholds;    // running sums of probabilities in units of 2^-31, by context
    const double *probabilities;  // by context
    const int32_t *next;    // the next context by context and token; below 0 ends
    int64_t row;            // T + 1
    int64_t stride;
    int64_t threshold_stride;
    int64_t vocabulary;
    uint32_t seed;          // the key of the random numbers, and a word of the counter
    uint32_t stream;
    uint32_t step;
    int32_t right;          // what `next` says where a response ends right
} csim_block;

// What responses repeat: see SampleStatistics.
typedef struct {
    int64_t *contexts;    // by context of a type: the response that was last there, as a stamp
    int64_t *pairs;       // the same by pair of tokens, or by slot
    uint64_t *pair_keys;  // the pair of each slot; null where pairs have places of their own
    int32_t *table;       // by slot: a sample of the group, or -1
    int32_t *context_repeats;  // by sample
    int32_t *pair_repeats;     // by sample
    int64_t pair_bits;    // the logarithms of the numbers of slots
    int64_t table_bits;
    int64_t first_context;  // the first context of the group's type
    int64_t stamp;
    int64_t tokens;       // counted since somebody set them to 0, as all that follows
    int64_t rights;
    int64_t contexts_again;
    int64_t pairs_again;
    int64_t duplicates;
} csim_repeats;

// The edges of a question type, and the numbers of up to four types as lanes.
typedef struct {
    const int32_t *starts;   // the edges of state s are starts[s] ..< starts[s + 1]
    const int32_t *targets;  // the state that each edge leads to
    const int32_t *arrival_starts;   // the same edges by the state that they lead to
    const int32_t *arrival_sources;  // the state that each comes from, in rising order
    const int32_t *arrival_edges;    // its index among the others
    int64_t states;
    const double *sources[4];  // the probabilities of the edges, a table a lane
    double *edge;              // lanes: the same by edge
    double *arrival;           // lanes: the same by arrival
    const double *ends_right;  // lanes: the probability that the next token ends right
    double *visits;            // lanes, added to
    double *mass;              // lanes: the answers in each state; replaced by those later
    double *next_mass;         // lanes: scratch
    double *right;             // lanes: the chance of ending right; replaced by that earlier
    double *next_right;        // lanes: scratch
} csim_walk;

// The policy being trained: see Policy. Tables by context have rows of 4 * `lanes` numbers.
typedef struct {
    double *parameters;        // lanes, by row
    double *logs;              // lanes, by context
    double *probabilities;     // lanes, by context
    const int32_t *rows;       // the rows whose sum is a context's logits, 1 or 2 a context
    int64_t *row_version;      // the update that last changed each row
    int64_t *context_version;  // the update up to which each context has been worked out
    int32_t *stale;            // room to list all contexts and one more
    int64_t rows_per_context;
    int64_t lanes;
} csim_policy;

// The policy that samples: see FrozenPolicy.
typedef struct {
    double *logs;           // lanes, by context
    double *probabilities;  // lanes, by context
    const double *reference;  // lanes, by context: the logs of the untrained policy
    int32_t *thresholds;    // by context: as csim_block's
    double *entropy;        // by context
    double *divergence;     // by context: from the untrained policy
    int32_t *likeliest;     // by context
    double *right;          // by context: the probability that the next token ends right
    double *edges;          // the probability of each edge
    int64_t *version;       // by context: the update at which it was taken over
    int32_t *changed;       // room to list all contexts and one more
    const int32_t *edge_start;  // the edges of context c are edge_start[c] ..< edge_start[c + 1]
    const int32_t *token_edge;  // lanes, by context: the edge of each token, or how it ends
    int64_t vocabulary;
    int64_t threshold_stride;
    int32_t ends_right;
} csim_frozen;

// What a rollout engine makes of the policy that it is handed: see RolloutEngine.
typedef enum { csim_bfloat16, csim_tempered, csim_nucleus, csim_copied } csim_change;

// The policy that an engine is handed, and what becomes of it: see EnginePolicy.
typedef struct {
    const double *logs;           // lanes, by context: what it is handed
    const double *probabilities;  // lanes, by context
    const int64_t *version;       // by context: the update at which it was taken over
    double *row;                  // lanes: room for a row of logs and one of probabilities
    int32_t *order;               // room for the tokens of a row
    csim_change change;
    double parameter;  // the temperature, or how much of the probability a nucleus holds at least
} csim_engine;

// Some equal tokens with one advantage: see Signal.
typedef struct {
    int32_t context;  // where they were written
    int32_t cell;     // context and token, as an index into tables with padded rows
    double count;     // how many they are; in exact mode, how many are expected
    double share;     // how much of the loss's sum: 1 a token, or 1/T a token of a response of T
    double advantage;  // that of each; 0 for tokens that only a penalty or bonus acts on
} csim_entry;

// Some neighbouring entries of a minibatch, and where their ratios and weights are.
typedef struct {
    int64_t first;
    int64_t count;
    int64_t place;
} csim_stretch;

// What a weight is made of before its bounds.
typedef enum { csim_one, csim_ratio, csim_inverse } csim_shape;

// The weight of tokens whose advantages have one sign: see RatioWeight.
typedef struct {
    csim_shape shape;
    double lower;  // a ratio below it is masked
    double upper;  // and one above it
    double cap;    // the most that a weight can be
} csim_curve;

// A rule that looks at the ratio and the sign of the advantage only.
typedef struct {
    csim_curve positive;
    csim_curve negative;
    double lowest;   // a ratio below is outside the method's interval
    double highest;  // and so is one above
    bool has_cap;    // whether a cap holds weights whose gradient is kept
} csim_rule;

// How a divergence from the untrained policy is estimated.
typedef enum { csim_k1, csim_k2, csim_k3, csim_absolute, csim_k3_ratio } csim_estimator;

// What acts on tokens besides the rule: see Regularizer.
typedef struct {
    const double *logs;       // by cell, as all three
    const double *old_logs;
    const double *reference;
    double *mass;             // the shares by context, added to; null without an entropy bonus
    double kl_coefficient;
    csim_estimator estimator;
    bool skips_advantages;    // whether only tokens without an advantage count
} csim_regularizer;

// How the tokens of a group become entries: see Rollout.
typedef struct {
    csim_entry *entries;
    int32_t *places;    // by cell of a type, first for wrong responses: where its entry may be
    int64_t cells;      // how many cells a type has
    int64_t first_cell;  // the first cell of the group's type
    double right_advantage;
    double wrong_advantage;
    bool averages;      // whether all responses count the same, rather than all tokens
} csim_merging;

// Sums over tokens with an advantage: see Tally.
typedef struct {
    double positive[4];  // count, ratios, weights, and how many have the weight 0
    double negative[4];  // the same where the advantage is below 0
    double both[4];      // log-probabilities, pushes, their products, nothing
    double capped[2];    // how many a cap acts on: of positive advantages, of negative ones
    double outside[2];   // how many are outside the method's interval, likewise
} csim_tally;

// The gradient of one update, kept for the rows that it reaches.
typedef struct {
    double *coefficients; // lanes, by context: the sum of share * weight * advantage
    double *values;       // lanes, by row
    int64_t *reached_at;  // the update that last reached each row
    int32_t *rows;        // the rows that the update reaches, each once
    const double *mass;   // the shares by context where there is an entropy bonus, else null
    double entropy_coefficient;
    double scale;         // -1 / what the sum over tokens is divided by
    int64_t update;
} csim_gradient;

// Returns the fastest path whose instructions the machine has; it has those of the slower ones.
csim_path csim_fastest_path(void);

// Works out the uniform numbers of Philox at (a, b, c, 0) ..< (a, b, c, count).
void csim_uniforms(csim_address address, int64_t count, double *numbers, csim_path path);

// Puts `size` responses to each of some prompts at their starts, which are listed by prompt.
void csim_begin(const csim_block *block, const int32_t *starts, int64_t first, int64_t prompts,
                int64_t size, csim_path path);

// Adds a token to each of the first `count` living responses; returns how many go on.
int64_t csim_advance(const csim_block *block, int64_t count, int64_t position, csim_path path);

// Says which samples first..<last of a group are right, and counts what they repeat of themselves
// and of each other, judged by 64 bits; the group begins at response `base`.
void csim_count_repeats(const csim_block *block, csim_repeats *repeats, int64_t base,
                        int64_t first, int64_t last, csim_path path);

// Appends the tokens of responses first..<last to the `known` entries of their group, equal ones
// with equal rewards as one. Returns how many entries there are then.
int64_t csim_merge(const csim_block *block, const csim_merging *merging, int64_t first,
                   int64_t last, int64_t known, csim_path path);

// Works out the softmax of those contexts whose logits have changed.
void csim_refresh(const csim_policy *policy, const int32_t *contexts, int64_t count, csim_path path);

// Takes over those of the contexts first..<last that have changed, and adds up visits * KL(old||new)
// where visits are given. Returns how many have changed.
int64_t csim_freeze(const csim_policy *policy, const csim_frozen *frozen, int64_t first,
                    int64_t last, const double *visits, double *divergence, csim_path path);

// Works out what an engine makes of those contexts first..<last whose version differs from that in
// `frozen`, which becomes its policy. Returns how many they are.
int64_t csim_distort(const csim_engine *engine, const csim_frozen *frozen, int64_t first,
                     int64_t last, csim_path path);

// Lists the contexts of entries after the `known` ones, each once; there must be room for one
// more than there are. Returns how many are listed. Those in the list have `stamp` in `seen`.
int64_t csim_contexts(const csim_entry *entries, int64_t count, int64_t *seen, int64_t stamp,
                      int32_t *list, int64_t known, csim_path path);

// Lists those contexts that are not listed yet, in the same way.
int64_t csim_touch(const int32_t *contexts, int64_t count, int64_t *seen, int64_t stamp,
                   int32_t *list, int64_t known, csim_path path);

// Works out the ratios of entries from log-ratios clamped to +-20, and writes up to seven numbers
// more after each stretch. Returns the largest size of a log-ratio.
double csim_compare(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                    const double *logs, const double *old_logs, double *ratios, csim_path path);

// Weighs entries by their ratios, and writes as far; counts the tokens that a cap acts on.
void csim_weigh(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                const csim_rule *rule, const double *ratios, double *weights, csim_tally *tally,
                csim_path path);

// Counts weighted tokens, and adds up their gradient coefficients; weights are multiplied by the
// factors of a correction, which are listed by entry, or null for none. Returns -1, or the place
// of the first weight that is negative or not finite, where it stops.
int64_t csim_gradient_coefficients(const csim_entry *entries, const csim_stretch *stretches,
                                   int64_t count, const double *ratios, const double *weights,
                                   const double *factors, const double *logs, csim_tally *tally,
                                   double *coefficients, csim_path path);

// Adds the KL penalty to the gradient coefficients, and the shares that the entropy bonus acts on.
// Returns the largest size of a log-ratio, clamped to +-20.
double csim_regularize(const csim_entry *entries, const csim_stretch *stretches, int64_t count,
                       const csim_regularizer *regularizer, double *coefficients, csim_path path);

// Adds -(coefficient - p * sum of coefficients) / divisor of some contexts to the gradient of their
// rows; `known` rows have been reached. Returns how many rows the gradient reaches then.
int64_t csim_add_up(const csim_policy *policy, const csim_gradient *gradient,
                    const int32_t *contexts, int64_t count, int64_t known, csim_path path);

// Returns the sum of the squares of the gradient.
double csim_squares(const csim_gradient *gradient, int64_t count, int64_t lanes, csim_path path);

// Takes rate * gradient off the parameters, and notes which rows changed.
void csim_descend(const csim_policy *policy, const csim_gradient *gradient, int64_t count,
                  double rate, csim_path path);

// Puts the probabilities of edges into lanes.
void csim_load(const csim_walk *walk, csim_path path);

// Follows answers some tokens forward, and chances as many backward.
void csim_walk_on(const csim_walk *walk, int64_t steps, csim_path path);

#endif
