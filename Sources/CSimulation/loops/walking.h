// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evaluation: tokens forward, and as many backward.

// Returns a sum over the edges of a state: of what is at their other ends times their probability.
INLINE LANES NAME(gathered)(LANES sum, const int32_t *starts, const int32_t *ends, int64_t state,
                            const LANES *probability, const LANES *numbers) {
    for (int32_t edge = starts[state]; edge < starts[state + 1]; edge++)
        sum += numbers[ends[edge]] * probability[edge];
    return sum;
}

static void NAME(walk)(const csim_walk *shared, int64_t steps) {
    const csim_walk walk = *shared;
    LANES *visits = (LANES *)walk.visits, *mass = (LANES *)walk.mass;
    LANES *next_mass = (LANES *)walk.next_mass, *right = (LANES *)walk.right;
    LANES *next_right = (LANES *)walk.next_right, *kept;
    for (int64_t step = 0; step < steps; step++) {
        for (int64_t state = 0; state < walk.states; state++) {
            visits[state] += mass[state];
            next_mass[state] = NAME(gathered)(
                NAME(all)(0), walk.arrival_starts, walk.arrival_sources, state,
                (const LANES *)walk.arrival, mass);
            next_right[state] = NAME(gathered)(
                ((const LANES *)walk.ends_right)[state], walk.starts, walk.targets, state,
                (const LANES *)walk.edge, right);
        }
        kept = mass, mass = next_mass, next_mass = kept;
        kept = right, right = next_right, next_right = kept;
    }
    if (steps % 2 == 0) return;
    for (int64_t state = 0; state < walk.states; state++) {
        next_mass[state] = mass[state];
        next_right[state] = right[state];
    }
}

// Returns four numbers of as many tables.
INLINE LANES NAME(across)(const csim_walk *walk, int64_t index) {
    return (LANES){walk->sources[0][index], walk->sources[1][index], walk->sources[2][index],
                   walk->sources[3][index]};
}

static void NAME(load)(const csim_walk *shared) {
    const csim_walk walk = *shared;
    LANES *edge = (LANES *)walk.edge, *arrival = (LANES *)walk.arrival;
    int64_t edges = walk.starts[walk.states];
    for (int64_t index = 0; index < edges; index++) edge[index] = NAME(across)(&walk, index);
    for (int64_t index = 0; index < edges; index++)
        arrival[index] = edge[walk.arrival_edges[index]];
}
