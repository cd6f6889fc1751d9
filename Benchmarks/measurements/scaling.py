# SPDX-License-Identifier: GPL-3.0-or-later
"""What a run of the world `graph` costs beside one of the default size: V, S, P, G, seeds.

30 steps of one seed on one core: the early steps, in which most contexts change, cost most. What
a process takes that trains a single step is taken off.
"""

from series import difference, interleaved
from table import Row

NAME = "scaling"
STEPS = 30

# What is set, and how many times the default's cost it may have. The largest are a hundred times
# the default; so many prompts need more states.
CASES = [
    ("vocabulary=4", None),
    ("vocabulary=64", 3.5),
    ("vocabulary=256", None),
    ("vocabulary=1600", None),
    ("states=16", None),
    ("states=64", 2.2),
    ("states=128", None),
    ("states=3200", None),
    ("prompts=16", None),
    ("prompts=256", None),
    ("prompts=6400 states=512", None),
    ("group=4", None),
    ("group=64", None),
    ("group=1600", None),
]

# How many seeds, of few steps each; one must cost what one of ten costs.
SEEDS = [1, 100, 1000]
SEED_STEPS = 3
LINEAR = 1.2


def measure(stage):
    return sizes(stage) + seeds(stage)


def sizes(stage):
    """Each case beside the default size."""
    line = f"simulate preset=graph-paper methods=grpo seeds=1 steps={STEPS} {{}}"
    names = [name for name, _ in CASES]
    alone, base, *others = measured(stage, [line.format(name) for name in ["", *names]])
    default = difference(base, alone, "cpu")
    return [
        Row(
            f"30 steps with {name}, CPU", difference(samples, alone, "cpu"), peer_name="default",
            peer=default, times_peer=demanded)
        for (name, demanded), samples in zip(CASES, others)
    ]


def seeds(stage):
    """One of many seeds beside one of ten."""
    line = f"simulate preset=graph-paper methods=grpo steps={SEED_STEPS} seeds={{}}"
    alone, ten, *others = measured(stage, [line.format(f"1..{count}") for count in [10, *SEEDS]])
    default = difference(ten, alone, "cpu", parts=10)
    return [
        Row(
            f"a seed of {count:,}, {SEED_STEPS} steps, CPU",
            difference(samples, alone, "cpu", parts=count), digits=2, peer_name="a seed of 10",
            peer=default, times_peer=LINEAR if count > 1 else None)
        for count, samples in zip(SEEDS, others)
    ]


def measured(stage, lines):
    """Returns the Samples of a process that trains a step, and of one that runs each line too."""
    contenders = [stage.training()] + [stage.training(line) for line in lines]
    return interleaved(contenders, max(3, stage.rounds // 5), warm_up=1)
