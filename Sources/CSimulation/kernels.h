// SPDX-License-Identifier: GPL-3.0-or-later
//
// The loops themselves; included once a path, with NAME(x) giving each function a name of its own.

typedef double NAME(lanes) __attribute__((vector_size(32), may_alias));
typedef uint64_t NAME(words) __attribute__((vector_size(32), may_alias));

#define LANES NAME(lanes)
#define WORDS NAME(words)
#define INLINE static inline __attribute__((always_inline))

INLINE LANES NAME(all)(double x) { return (LANES){x, x, x, x}; }

INLINE WORDS NAME(every)(uint64_t x) { return (WORDS){x, x, x, x}; }

INLINE LANES NAME(larger)(LANES a, LANES b) {
    WORDS mask = (WORDS)(a > b);
    return (LANES)((mask & (WORDS)a) | (~mask & (WORDS)b));
}

INLINE double NAME(total)(LANES x) { return (x[0] + x[1]) + (x[2] + x[3]); }

INLINE double NAME(largest)(LANES x) {
    double left = x[0] > x[1] ? x[0] : x[1];
    double right = x[2] > x[3] ? x[2] : x[3];
    return left > right ? left : right;
}

// As the Swift function `exponential`, operation by operation.
INLINE LANES NAME(exponential)(LANES x) {
    LANES rounder = NAME(all)(0x1.8p52);
    LANES shifted = x * 1.44269504088896338700 + rounder;
    LANES k = shifted - rounder;
    LANES high = x - k * 6.93147180369123816490e-01;
    LANES f = high - k * 1.90821492927058770002e-10;
    LANES f2 = f * f, f4 = f2 * f2;
    LANES a = f2 * (1.0 / 2 + f * (1.0 / 6));
    LANES b = (1.0 / 24 + f * (1.0 / 120)) + f2 * (1.0 / 720 + f * (1.0 / 5040));
    LANES c = (1.0 / 40320 + f * (1.0 / 362880)) + f2 * (1.0 / 3628800 + f * (1.0 / 39916800));
    LANES d = 1.0 / 479001600 + f * (1.0 / 6227020800.0);
    LANES series = 1.0 + (f + (a + f4 * (b + f4 * (c + f4 * d))));
    WORDS scaled = (WORDS)series + ((WORDS)shifted << 52);
    return (LANES)(scaled & (WORDS)(x >= -708.0));
}

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
    // Whole numbers below 2^52 become floating-point numbers through their bits, exactly.
    WORDS magic = NAME(every)(0x4330000000000000);
    LANES coarse = (LANES)((x.a & low) | magic) - 0x1p52;
    LANES fine = (LANES)(((x.b & low) >> 11) | magic) - 0x1p52;
    return coarse * 0x1p-32 + fine * 0x1p-53;
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

static void NAME(softmax)(const double *first, const double *second, double *logs,
                          double *probabilities, int64_t lanes) {
    const LANES *left = (const LANES *)first, *right = (const LANES *)second;
    LANES *log_row = (LANES *)logs, *row = (LANES *)probabilities;
    LANES peak = NAME(all)(-2e300), sum = NAME(all)(0);
    for (int64_t lane = 0; lane < lanes; lane++) {
        LANES logit = right ? left[lane] + right[lane] : left[lane];
        log_row[lane] = logit;
        peak = NAME(larger)(peak, logit);
    }
    double top = NAME(largest)(peak);
    for (int64_t lane = 0; lane < lanes; lane++) {
        LANES shifted = log_row[lane] - top;
        LANES power = NAME(exponential)(shifted);
        log_row[lane] = shifted;
        row[lane] = power;
        sum += power;
    }
    double total = NAME(total)(sum), log_total = natural_logarithm(total), scale = 1 / total;
    for (int64_t lane = 0; lane < lanes; lane++) {
        log_row[lane] -= log_total;
        row[lane] *= scale;
    }
}

static void NAME(step)(const csim_walk *walk) {
    const LANES *edge = (const LANES *)walk->edge, *ends = (const LANES *)walk->ends_right;
    LANES *visits = (LANES *)walk->visits, *mass = (LANES *)walk->mass;
    LANES *next_mass = (LANES *)walk->next_mass, *right = (LANES *)walk->right;
    LANES *next_right = (LANES *)walk->next_right;
    for (int64_t state = 0; state < walk->states; state++) next_mass[state] = NAME(all)(0);
    for (int64_t state = 0; state < walk->states; state++) {
        LANES here = mass[state], good = ends[state];
        visits[state] += here;
        int64_t end = walk->starts[state + 1] - walk->offset;
        for (int64_t index = walk->starts[state] - walk->offset; index < end; index++) {
            int64_t target = walk->targets[index];
            next_mass[target] += here * edge[index];
            good += edge[index] * right[target];
        }
        next_right[state] = good;
    }
    for (int64_t state = 0; state < walk->states; state++) {
        mass[state] = next_mass[state];
        right[state] = next_right[state];
    }
}

#undef LANES
#undef WORDS
#undef INLINE
