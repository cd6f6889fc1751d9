// SPDX-License-Identifier: GPL-3.0-or-later
//
// Causal attention of whole texts. Queries are lanes: what belongs to key j and query i is number
// j * room + i of a table, where room is the number of queries rounded up to 8. Of the keys, those
// up to the last query of the eight at hand are looked at; those after a query have the share 0.

// Returns up to eight numbers of a head, filled up with zeros.
INLINE EIGHT NAME(load_head)(const float *from, int64_t width) {
    if (width == 8) return NAME(load)(from);
    EIGHT x = NAME(all)(0);
    memcpy(&x, from, (size_t)width * sizeof(float));
    return x;
}

INLINE void NAME(store_head)(float *to, EIGHT x, int64_t width) {
    if (width == 8)
        NAME(store)(to, x);
    else
        memcpy(to, &x, (size_t)width * sizeof(float));
}

// Reads the heads of rows i ..< i + 8 of a text as columns; rows after its end are zeros.
INLINE void NAME(load_columns)(EIGHT *columns, const float *head, int64_t row, int64_t width,
                               int64_t i, int64_t count) {
    for (int k = 0; k < 8; k++)
        columns[k] = i + k < count ? NAME(load_head)(head + (i + k) * row, width) : NAME(all)(0);
    NAME(transpose)(columns);
}

// Writes columns as the heads of those of the rows i ..< i + 8 that are there.
INLINE void NAME(store_columns)(EIGHT *columns, float *head, int64_t row, int64_t width,
                                int64_t i, int64_t count) {
    NAME(transpose)(columns);
    for (int k = 0; k < 8 && i + k < count; k++)
        NAME(store_head)(head + (i + k) * row, columns[k], width);
}

// Returns a sum over eight numbers of each lane: of a key's or value's and the lane's own.
INLINE EIGHT NAME(dot)(EIGHT numbers, const EIGHT *columns) {
    EIGHT sum = NAME(all)(0);
    for (int x = 0; x < 8; x++) sum = NAME(fma)(NAME(all)(numbers[x]), columns[x], sum);
    return sum;
}

// The sum of eight running sums, lane by lane.
INLINE EIGHT NAME(tree)(const EIGHT *sums) {
    return ((sums[0] + sums[4]) + (sums[2] + sums[6]))
        + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

// Adds the products of a row's numbers and shares to eight sums a lane.
INLINE void NAME(spread)(EIGHT share, EIGHT numbers, EIGHT *sums) {
    for (int x = 0; x < 8; x++) sums[x] = NAME(fma)(share, NAME(all)(numbers[x]), sums[x]);
}

// What the loops over one head of one text need.
typedef struct {
    const float *query, *key, *value;  // of the text's first row
    float *shares, *output;
    int64_t row, output_row, width, count, room;
} NAME(head);

INLINE NAME(head) NAME(find_head)(const ctf_attention *a, int64_t text, int64_t head,
                                  int64_t width) {
    int64_t first = a->starts[text], count = a->starts[text + 1] - first;
    const float *query = a->projected + first * a->projected_row + head * width;
    float *shares = a->shares + (text * a->heads + head) * a->shares_size;
    float *output = a->output + first * a->output_row + head * width;
    return (NAME(head)){query, query + a->width, query + 2 * a->width, shares, output,
                        a->projected_row, a->output_row, width, count, (count + 7) / 8 * 8};
}

// The shares and outputs of queries i ..< i + 8.
INLINE void NAME(attend_eight)(NAME(head) h, int64_t i) {
    INTS query = (INTS){0, 1, 2, 3, 4, 5, 6, 7} + (int32_t)i;
    EIGHT columns[8], sums[8], output[8];
    EIGHT largest = NAME(all)(-1e30f), scale = NAME(all)(0.35355339059327373f);
    if (h.width != 8) scale = NAME(all)(1.0f / __builtin_sqrtf((float)h.width));
    int64_t keys = i + 8 < h.count ? i + 8 : h.count;
    NAME(load_columns)(columns, h.query, h.row, h.width, i, h.count);
    for (int64_t j = 0; j < keys; j++) {
        EIGHT score = NAME(dot)(NAME(load_head)(h.key + j * h.row, h.width), columns);
        score = NAME(chosen)(query >= (int32_t)j, score, NAME(all)(-1e30f));
        largest = NAME(larger)(score, largest);
        NAME(store)(h.shares + j * h.room + i, score);
    }
    for (int k = 0; k < 8; k++) sums[k] = output[k] = NAME(all)(0);
    for (int64_t j = 0; j < keys; j++) {
        float *share = h.shares + j * h.room + i;
        EIGHT e = NAME(exponential)((NAME(load)(share) - largest) * scale);
        e = NAME(chosen)(query >= (int32_t)j, e, NAME(all)(0));
        sums[j % 8] += e;
        NAME(store)(share, e);
    }
    EIGHT inverse = NAME(all)(1) / NAME(tree)(sums);
    for (int64_t j = 0; j < keys; j++) {
        EIGHT share = NAME(load)(h.shares + j * h.room + i) * inverse;
        NAME(store)(h.shares + j * h.room + i, share);
        NAME(spread)(share, NAME(load_head)(h.value + j * h.row, h.width), output);
    }
    NAME(store_columns)(output, h.output, h.output_row, h.width, i, h.count);
}

INLINE void NAME(attend_heads)(const ctf_attention *attention, const int64_t width) {
    for (int64_t text = 0; text < attention->texts; text++)
        for (int64_t head = 0; head < attention->heads; head++) {
            NAME(head) h = NAME(find_head)(attention, text, head, width);
            for (int64_t i = 0; i < h.count; i += 8) NAME(attend_eight)(h, i);
        }
}

static void NAME(attend)(const ctf_attention *attention) {
    int64_t width = attention->width / attention->heads;
    if (width == 8)
        NAME(attend_heads)(attention, 8);
    else
        NAME(attend_heads)(attention, width);
}
