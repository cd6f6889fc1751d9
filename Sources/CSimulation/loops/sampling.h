// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sampling: random numbers, and the tokens that they choose.

// Four counters of Philox4x32-10. What is above bit 31 of a word means nothing here: a product
// takes the low words only.
typedef struct {
    WORDS a, b, c, d;
} NAME(counters);

INLINE NAME(counters) NAME(start)(const csim_group *group, const int32_t *samples,
                                  int64_t position) {
    WORDS b = {(uint32_t)samples[0], (uint32_t)samples[1], (uint32_t)samples[2],
               (uint32_t)samples[3]};
    return (NAME(counters)){NAME(every)((uint64_t)position), b, NAME(every)(group->prompt),
                            NAME(every)(group->step)};
}

INLINE NAME(counters) NAME(mixed)(NAME(counters) x, WORDS key0, WORDS key1) {
    WORDS low = NAME(every)(0xFFFFFFFF);
    WORDS first = (x.a & low) * 0xD2511F53u, second = (x.c & low) * 0xCD9E8D57u;
    return (NAME(counters)){(second >> 32) ^ x.b ^ key0, second, (first >> 32) ^ x.d ^ key1, first};
}

// Returns uniform numbers in [0, 1) from the words of four blocks.
INLINE LANES NAME(fractions)(NAME(counters) x) {
    WORDS low = NAME(every)(0xFFFFFFFF);
    return NAME(number)(x.a & low) * 0x1p-32 + NAME(number)((x.b & low) >> 11) * 0x1p-53;
}

// Works out the numbers at eight addresses (step, prompt, sample, position): two chains of
// operations that do not wait for each other.
INLINE void NAME(uniforms)(const csim_group *group, const int32_t *samples, int64_t position,
                           LANES *numbers) {
    NAME(counters) left = NAME(start)(group, samples, position);
    NAME(counters) right = NAME(start)(group, samples + 4, position);
    WORDS key0 = NAME(every)(group->seed), key1 = NAME(every)(group->stream);
    for (int round = 0; round < 10; round++) {
        left = NAME(mixed)(left, key0, key1);
        right = NAME(mixed)(right, key0, key1);
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    numbers[0] = NAME(fractions)(left);
    numbers[1] = NAME(fractions)(right);
}

// Returns the first token whose running sum is above a number, by counting those not above.
INLINE int64_t NAME(choose)(double number, const double *sums, int64_t stride) {
    int64_t base = 0;
    while (base + 16 < stride && sums[base + 15] <= number) base += 16;
    LANES wanted = NAME(all)(number);
    const LANES *rows = (const LANES *)(sums + base);
    WORDS count = NAME(every)(0);
    if (stride - base >= 16) {
        count = (WORDS)(rows[0] <= wanted) + (WORDS)(rows[1] <= wanted)
            + (WORDS)(rows[2] <= wanted) + (WORDS)(rows[3] <= wanted);
    } else {
        for (int64_t lane = 0; lane < (stride - base) / 4; lane++)
            count += (WORDS)(rows[lane] <= wanted);
    }
    return base - (int64_t)((count[0] + count[1]) + (count[2] + count[3]));
}

static int64_t NAME(advance)(const csim_group *group, int64_t count, int64_t position) {
    int64_t going = 0;
    for (int64_t first = 0; first < count; first += 8) {
        union {
            LANES lanes[2];
            double numbers[8];
        } draws;
        NAME(uniforms)(group, group->alive + first, position, draws.lanes);
        int64_t end = first + 8 < count ? first + 8 : count;
        for (int64_t index = first; index < end; index++) {
            int64_t sample = group->alive[index], context = group->current[sample];
            int64_t token = NAME(choose)(
                draws.numbers[index - first], group->cumulative + context * group->stride,
                group->stride);
            int64_t place = sample * group->length + position;
            group->tokens[place] = (int32_t)token;
            group->contexts[place] = (int32_t)context;
            int32_t following = group->next[context * group->vocabulary + token];
            // Which responses end cannot be predicted, so nothing branches on it: what is written
            // of one that goes on is written again.
            group->current[sample] = following;
            group->lengths[sample] = (int32_t)(position + 1);
            group->is_right[sample] = following == group->right;
            group->alive[going] = (int32_t)sample;
            going += following >= 0;
        }
    }
    return going;
}
