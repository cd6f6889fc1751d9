# SPDX-License-Identifier: GPL-3.0-or-later
"""`simulate world=reach`: a transformer trained by reinforcement, beside PyTorch and JAX.

All are pinned to one core. Of Flipside a step counts what a process takes above one that trains
fewer steps; both evaluate before the first and after the last. The peers time their steps
themselves, after compiling, and evaluate nothing.
"""

import importlib.util

import machine
from series import difference, interleaved, megabytes, milliseconds
from table import Row

NAME = "reach"
STEPS = 10
LINE = "simulate world=reach size={} methods=grpo seeds={} steps={} every=1000"

# The most ms of a step of a size, and the most times the peers' time.
SIZES = {
    "small": (30, {"PyTorch": 1 / 4, "JAX": 1 / 2.7}),
    "large": (60, {"PyTorch": 1 / 3, "JAX": 1 / 2}),
}
PEERS = {"PyTorch": ("torch", "reach_torch.py"), "JAX": ("jax", "reach_jax.py")}


def measure(stage):
    return [row for size in SIZES for row in steps(stage, size)] + runs(stage) + cores(stage)


def steps(stage, size):
    """One step beside those of the peers that are installed."""
    peers = [name for name in PEERS if importlib.util.find_spec(PEERS[name][0])]
    core = stage.cores(1)
    few, many, *others = interleaved(
        [stage.flipside_on(core, LINE.format(size, 1, count)) for count in (1, 1 + STEPS)]
        + [stage.python_timed(PEERS[name][1], "--size", size, "--steps", str(STEPS))
           for name in peers],
        max(3, stage.rounds // 3), warm_up=1)
    ours = difference(many, few, "cpu", parts=STEPS)
    at_most, demanded = SIZES[size]
    return [Row(f"a step of world=reach, {size}, CPU", ours, at_most=at_most)] + [
        Row(
            f"a step of world=reach, {size}, beside {name}, CPU", ours, peer_name=name,
            peer=milliseconds(samples, "cpu"), times_peer=demanded[name])
        for name, samples in zip(peers, others)
    ]


def runs(stage):
    """A whole run with its seven evaluations, and its memory: all, and above the bare program."""
    rows = []
    bare, = interleaved([stage.flipside_on(stage.cores(1), "version")], 3, warm_up=0)
    for size, at_most in (("small", 5500), ("large", 11000)):
        line = f"simulate world=reach size={size} methods=grpo seeds=1 steps=150"
        samples, = interleaved([stage.flipside_on(stage.cores(1), line)], 3, warm_up=0)
        what = f"a run of world=reach, {size}, 150 steps"
        rows += [
            Row(f"{what}, CPU", milliseconds(samples, "cpu"), digits=0, at_most=at_most),
            Row(
                f"{what}, most memory", megabytes(samples), "MB", peer_name="only started",
                peer=megabytes(bare), at_most=24),
        ]
    return rows


def cores(stage):
    """Four seeds on two cores beside one; it shows only where nobody else takes one."""
    before = machine.busy_seconds()
    line = LINE.format("small", 4, STEPS)
    one, two = interleaved(
        [stage.flipside_on(stage.cores(count), line) for count in (1, 2)], 3, warm_up=1)
    others = machine.busy_seconds() - before - sum(sample.cpu for sample in one + two)
    is_free = others < 0.05 * sum(sample.wall for sample in one + two)
    return [
        Row(
            "four seeds of world=reach, two cores, time" + ("" if is_free else ", cores not free"),
            milliseconds(two, "wall"), digits=0, peer_name="one core",
            peer=milliseconds(one, "wall"), times_peer=1 / 1.85 if is_free else None)
    ]
