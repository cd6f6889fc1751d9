// SPDX-License-Identifier: GPL-3.0-or-later
//
// Sampling: random numbers, and the tokens that they choose.

// Eight counters of Philox4x32-10. What is above bit 31 of a word means nothing here: a product
// takes the low words only.
typedef struct {
    WIDE_WORDS a, b, c, d;
} NAME(counters);

INLINE WIDE_WORDS NAME(words_of)(uint64_t x) { return (WIDE_WORDS){x, x, x, x, x, x, x, x}; }

// Mixes counters for the rounds first..<10.
INLINE NAME(counters) NAME(mixed)(NAME(counters) x, uint32_t seed, uint32_t stream, int first) {
    WIDE_WORDS low = NAME(words_of)(0xFFFFFFFF);
#pragma clang loop unroll(full)
    for (int round = first; round < 10; round++) {
        WIDE_WORDS key0 = NAME(words_of)(seed + (uint32_t)round * 0x9E3779B9u);
        WIDE_WORDS key1 = NAME(words_of)(stream + (uint32_t)round * 0xBB67AE85u);
        WIDE_WORDS left = (x.a & low) * 0xD2511F53u, right = (x.c & low) * 0xCD9E8D57u;
        x = (NAME(counters)){(right >> 32) ^ x.b ^ key0, right, (left >> 32) ^ x.d ^ key1, left};
    }
    return x;
}

// The first round mixes prompt and sample only with each other, and step and position only with
// each other, so that it is done once a response. Returns the first word below the second.
INLINE uint64_t NAME(opening)(const csim_block *block, uint64_t prompt, uint64_t sample) {
    uint64_t right = prompt * 0xCD9E8D57u;
    return right << 32 | (uint32_t)((right >> 32) ^ sample ^ block->seed);
}

// The first two words of eight counters.
typedef struct {
    union {
        WIDE_WORDS words;
        uint64_t numbers[8];
    } high, low;
} NAME(drawn);

// Works out those of opened addresses at a position.
INLINE void NAME(draw)(const csim_block *block, const uint64_t *openings, int64_t position,
                       NAME(drawn) *drawn) {
    uint64_t left = (uint64_t)position * 0xD2511F53u;
    WIDE_WORDS opening = *(const NAME(any_words) *)openings;
    NAME(counters) x = {opening, opening >> 32,
                        NAME(words_of)((left >> 32) ^ block->step ^ block->stream),
                        NAME(words_of)(left)};
    x = NAME(mixed)(x, block->seed, block->stream, 1);
    drawn->high.words = x.a, drawn->low.words = x.b;
}

// Puts the responses to some prompts at their starts.
static void NAME(begin)(const csim_block *shared, const int32_t *starts, int64_t first,
                        int64_t prompts, int64_t size) {
    const csim_block block = *shared;
    int64_t response = 0;
    for (int64_t prompt = first; prompt < first + prompts; prompt++) {
        for (int64_t sample = 0; sample < size; sample++, response++) {
            block.places[response * block.row].context = starts[prompt];
            block.hashes[response] = 0x9E3779B97F4A7C15;
            block.alive[response] = (int32_t)response;
            block.openings[response] = NAME(opening)(&block, (uint32_t)prompt, (uint32_t)sample);
        }
    }
}

// Works out uniform numbers at addresses that differ in their last word.
static void NAME(uniforms)(csim_address address, int64_t count, double *numbers) {
    for (int64_t first = 0; first < count; first += 8) {
        NAME(counters) x = {NAME(words_of)((uint64_t)first) + (WIDE_WORDS){0, 1, 2, 3, 4, 5, 6, 7},
                            NAME(words_of)(address.c), NAME(words_of)(address.b),
                            NAME(words_of)(address.a)};
        x = NAME(mixed)(x, address.seed, address.stream, 0);
        for (int64_t lane = 0; lane < 8 && first + lane < count; lane++)
            numbers[first + lane] =
                (double)(x.a[lane] << 32 >> 11 | (uint32_t)x.b[lane] >> 11) * 0x1p-53;
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
    int64_t token = base + NAME(count_below)(sums + base, wanted);
    return sums[token] == wanted ? NAME(exact_token)(block, context, high, low) : token;
}

// Adds a token to each living response; rows of thresholds have a length of `stride`.
INLINE int64_t NAME(advance_all)(const csim_block *shared, int64_t count, int64_t position,
                                 int64_t stride) {
    const csim_block block = *shared;
    int64_t going = 0;
    NAME(drawn) both[2];
    NAME(draw)(&block, block.openings, position, &both[0]);
    for (int64_t first = 0; first < count; first += 8) {
        // Drawing takes long: the next numbers are begun before these are used.
        const NAME(drawn) *drawn = &both[first / 8 % 2];
        NAME(draw)(&block, block.openings + first + 8, position, &both[first / 8 % 2 ^ 1]);
        int64_t end = first + 8 < count ? first + 8 : count;
        for (int64_t index = first; index < end; index++) {
            int64_t response = block.alive[index];
            uint64_t opening = block.openings[index];
            csim_place *place = block.places + response * block.row + position;
            int64_t context = place->context;
            int64_t token = NAME(token)(&block, context, drawn->high.numbers[index - first],
                                        drawn->low.numbers[index - first], stride);
            int32_t following = block.next[context * block.vocabulary + token];
            uint64_t hash = (block.hashes[response] ^ (uint64_t)(token + 1)) * 0xBF58476D1CE4E5B9;
            block.hashes[response] = hash ^ hash >> 29;
            block.lengths[response] = (int32_t)(position + 1);
            place[0].token = (int32_t)token;
            place[1].context = following;
            // Which responses end cannot be predicted, so nothing branches on it: what is written
            // of one that goes on is written again.
            block.alive[going] = (int32_t)response;
            block.openings[going] = opening;
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
INLINE void NAME(look)(const csim_block *block, const csim_repeats *repeats, int64_t response,
                       int64_t sample, bool is_hashed) {
    const csim_place *places = block->places + response * block->row;
    const csim_place *end = places + block->lengths[response];
    int64_t *contexts = repeats->contexts - repeats->first_context, *pairs = repeats->pairs;
    int64_t stamp = repeats->stamp, vocabulary = block->vocabulary, before = places->token;
    int64_t contexts_again = NAME(seen)(contexts, places->context, stamp), pairs_again = 0;
    while (++places < end) {
        int64_t pair = before * vocabulary + places->token;
        before = places->token;
        contexts_again += NAME(seen)(contexts, places->context, stamp);
        pairs_again += is_hashed ? NAME(seen_pair)(repeats, (uint64_t)pair)
                                 : NAME(seen)(pairs, pair, stamp);
    }
    repeats->context_repeats[sample] = (int32_t)contexts_again;
    repeats->pair_repeats[sample] = (int32_t)pairs_again;
}

// Does the work of count_repeats.
INLINE void NAME(count_group)(const csim_block *shared, csim_repeats *counted, int64_t base,
                              int64_t first, int64_t last, bool is_hashed) {
    const csim_block block = *shared;
    csim_repeats repeats = *counted;
    uint64_t mask = ((uint64_t)1 << repeats.table_bits) - 1;
    int64_t tokens = 0, rights = 0, contexts_again = 0, pairs_again = 0, duplicates = 0;
    for (int64_t sample = first; sample < last; sample++) {
        int64_t response = base + sample, length = block.lengths[response];
        bool is_right = block.places[response * block.row + length].context == block.right;
        uint64_t hash = block.hashes[response], slot = hash >> (64 - repeats.table_bits);
        int32_t earlier;
        while ((earlier = repeats.table[slot]) >= 0 && block.hashes[base + earlier] != hash)
            slot = (slot + 1) & mask;
        block.is_right[response] = is_right;
        rights += is_right;
        tokens += length;
        if (earlier < 0) {
            earlier = repeats.table[slot] = (int32_t)sample;
            repeats.stamp++;
            NAME(look)(&block, &repeats, response, sample, is_hashed);
        } else {
            duplicates++;
        }
        contexts_again += repeats.context_repeats[earlier];
        pairs_again += repeats.pair_repeats[earlier];
    }
    counted->stamp = repeats.stamp;
    counted->tokens += tokens;
    counted->rights += rights;
    counted->contexts_again += contexts_again;
    counted->pairs_again += pairs_again;
    counted->duplicates += duplicates;
}

static void NAME(count_repeats)(const csim_block *block, csim_repeats *repeats, int64_t base,
                                int64_t first, int64_t last) {
    if (repeats->pair_keys) NAME(count_group)(block, repeats, base, first, last, true);
    else NAME(count_group)(block, repeats, base, first, last, false);
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
