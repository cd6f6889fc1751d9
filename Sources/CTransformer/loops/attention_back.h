// SPDX-License-Identifier: GPL-3.0-or-later
//
// The way back through causal attention; see attention.h for its tables.

// The gradients of one head of one text: by output, and by queries, keys and values.
typedef struct {
    const float *output;
    float *query, *key, *value, *scores;
    int64_t output_row, row;
} NAME(head_gradient);

INLINE NAME(head_gradient) NAME(find_gradient)(const ctf_attention *a,
                                               const ctf_attention_gradient *g, int64_t text,
                                               int64_t head, int64_t width) {
    int64_t first = a->starts[text];
    float *query = g->projected + first * g->projected_row + head * width;
    return (NAME(head_gradient)){g->output + first * g->output_row + head * width, query,
                                 query + a->width, query + 2 * a->width, g->scratch,
                                 g->output_row, g->projected_row};
}

// The gradients by the scores and by the queries of i ..< i + 8.
INLINE void NAME(queries_back)(NAME(head) h, NAME(head_gradient) g, int64_t i) {
    EIGHT columns[8], sums[8], query[8], scale = NAME(all)(0.35355339059327373f);
    if (h.width != 8) scale = NAME(all)(1.0f / __builtin_sqrtf((float)h.width));
    int64_t keys = i + 8 < h.count ? i + 8 : h.count;
    NAME(load_columns)(columns, g.output, g.output_row, h.width, i, h.count);
    for (int k = 0; k < 8; k++) sums[k] = query[k] = NAME(all)(0);
    for (int64_t j = 0; j < keys; j++) {
        EIGHT d = NAME(dot)(NAME(load_head)(h.value + j * h.row, h.width), columns);
        sums[j % 8] = NAME(fma)(d, NAME(load)(h.shares + j * h.room + i), sums[j % 8]);
        NAME(store)(g.scores + j * h.room + i, d);
    }
    EIGHT mean = NAME(tree)(sums);
    for (int64_t j = 0; j < keys; j++) {
        float *score = g.scores + j * h.room + i;
        EIGHT d = NAME(load)(h.shares + j * h.room + i) * (NAME(load)(score) - mean) * scale;
        NAME(store)(score, d);
        NAME(spread)(d, NAME(load_head)(h.key + j * h.row, h.width), query);
    }
    NAME(store_columns)(query, g.query, g.row, h.width, i, h.count);
}

// The gradients by the keys and values of j ..< j + 4; queries before j do not see them.
INLINE void NAME(keys_back)(NAME(head) h, NAME(head_gradient) g, int64_t j) {
    EIGHT key[4], value[4];
    int64_t keys = h.count - j < 4 ? h.count - j : 4;
    for (int k = 0; k < 4; k++) key[k] = value[k] = NAME(all)(0);
    for (int64_t i = j; i < h.count; i++) {
        EIGHT query = NAME(load_head)(h.query + i * h.row, h.width);
        EIGHT output = NAME(load_head)(g.output + i * g.output_row, h.width);
        const float *score = g.scores + j * h.room + i, *share = h.shares + j * h.room + i;
        for (int k = 0; k < 4; k++) {
            int64_t at = k < keys ? k * h.room : 0;
            key[k] = NAME(fma)(NAME(all)(score[at]), query, key[k]);
            value[k] = NAME(fma)(NAME(all)(share[at]), output, value[k]);
        }
    }
    for (int64_t k = 0; k < keys; k++) {
        NAME(store_head)(g.key + (j + k) * g.row, key[k], h.width);
        NAME(store_head)(g.value + (j + k) * g.row, value[k], h.width);
    }
}

INLINE void NAME(heads_back)(const ctf_attention *attention,
                             const ctf_attention_gradient *gradient, const int64_t width) {
    for (int64_t text = 0; text < attention->texts; text++)
        for (int64_t head = 0; head < attention->heads; head++) {
            NAME(head) h = NAME(find_head)(attention, text, head, width);
            NAME(head_gradient) g = NAME(find_gradient)(attention, gradient, text, head, width);
            for (int64_t i = 0; i < h.count; i += 8) NAME(queries_back)(h, g, i);
            for (int64_t j = 0; j < h.count; j += 4) NAME(keys_back)(h, g, j);
        }
}

static void NAME(attend_back)(const ctf_attention *attention,
                              const ctf_attention_gradient *gradient) {
    int64_t width = attention->width / attention->heads;
    if (width == 8)
        NAME(heads_back)(attention, gradient, 8);
    else
        NAME(heads_back)(attention, gradient, width);
}
