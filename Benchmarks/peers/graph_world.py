# SPDX-License-Identifier: GPL-3.0-or-later
"""What the NumPy and the Numba yardsticks share: the world `graph`, its random numbers, checks.

The world, the untrained policy, the random numbers and the metrics are those of Flipside's
`simulate world=graph`, so that a run can be compared number by number.
"""

import argparse
import json
import sys
import time

import numpy as np

DEFAULTS = dict(
    types=16, states=32, vocabulary=16, length=16, prompts=64, heldout=64, zipf=0.5, sigma=1.0,
    know=1.0, qknow=0.5, eos_bias=-1.0, group=16, epochs=3, minibatches=4, lr=160.0, steps=150,
    eps_low=0.2, eps_high=0.2, c=3.0)

ENVIRONMENT, INITIAL, ROLLOUT, SHUFFLE, PROMPTS = 1, 2, 3, 4, 5


def philox(seed, stream, a, b, c, e):
    """Returns the four words of Philox4x32-10 at addresses (a, b, c, e), which broadcast."""
    mask = np.uint64(0xFFFFFFFF)
    shift = np.uint64(32)
    words = [np.asarray(w, dtype=np.uint64) for w in np.broadcast_arrays(e, c, b, a)]
    x0, x1, x2, x3 = words
    key0, key1 = seed, stream
    for _ in range(10):
        first, second = x0 * np.uint64(0xD2511F53), x2 * np.uint64(0xCD9E8D57)
        x0, x1, x2, x3 = (
            (second >> shift) ^ x1 ^ np.uint64(key0), second & mask,
            (first >> shift) ^ x3 ^ np.uint64(key1), first & mask)
        key0, key1 = (key0 + 0x9E3779B9) & 0xFFFFFFFF, (key1 + 0xBB67AE85) & 0xFFFFFFFF
    return x0, x1, x2, x3


def fraction(high, low):
    """Returns the upper 53 bits of two words."""
    return ((high << np.uint64(32)) | low) >> np.uint64(11)


def uniform(seed, stream, a, b, c, e):
    """Returns uniform numbers in [0, 1)."""
    x0, x1, _, _ = philox(seed, stream, a, b, c, e)
    return fraction(x0, x1).astype(np.float64) * 2.0**-53


def normal(seed, stream, a, b, c, e):
    """Returns standard normal numbers by Box and Muller's cosine."""
    x0, x1, x2, x3 = philox(seed, stream, a, b, c, e)
    first = (fraction(x0, x1) + np.uint64(1)).astype(np.float64) * 2.0**-53
    second = fraction(x2, x3).astype(np.float64) * 2.0**-53
    return np.sqrt(-2 * np.log(first)) * np.cos(2 * np.pi * second)


def shuffled(seed, stream, count, a, b):
    """Returns 0..<count in a random order by Fisher and Yates' exchanges."""
    order = np.arange(count)
    draws = uniform(seed, stream, a, b, 0, np.arange(count))
    for i in range(count - 1, 0, -1):
        j = int(draws[i] * (i + 1))
        order[i], order[j] = order[j], order[i]
    return order


class World:
    """The world of one seed: moves, right ends, prompts and the untrained logits."""

    def __init__(self, config, seed):
        types, states, vocabulary = config["types"], config["states"], config["vocabulary"]
        cells = np.arange(states * vocabulary)
        draws = uniform(seed, ENVIRONMENT, 0, 0, cells // vocabulary, cells % vocabulary)
        self.delta = (draws * states).astype(np.int64).reshape(states, vocabulary)
        context = np.arange(types * states)
        self.type, self.state = context // states, context % states
        self.next = self.type[:, None] * states + self.delta[self.state]
        self.is_right = self.state % types == self.type
        self.next[:, 0] = np.where(self.is_right, -2, -1)
        distance = self.distances(len(context))
        near = np.flatnonzero((distance >= 1) & (distance <= config["length"] // 2))
        order = near[shuffled(seed, PROMPTS, len(near), 0, 0)]
        self.training = order[: config["prompts"]]
        self.held_out = order[config["prompts"] : config["prompts"] + config["heldout"]]
        self.logits = self.untrained(config, seed, distance)

    def distances(self, contexts):
        """Returns the fewest tokens from each context to one in which ending is right."""
        distance = np.where(self.is_right, 0, contexts + 1)
        while True:
            closer = np.minimum(distance, 1 + distance[self.next[:, 1:]].min(axis=1))
            if np.array_equal(closer, distance):
                return distance
            distance = closer

    def untrained(self, config, seed, distance):
        """Returns the logits before training: noise, a prior on tokens, and some knowledge."""
        contexts, vocabulary = self.next.shape
        prior = np.concatenate(
            [[config["eos_bias"]], -config["zipf"] * np.log(np.arange(1, vocabulary))])
        rows, tokens = np.arange(contexts)[:, None], np.arange(vocabulary)[None, :]
        logits = config["sigma"] * normal(seed, INITIAL, 2, 0, rows, tokens) + prior
        is_known = uniform(seed, INITIAL, 1, 0, 0, np.arange(contexts)) < config["qknow"]
        helps = np.zeros((contexts, vocabulary), dtype=bool)
        helps[:, 0] = distance == 0
        helps[:, 1:] = (distance[self.next[:, 1:]] < distance[:, None]) & (distance > 0)[:, None]
        return logits + config["know"] * (helps & is_known[:, None])


def method_number(name):
    """Returns 0 for grpo, 1 for nois, 2 for posnois and 3 for aspo."""
    return ["grpo", "nois", "posnois", "aspo"].index(name)


def main(train):
    """Runs a yardstick: `train(config, seed, method)` returns one dict of metrics a row."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", metavar="FILE", help="compare with simulate … format=json")
    parser.add_argument("--method", default="grpo")
    parser.add_argument("--seeds", type=int, default=1, help="train seeds 1 to this one")
    parser.add_argument("--steps", type=int, default=150)
    arguments = parser.parse_args()
    if arguments.check:
        sys.exit(check(train, arguments.check))
    config = {**DEFAULTS, "steps": arguments.steps}
    train({**config, "steps": 1}, 1, arguments.method)  # compiles, where there is a compiler
    wall, cpu = time.perf_counter(), time.process_time()
    for seed in range(1, arguments.seeds + 1):
        rows = train(config, seed, arguments.method)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    final = {key: rows[-1][key] for key in ("entropy", "acc", "held_acc")}
    print(json.dumps({"runs": arguments.seeds, "seconds": wall, "cpu": cpu, "final": final}))


# What Flipside counts besides: tokens outside the interval, which needs nothing but the ratios.
MORE = {"out_pos", "out_neg"}


def check(train, path):
    """Compares every run of a file with runs of our own; returns 1 where they differ."""
    worst = 0.0
    with open(path, encoding="utf-8") as file:
        runs = json.load(file)
    for run in runs:
        config = {**DEFAULTS, **{k: v for k, v in run["config"].items() if k in DEFAULTS}}
        rows = train(config, run["seed"], run["method"])
        for expected, row in zip(run["metrics"], rows, strict=True):
            if set(expected) - MORE != set(row):
                print(f"other metrics: {sorted((set(expected) - MORE) ^ set(row))}")
                return 1
            for name in row:
                value = expected[name]
                error = abs(row[name] - value) / (1 + abs(value))
                worst = max(worst, error)
                if not error <= 1e-9:
                    where = f"{run['method']}, seed {run['seed']}, step {expected['step']}"
                    print(f"{where}: {name} is {row[name]!r}, not {value!r}")
                    return 1
    print(f"{len(runs)} runs agree; the largest error is {worst:.1e}")
    return 0
