// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sampling: random numbers, and the tokens that they choose.

// Four counters of Philox4x32-10. What is above bit 31 of a word means nothing here: a product
// takes the low words only.
typedef struct {
    WORDS a, b, c, d;
} NAME(counters);

INLINE NAME(counters) NAME(start)(const csim_block *block, const uint64_t *addresses,
                                  int64_t position) {
    WORDS address = {addresses[0], addresses[1], addresses[2], addresses[3]};
    return (NAME(counters)){NAME(every)((uint64_t)position), address, address >> 32,
                            NAME(every)(block->step)};
}

INLINE NAME(counters) NAME(mixed)(NAME(counters) x, WORDS key0, WORDS key1) {
    WORDS low = NAME(every)(0xFFFFFFFF);
    WORDS first = (x.a & low) * 0xD2511F53u, second = (x.c & low) * 0xCD9E8D57u;
    return (NAME(counters)){(second >> 32) ^ x.b ^ key0, second, (first >> 32) ^ x.d ^ key1, first};
}

// Works out the first two words at eight addresses (step, prompt, sample, position): two chains
// of operations that do not wait for each other.
INLINE void NAME(draw)(const csim_block *block, const uint64_t *addresses, int64_t position,
                       WORDS *high, WORDS *low) {
    NAME(counters) left = NAME(start)(block, addresses, position);
    NAME(counters) right = NAME(start)(block, addresses + 4, position);
    WORDS key0 = NAME(every)(block->seed), key1 = NAME(every)(block->stream);
    for (int round = 0; round < 10; round++) {
        left = NAME(mixed)(left, key0, key1);
        right = NAME(mixed)(right, key0, key1);
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
    high[0] = left.a, low[0] = left.b;
    high[1] = right.a, low[1] = right.b;
}

// Works out uniform numbers at addresses that differ in their last word.
static void NAME(uniforms)(csim_address address, int64_t count, double *numbers) {
    WORDS key0 = NAME(every)(address.seed), key1 = NAME(every)(address.stream);
    for (int64_t first = 0; first < count; first += 4) {
        NAME(counters) x = {NAME(every)((uint64_t)first) + (WORDS){0, 1, 2, 3},
                            NAME(every)(address.c), NAME(every)(address.b),
                            NAME(every)(address.a)};
        WORDS round0 = key0, round1 = key1, low = NAME(every)(0xFFFFFFFF);
        for (int round = 0; round < 10; round++) {
            x = NAME(mixed)(x, round0, round1);
            round0 += 0x9E3779B9u;
            round1 += 0xBB67AE85u;
        }
        LANES four = NAME(number)(x.a & low) * 0x1p-32 + NAME(number)((x.b & low) >> 11) * 0x1p-53;
        for (int64_t lane = 0; lane < 4 && first + lane < count; lane++)
            numbers[first + lane] = four[lane];
    }
}

// Returns the first token whose running sum is above the number of two words.
static int64_t NAME(exact_token)(const csim_block *block, int64_t context, uint64_t high,
                                 uint64_t low) {
    double number = (double)((high << 32 | (uint32_t)low) >> 11) * 0x1p-53, sum = 0;
    const double *row = block->probabilities + context * block->stride;
    for (int64_t token = 0; token < block->vocabulary - 1; token++) {
        sum += row[token];
        if (number < sum) return token;
    }
    return block->vocabulary - 1;
}

// Returns the same, by counting the sums that are not above: both are compared in 31 bits, and
// exactly where those are equal.
INLINE int64_t NAME(token)(const csim_block *block, int64_t context, uint64_t high, uint64_t low,
                           int64_t stride) {
    int32_t wanted = (int32_t)((uint32_t)high >> 1);
    const int32_t *sums = block->thresholds + context * stride;
    int64_t base = 0;
    while (base + 16 < stride && sums[base + 15] < wanted) base += 16;
    const INTS *rows = (const INTS *)(sums + base);
    INTS left = rows[0], right = rows[1], all = NAME(all_ints)(wanted);
    if (NAME(any)((left == all) | (right == all)))
        return NAME(exact_token)(block, context, high, low);
    return base + NAME(count)(left < all, right < all);
}

// Adds a token to each living response; rows of thresholds have a length of `stride`.
INLINE int64_t NAME(advance_all)(const csim_block *shared, int64_t count, int64_t position,
                                 int64_t stride) {
    const csim_block block = *shared;
    int64_t going = 0;
    for (int64_t first = 0; first < count; first += 8) {
        union {
            WORDS words[2];
            uint64_t numbers[8];
        } high, low;
        NAME(draw)(&block, block.addresses + first, position, high.words, low.words);
        int64_t end = first + 8 < count ? first + 8 : count;
        for (int64_t index = first; index < end; index++) {
            int64_t response = block.alive[index];
            uint64_t address = block.addresses[index];
            csim_place *place = block.places + response * block.row + position;
            int64_t context = place->context;
            int64_t token = NAME(token)(
                &block, context, high.numbers[index - first], low.numbers[index - first], stride);
            int32_t following = block.next[context * block.vocabulary + token];
            uint64_t hash = (block.hashes[response] ^ (uint64_t)(token + 1)) * 0xBF58476D1CE4E5B9;
            block.hashes[response] = hash ^ hash >> 29;
            block.lengths[response] = (int32_t)(position + 1);
            place[0].token = (int32_t)token;
            place[1].context = following;
            // Which responses end cannot be predicted, so nothing branches on it: what is written
            // of one that goes on is written again.
            block.alive[going] = (int32_t)response;
            block.addresses[going] = address;
            going += following >= 0;
        }
    }
    return going;
}

static int64_t NAME(advance)(const csim_block *block, int64_t count, int64_t position) {
    if (block->threshold_stride == 16) return NAME(advance_all)(block, count, position, 16);
    return NAME(advance_all)(block, count, position, block->threshold_stride);
}

// Returns 1 if a number was there before in a response, else 0.
INLINE int64_t NAME(seen)(int64_t *stamps, int64_t number, int64_t stamp) {
    int64_t was_there = stamps[number] == stamp;
    stamps[number] = stamp;
    return was_there;
}

// Returns the same of a pair of tokens, which is hashed.
INLINE int64_t NAME(seen_pair)(const csim_repeats *repeats, uint64_t pair) {
    uint64_t slot = (pair * 0x9E3779B97F4A7C15) >> (64 - repeats->pair_bits);
    while (repeats->pairs[slot] == repeats->stamp) {
        if (repeats->pair_keys[slot] == pair) return 1;
        slot = (slot + 1) & (((uint64_t)1 << repeats->pair_bits) - 1);
    }
    repeats->pairs[slot] = repeats->stamp;
    repeats->pair_keys[slot] = pair;
    return 0;
}

// Counts what a response repeats of itself.
INLINE void NAME(look)(const csim_block *block, csim_repeats *repeats, int64_t response,
                       int64_t sample) {
    const csim_place *places = block->places + response * block->row;
    const csim_place *end = places + block->lengths[response];
    int64_t *contexts = repeats->contexts - repeats->first_context, *pairs = repeats->pairs;
    int64_t stamp = ++repeats->stamp, vocabulary = block->vocabulary;
    int64_t contexts_again = NAME(seen)(contexts, places->context, stamp), pairs_again = 0;
    bool is_hashed = repeats->pair_keys != 0;
    while (++places < end) {
        int64_t pair = places[-1].token * vocabulary + places->token;
        contexts_again += NAME(seen)(contexts, places->context, stamp);
        pairs_again += is_hashed ? NAME(seen_pair)(repeats, (uint64_t)pair)
                                 : NAME(seen)(pairs, pair, stamp);
    }
    repeats->context_repeats[sample] = (int32_t)contexts_again;
    repeats->pair_repeats[sample] = (int32_t)pairs_again;
}

static void NAME(count_repeats)(const csim_block *shared, csim_repeats *counted, int64_t base,
                                int64_t first, int64_t last) {
    const csim_block block = *shared;
    csim_repeats repeats = *counted;
    uint64_t mask = ((uint64_t)1 << repeats.table_bits) - 1;
    for (int64_t sample = first; sample < last; sample++) {
        int64_t response = base + sample, length = block.lengths[response];
        bool is_right = block.places[response * block.row + length].context == block.right;
        uint64_t hash = block.hashes[response], slot = hash >> (64 - repeats.table_bits);
        int32_t earlier;
        while ((earlier = repeats.table[slot]) >= 0 && block.hashes[base + earlier] != hash)
            slot = (slot + 1) & mask;
        if (earlier < 0) {
            earlier = repeats.table[slot] = (int32_t)sample;
            NAME(look)(&block, &repeats, response, sample);
        } else {
            repeats.duplicates++;
        }
        block.is_right[response] = is_right;
        repeats.rights += is_right;
        repeats.tokens += length;
        repeats.contexts_again += repeats.context_repeats[earlier];
        repeats.pairs_again += repeats.pair_repeats[earlier];
    }
    *counted = repeats;
}

static int64_t NAME(merge)(const csim_block *shared, const csim_merging *merging, int64_t first,
                           int64_t last, int64_t known) {
    const csim_block block = *shared;
    const csim_merging merged = *merging;
    for (int64_t response = first; response < last; response++) {
        bool is_right = block.is_right[response];
        double advantage = is_right ? merged.right_advantage : merged.wrong_advantage;
        double share = merged.averages ? 1 / (double)block.lengths[response] : 1;
        int32_t *places = merged.places + (is_right ? merged.cells : 0) - merged.first_cell;
        int64_t start = response * block.row, end = start + block.lengths[response];
        for (int64_t index = start; index < end; index++) {
            int32_t context = block.places[index].context;
            int32_t cell = (int32_t)(context * block.stride + block.places[index].token);
            int64_t place = places[cell];
            csim_entry entry = merged.entries[place];
            // A place is right if what is there says so; what is left from before is not. Equal
            // tokens cannot be predicted, so nothing branches on them.
            bool is_known = (place < known) & (entry.cell == cell) & (entry.advantage == advantage);
            place = is_known ? place : known;
            known += !is_known;
            places[cell] = (int32_t)place;
            merged.entries[place] = (csim_entry){context, cell, (is_known ? entry.count : 0) + 1,
                                                 (is_known ? entry.share : 0) + share, advantage};
        }
    }
    return known;
}
