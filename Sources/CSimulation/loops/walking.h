// SPDX-License-Identifier: GPL-3.0-or-later
//
// Evaluation: a token forward, and a token backward.

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
