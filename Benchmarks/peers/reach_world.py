# SPDX-License-Identifier: GPL-3.0-or-later
"""What the trainers of the world `reach` share: its task, the shipped base, the clock."""

import argparse
import json
import os
import time

import numpy as np

SIGNS = "0123456789>.+-*/"
END, FIRST_OPERATION = 11, 12
PROMPT, LONGEST = 5, 19
PROMPTS, GROUP, EPOCHS, MINIBATCHES = 16, 16, 2, 4
LOW, HIGH, CAP = 0.2, 0.2, 3.0
SIZES = {"small": (32, 4, 1e-4), "large": (48, 6, 2e-4)}
BASES = os.path.join(os.path.dirname(__file__), "..", "..", "Sources", "CTransformer", "bases")


def apply(operation, number):
    """Returns the result of an operation, counted from 0, or None where it is not allowed."""
    if operation == 3 and number % 2:
        return None
    result = (number + 3, number - 5, number * 2, number // 2)[operation]
    return result if 0 <= result < 100 else None


def trained_pairs():
    """Returns the pairs (start, goal) that are two to five operations apart and not held out."""
    pairs = []
    for start in range(100):
        distance, front = {start: 0}, [start]
        while front:
            reached = []
            for number in front:
                for operation in range(4):
                    result = apply(operation, number)
                    if result is not None and result not in distance:
                        distance[result] = distance[number] + 1
                        reached.append(result)
            front = reached
        pairs += [(start, goal) for goal in range(100)
                  if 2 <= distance.get(goal, 99) <= 5 and (31 * start + 17 * goal) % 8]
    return pairs


def prompt(start, goal):
    """Returns the tokens of `start>goal`."""
    return [start // 10, start % 10, 10, goal // 10, goal % 10]


def is_right(start, goal, answer):
    """Returns whether an answer leads from start to goal by true steps, and ends."""
    number, place = start, 0
    while place < len(answer):
        token = answer[place]
        if token == END:
            return number == goal and place > 0
        if token < FIRST_OPERATION or place + 2 >= len(answer):
            return False
        result = 10 * answer[place + 1] + answer[place + 2]
        if max(answer[place + 1 : place + 3]) > 9 or apply(token - 12, number) != result:
            return False
        number, place = result, place + 3
    return False


def advantages(rewards):
    """Returns the advantages of groups, 0 where all rewards of one are equal."""
    groups = np.asarray(rewards, np.float64).reshape(-1, GROUP)
    deviation = groups.std(1, ddof=1, keepdims=True)
    centred = groups - groups.mean(1, keepdims=True)
    return np.where(deviation > 0, centred / (deviation + 1e-6), 0).astype(np.float32)


def shapes(width):
    """Returns names and shapes of the matrices of a network, in the order of its file."""
    layer = [("qkv", (width, 3 * width)), ("o", (width, width)), ("f1", (width, 4 * width)),
             ("f2", (4 * width, width))]
    return ([("e", (16, width)), ("pos", (PROMPT + LONGEST - 1, width))]
            + [(f"{name}{number}", shape) for number in range(2) for name, shape in layer]
            + [("head", (width, 16))])


def base(size):
    """Returns the shipped weights of a size: arrays by name."""
    numbers = np.fromfile(os.path.join(BASES, f"{size}-1.f16"), "<f2").astype(np.float32)
    weights, place = {}, 0
    for name, shape in shapes(SIZES[size][0]):
        count = shape[0] * shape[1]
        weights[name] = numbers[place : place + count].reshape(shape).copy()
        place += count
    return weights


def main(make_trainer):
    """Trains some steps and prints what one takes; a first step only warms up."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=SIZES, default="large")
    parser.add_argument("--steps", type=int, default=10)
    arguments = parser.parse_args()
    trainer = make_trainer(arguments.size)
    pairs, generator = trained_pairs(), np.random.default_rng(1)
    rewards = []
    for step in range(-2, arguments.steps):
        if step == 0:
            seconds, cpu = time.perf_counter(), time.process_time()
        chosen = [pairs[number] for number in generator.integers(len(pairs), size=PROMPTS)]
        rewards.append(trainer.step(chosen, generator))
    print(json.dumps({
        "runs": arguments.steps, "seconds": time.perf_counter() - seconds,
        "cpu": time.process_time() - cpu, "reward": float(np.mean(rewards[2:]))}))
