# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains as `simulate world=graph` does, in loops that Numba compiles: see README.md."""

import numpy as np
from numba import njit

from graph_world import World, main, method_number

METRICS = (
    "entropy acc pass16 greedy held_acc held_greedy length timeout kl_ref rep_context rep_bigram "
    "dup_rate zero_groups ratio_pos ratio_neg weight_pos weight_neg mask_pos mask_neg cap_pos "
    "cap_neg cov_logp_wA grad_norm kl_old").split()
EVALUATED = 9


@njit(cache=True, inline="always")
def uniform(seed, stream, a, b, c, e):
    """Returns a uniform number in [0, 1) by Philox4x32-10."""
    mask, shift = np.uint64(0xFFFFFFFF), np.uint64(32)
    x0, x1, x2, x3 = np.uint64(e), np.uint64(c), np.uint64(b), np.uint64(a)
    key0, key1 = np.uint64(seed), np.uint64(stream)
    for _ in range(10):
        first, second = x0 * np.uint64(0xD2511F53), x2 * np.uint64(0xCD9E8D57)
        x0, x2 = (second >> shift) ^ x1 ^ key0, (first >> shift) ^ x3 ^ key1
        x1, x3 = second & mask, first & mask
        key0, key1 = (key0 + np.uint64(0x9E3779B9)) & mask, (key1 + np.uint64(0xBB67AE85)) & mask
    return np.float64(((x0 << shift) | x1) >> np.uint64(11)) * 2.0**-53


@njit(cache=True)
def softmax(logits, log_policy, policy, c):
    """Works out a context's log-probabilities and probabilities."""
    top, total = logits[c, 0], 0.0
    for v in range(logits.shape[1]):
        top = max(top, logits[c, v])
    for v in range(logits.shape[1]):
        policy[c, v] = np.exp(logits[c, v] - top)
        total += policy[c, v]
    log_total, scale = np.log(total), 1 / total
    for v in range(logits.shape[1]):
        log_policy[c, v] = logits[c, v] - top - log_total
        policy[c, v] *= scale


@njit(cache=True)
def evaluate(following, starts, policy, length, visits, right):
    """Works out visits and chances of ending right; returns the mass that runs out of time."""
    contexts, vocabulary = policy.shape
    mass, new_mass = starts.copy(), np.zeros(contexts)
    new_right = np.zeros(contexts)
    visits[:] = 0
    right[:] = 0
    for _ in range(length):
        new_mass[:] = 0
        for c in range(contexts):
            here, good = mass[c], 0.0
            visits[c] += here
            for v in range(vocabulary):
                target = following[c, v]
                if target >= 0:
                    new_mass[target] += here * policy[c, v]
                    good += policy[c, v] * right[target]
                elif target == -2:
                    good += policy[c, v]
            new_right[c] = good
        mass[:] = new_mass
        right[:] = new_right
    return mass.sum()


@njit(cache=True)
def greedy(following, likeliest, starts, length):
    """Returns the share of starts from which the likeliest tokens end right."""
    count = 0
    for start in starts:
        c = start
        for _ in range(length):
            c = following[c, likeliest[c]]
            if c < 0:
                break
        count += c == -2
    return count / len(starts)


@njit(cache=True)
def sample(following, cumulative, start, seed, step, prompt, tokens, contexts, lengths, is_right):
    """Samples the responses to one prompt."""
    group, length = tokens.shape
    vocabulary = cumulative.shape[1]
    for g in range(group):
        c, lengths[g], is_right[g] = start, length, False
        for t in range(length):
            draw = uniform(seed, 3, step, prompt, g, t)
            v = 0
            while v < vocabulary - 1 and draw >= cumulative[c, v]:
                v += 1
            tokens[g, t], contexts[g, t] = v, c
            c = following[c, v]
            if c < 0:
                lengths[g], is_right[g] = t + 1, c == -2
                break


@njit(cache=True)
def count_repeats(tokens, contexts, lengths, counts):
    """Adds tokens, pairs, repeated contexts, repeated pairs and copies of one group."""
    for g in range(len(lengths)):
        n = lengths[g]
        counts[0] += n
        counts[1] += n - 1
        for t in range(n):
            for s in range(t):
                if contexts[g, s] == contexts[g, t]:
                    counts[2] += 1
                    break
            if t + 1 < n:
                for s in range(t):
                    if tokens[g, s] == tokens[g, t] and tokens[g, s + 1] == tokens[g, t + 1]:
                        counts[3] += 1
                        break
        for other in range(g):
            if lengths[other] == n:
                same = True
                for t in range(n):
                    if tokens[other, t] != tokens[g, t]:
                        same = False
                        break
                if same:
                    counts[4] += 1
                    break


@njit(cache=True, inline="always")
def weigh(method, ratio, good, low, high, cap):
    """Returns a weight, and whether a soft cap bounds it."""
    if (ratio > 1 + high) if good else (ratio < 1 - low):
        return 0.0, False
    if method == 1:
        return 1.0, False
    if method == 3:
        weight = 1 / ratio if good else ratio
        return min(weight, cap), weight > cap
    if not good and ratio > cap:
        return 0.0, False
    return (1.0 if good and method == 2 else ratio), False


@njit(cache=True)
def shuffle(order, seed, step, epoch):
    """Shuffles the prompts."""
    for i in range(len(order)):
        order[i] = i
    for i in range(len(order) - 1, 0, -1):
        j = int(uniform(seed, 4, step, epoch, 0, i) * (i + 1))
        order[i], order[j] = order[j], order[i]


@njit(cache=True)
def update(batch, cells, advantages, first, lengths, logits, log_policy, policy, old, pull,
           is_touched, method, lr, low, high, cap, tally):
    """Makes one update from the tokens of some prompts."""
    vocabulary, tokens, touched = logits.shape[1], 0, []
    for prompt in batch:
        tokens += lengths[prompt]
        for i in range(first[prompt], first[prompt + 1]):
            c, v, advantage = cells[i] // vocabulary, cells[i] % vocabulary, advantages[i]
            if not is_touched[c]:
                is_touched[c] = True
                touched.append(c)
                pull[c] = 0
            ratio = np.exp(min(max(log_policy[c, v] - old[c, v], -20.0), 20.0))
            good = advantage > 0
            weight, is_capped = weigh(method, ratio, good, low, high, cap)
            pull[c, v] += weight * advantage
            side = 0 if good else 5
            tally[side] += 1
            tally[side + 1] += ratio
            tally[side + 2] += weight
            tally[side + 3] += weight == 0
            tally[side + 4] += is_capped
            tally[10] += log_policy[c, v]
            tally[11] += weight * advantage
            tally[12] += log_policy[c, v] * weight * advantage
    squares = 0.0
    for c in touched:
        is_touched[c] = False
        total = pull[c].sum()
        for v in range(vocabulary):
            gradient = (policy[c, v] * total - pull[c, v]) / max(1, tokens)
            squares += gradient * gradient
            logits[c, v] -= lr * gradient
        softmax(logits, log_policy, policy, c)
    tally[13] += np.sqrt(squares)


@njit(cache=True)
def report_tally(tally, updates, row):
    """Puts the means over a step's updates into a row."""
    for side in range(2):
        part = tally[5 * side : 5 * side + 5]
        for k in range(4):
            row[13 + 2 * k + side] = part[k + 1] / part[0] if part[0] else (1.0 if k < 2 else 0.0)
    count = tally[0] + tally[5]
    row[21] = tally[12] / count - tally[10] / count * (tally[11] / count) if count else 0.0
    row[22] = tally[13] / updates


@njit(cache=True)
def train_all(following, training, held_out, initial, seed, method, steps, length, group, epochs,
              minibatches, lr, low, high, cap):
    """Trains one run; returns a table of metrics, a row a step."""
    contexts_count, vocabulary = initial.shape
    prompts = len(training)
    rows = np.zeros((steps + 1, 24))
    logits = initial.copy()
    log_policy, policy = np.empty_like(logits), np.empty_like(logits)
    for c in range(contexts_count):
        softmax(logits, log_policy, policy, c)
    reference = log_policy.copy()
    starts = np.zeros(contexts_count)
    for start in training:
        starts[start] += 1
    visits, right = np.zeros(contexts_count), np.zeros(contexts_count)
    cumulative, likeliest = np.empty_like(logits), np.zeros(contexts_count, np.int64)
    tokens = np.zeros((group, length), np.int64)
    contexts = np.zeros((group, length), np.int64)
    lengths, is_right = np.zeros(group, np.int64), np.zeros(group, np.bool_)
    cells = np.zeros(prompts * group * length, np.int64)
    advantages = np.zeros(prompts * group * length)
    first, totals = np.zeros(prompts + 1, np.int64), np.zeros(prompts, np.int64)
    order = np.zeros(prompts, np.int64)
    pull, is_touched = np.zeros_like(logits), np.zeros(contexts_count, np.bool_)
    for step in range(steps + 1):
        row = rows[step]
        old = log_policy.copy()
        for c in range(contexts_count):
            total, best = 0.0, 0
            for v in range(vocabulary):
                total += policy[c, v]
                cumulative[c, v] = total
                if policy[c, v] > policy[c, best]:
                    best = v
            likeliest[c] = best
        row[7] = evaluate(following, starts, policy, length, visits, right) / prompts
        visited = visits.sum()
        for c in range(contexts_count):
            entropy, divergence = 0.0, 0.0
            for v in range(vocabulary):
                entropy -= policy[c, v] * log_policy[c, v]
                divergence += policy[c, v] * (log_policy[c, v] - reference[c, v])
            row[0] += visits[c] * entropy / visited
            row[8] += visits[c] * divergence / visited
        for start in training:
            row[1] += right[start] / prompts
            row[2] += (1 - (1 - right[start]) ** 16) / prompts
        row[3] = greedy(following, likeliest, training, length)
        for start in held_out:
            row[4] += right[start] / len(held_out)
        row[5] = greedy(following, likeliest, held_out, length)
        row[6] = visited / prompts
        if step == steps:
            break
        counts, zero_groups, kept = np.zeros(5), 0, 0
        for p in range(prompts):
            sample(following, cumulative, training[p], seed, step, p, tokens, contexts, lengths,
                   is_right)
            count_repeats(tokens, contexts, lengths, counts)
            wins, totals[p] = is_right.sum(), lengths.sum()
            if wins == 0 or wins == group:
                zero_groups += 1
            else:
                mean = wins / group
                squares = wins * (1 - mean) ** 2 + (group - wins) * mean**2
                scale = np.sqrt(squares / (group - 1)) + 1e-6
                for g in range(group):
                    for t in range(lengths[g]):
                        cells[kept] = contexts[g, t] * vocabulary + tokens[g, t]
                        advantages[kept] = ((1.0 if is_right[g] else 0.0) - mean) / scale
                        kept += 1
            first[p + 1] = kept
        row[9], row[10] = counts[2] / counts[0], counts[3] / max(1, counts[1])
        row[11], row[12] = counts[4] / (prompts * group), zero_groups / prompts
        tally, size = np.zeros(14), prompts // minibatches
        for epoch in range(epochs):
            shuffle(order, seed, step, epoch)
            for batch in range(minibatches):
                end = prompts if batch == minibatches - 1 else (batch + 1) * size
                update(order[batch * size : end], cells, advantages, first, totals, logits,
                       log_policy, policy, old, pull, is_touched, method, lr, low, high, cap,
                       tally)
        report_tally(tally, epochs * minibatches, row)
        for c in range(contexts_count):
            divergence = 0.0
            for v in range(vocabulary):
                divergence += np.exp(old[c, v]) * (old[c, v] - log_policy[c, v])
            row[23] += visits[c] * divergence / visited
    return rows


def train(config, seed, method):
    """Trains one run and returns its rows."""
    world = World(config, seed)
    table = train_all(
        world.next, world.training, world.held_out, world.logits, seed, method_number(method),
        config["steps"], config["length"], config["group"], config["epochs"],
        config["minibatches"], float(config["lr"]), config["eps_low"], config["eps_high"],
        config["c"])
    rows = [{"step": step, **dict(zip(METRICS, row))} for step, row in enumerate(table)]
    rows[-1] = {name: rows[-1][name] for name in ["step", *METRICS[:EVALUATED]]}
    return rows


if __name__ == "__main__":
    main(train)
