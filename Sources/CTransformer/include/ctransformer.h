// SPDX-License-Identifier: GPL-3.0-or-later
//
// The innermost loops of the transformer, eight or sixteen numbers at a time: once for every
// machine, once for those with AVX2 and FMA, and once for those with AVX-512, chosen when called.
// All are compiled from the same text and do the same operations in the same order: sums of
// products are chains of fused multiply-adds, nothing else is fused. So all give the same bits.
//
// Rows of activations are padded to a multiple of 16 numbers; so is all that vectors are read from.
#ifndef CTRANSFORMER_H
#define CTRANSFORMER_H

#include <stdbool.h>
#include <stdint.h>

// For which machines loops were compiled.
typedef enum { ctf_portable, ctf_avx2, ctf_avx512 } ctf_path;

// The widest head, and the most positions of a text.
enum { ctf_head_limit = 8, ctf_position_limit = 64 };

// A product of matrices: c(i, j) = sum over t of a(i, t) * b(t, j), a chain in the order of t.
typedef struct {
    const float *a;   // a(i, t) is a[i * a_row + t * a_step]
    int64_t a_row;
    int64_t a_step;
    const float *b;   // b(t, 16 v + w) is b[t * b_step + v * b_panel + w]
    int64_t b_step;
    int64_t b_panel;
    float *c;         // c(i, j) is c[i * c_row + j]
    int64_t c_row;
    int64_t rows;     // how many i there are
    int64_t columns;  // how many j
    int64_t steps;    // how many t
    bool adds;        // whether the chain begins with what c holds, rather than with 0
} ctf_product;

// Rows of numbers, and how far they are apart.
typedef struct {
    float *numbers;
    int64_t row;
    int64_t rows;
    int64_t columns;
} ctf_rows;

// Causal attention within each of some texts, whose rows follow each other.
typedef struct {
    const float *projected;   // queries, keys and values of each row, `width` numbers each
    int64_t projected_row;
    int64_t width;
    int64_t heads;
    const int32_t *starts;    // the rows of text t are starts[t] ..< starts[t + 1]
    int64_t texts;
    float *shares;            // by text and head: a number by key and query (see attention.h)
    int64_t shares_size;      // how far they are apart
    float *output;            // by row: the heads beside each other
    int64_t output_row;
} ctf_attention;

// What comes back through attention.
typedef struct {
    const float *output;      // the gradient by ctf_attention's output
    int64_t output_row;
    float *projected;         // the gradient by its queries, keys and values; replaced
    int64_t projected_row;
    float *scratch;           // room for the shares of one head
} ctf_attention_gradient;

// Attention of one more row of each of some texts, whose earlier keys and values are kept.
typedef struct {
    const float *projected;   // of the new rows
    int64_t projected_row;
    int64_t width;
    int64_t heads;
    const int32_t *slots;     // by row: where the keys and values of its text are
    const int32_t *places;    // by row: its position in the text
    int64_t rows;
    float *keys;              // by slot and head: 8 rows of `positions` numbers
    float *values;            // by slot and head: `positions` rows of 8 numbers
    int64_t positions;        // how many there is room for, a multiple of 8
    float *output;
    int64_t output_row;
} ctf_cached_attention;

// What one step of Adam needs besides the weights, their moments and their gradient.
typedef struct {
    float scale;              // the gradient is multiplied by it where it is not 1
    float first_decay, first_rest;    // beta1 and 1 - beta1
    float second_decay, second_rest;
    float rate;               // lr / (1 - beta1^t)
    float correction;         // 1 / (1 - beta2^t)
} ctf_adam;

// Returns the shipped weights of so many bytes, as half-precision numbers, or null.
const uint8_t *ctf_base(int64_t bytes);

// Returns the fastest path whose instructions the machine has; it has those of the slower ones.
ctf_path ctf_fastest_path(void);

// Returns whether the machine multiplies and adds in one instruction.
bool ctf_has_fma(void);

// Works out a product.
void ctf_multiply(const ctf_product *product, ctf_path path);

// Puts a matrix, row by row, into panels of 16 columns, filled up with zeros.
void ctf_pack(const float *matrix, int64_t rows, int64_t columns, float *panels);

// The same with its rows as columns.
void ctf_pack_transposed(const float *matrix, int64_t rows, int64_t columns, float *panels);

// Writes the sum of the rows of two tables for each token and its position.
void ctf_embed(const float *tokens, const float *positions, const int32_t *token,
               const int32_t *position, ctf_rows to);

// Adds rows to the gradients of the two tables.
void ctf_embed_back(ctf_rows gradient, const int32_t *token, const int32_t *position,
                    float *tokens, float *positions);

// Divides each row by the root of its mean square; writes 1 / root by row.
void ctf_normalize(ctf_rows from, float *to, float *inverse_roots, ctf_path path);

// Adds what comes back through the norm, given what it put out, to the gradient of what went in.
void ctf_normalize_back(ctf_rows gradient, const float *output, const float *inverse_roots,
                        float *to, ctf_path path);

// Replaces each number by itself or 0, whichever is larger, and writes its square.
void ctf_square(ctf_rows numbers, float *squares, ctf_path path);

// Writes the squares again.
void ctf_square_again(ctf_rows numbers, float *squares, ctf_path path);

// Multiplies the gradient by the squares into one by what was squared.
void ctf_square_back(ctf_rows gradient, const float *numbers, ctf_path path);

// Works out the shares and the output.
void ctf_attend(const ctf_attention *attention, ctf_path path);

// Follows the gradient back.
void ctf_attend_back(const ctf_attention *attention, const ctf_attention_gradient *gradient,
                     ctf_path path);

// Keeps the keys and values of the new rows, and works out their output.
void ctf_attend_cached(const ctf_cached_attention *attention, ctf_path path);

// Replaces up to 16 logits a row by log-probabilities, and writes the probabilities.
void ctf_log_softmax(ctf_rows logits, float *probabilities, ctf_path path);

// Writes the gradient by the logits of each row: coefficient * (p - onehot), and where `entropies`
// is not 0, entropies * p * (log p + H). Both lists hold a number a row.
void ctf_log_softmax_back(ctf_rows logs, const float *probabilities, const int32_t *chosen,
                          const float *coefficients, const float *entropies, float *to,
                          ctf_path path);

// Returns the sum of squares.
double ctf_sum_of_squares(const float *numbers, int64_t count, ctf_path path);

// Takes one step of Adam.
void ctf_descend(float *weights, float *first, float *second, const float *gradient,
                 int64_t count, const ctf_adam *adam, ctf_path path);

// Runs chains of fused multiply-adds in registers; returns how many floating-point operations
// they are, for measuring the most that the machine does.
double ctf_peak(int64_t rounds, float *sink, ctf_path path);

#endif
