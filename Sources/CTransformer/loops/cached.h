// SPDX-License-Identifier: GPL-3.0-or-later
//
// Attention of one more row of a text, whose earlier keys and values are kept. Keys are lanes;
// each operation is the one that attention.h does for this query.

// Works out the shares of `count` keys; returns nothing but writes them in order.
INLINE void NAME(share_out)(EIGHT query, const float *keys, int64_t positions, int64_t count,
                            float scale, float *shares) {
    INTS lane = {0, 1, 2, 3, 4, 5, 6, 7};
    EIGHT largest = NAME(all)(-1e30f), sums = NAME(all)(0);
    for (int64_t j = 0; j < count; j += 8) {
        EIGHT score = NAME(all)(0);
        for (int x = 0; x < 8; x++)
            score = NAME(fma)(NAME(all)(query[x]), NAME(load)(keys + x * positions + j), score);
        score = NAME(chosen)(lane < (int32_t)(count - j), score, NAME(all)(-1e30f));
        largest = NAME(larger)(score, largest);
        NAME(store)(shares + j, score);
    }
    EIGHT most = NAME(all)(NAME(largest)(largest));
    for (int64_t j = 0; j < count; j += 8) {
        EIGHT e = NAME(exponential)((NAME(load)(shares + j) - most) * NAME(all)(scale));
        e = NAME(chosen)(lane < (int32_t)(count - j), e, NAME(all)(0));
        sums += e;
        NAME(store)(shares + j, e);
    }
    EIGHT inverse = NAME(all)(1.0f / NAME(total)(sums));
    for (int64_t j = 0; j < count; j += 8)
        NAME(store)(shares + j, NAME(load)(shares + j) * inverse);
}

INLINE void NAME(cached_head)(const ctf_cached_attention *a, int64_t i, int64_t head,
                              const int64_t width) {
    float shares[ctf_position_limit];
    int64_t place = a->places[i], size = 8 * a->positions;
    float *keys = a->keys + (a->slots[i] * a->heads + head) * size;
    float *values = a->values + (a->slots[i] * a->heads + head) * size;
    const float *query = a->projected + i * a->projected_row + head * width;
    EIGHT key = NAME(load_head)(query + a->width, width), output = NAME(all)(0);
    for (int x = 0; x < 8; x++) keys[x * a->positions + place] = key[x];
    NAME(store)(values + place * 8, NAME(load_head)(query + 2 * a->width, width));
    float scale = width == 8 ? 0.35355339059327373f : 1.0f / __builtin_sqrtf((float)width);
    NAME(share_out)(NAME(load_head)(query, width), keys, a->positions, place + 1, scale, shares);
    for (int64_t j = 0; j <= place; j++)
        output = NAME(fma)(NAME(all)(shares[j]), NAME(load)(values + j * 8), output);
    NAME(store_head)(a->output + i * a->output_row + head * width, output, width);
}

static void NAME(attend_cached)(const ctf_cached_attention *attention) {
    int64_t width = attention->width / attention->heads;
    for (int64_t i = 0; i < attention->rows; i++)
        for (int64_t head = 0; head < attention->heads; head++) {
            if (width == 8)
                NAME(cached_head)(attention, i, head, 8);
            else
                NAME(cached_head)(attention, i, head, width);
        }
}
