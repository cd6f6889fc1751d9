# SPDX-License-Identifier: GPL-3.0-or-later
"""`simulate world=graph`, 150 steps, every step evaluated exactly.

One run of a method, a typed rule beside the same rule built in, a rule on responses with an engine
and a correction for it beside grpo, the default screen on one core, and on two beside one.
"""

import machine
from series import difference, interleaved, milliseconds
from table import Row

NAME = "simulation"
SCREEN = "simulate preset=graph-paper methods=grpo,aspo seeds=10"

# What `aspo` computes, typed: the same weights to the last digits, and so the same runs.
TYPED = (
    "rule flip = if A > 0 then (if r > 1+eps_high then 0 else min(1/r, c)) "
    "else (if r < 1-eps_low then 0 else min(r, c))")
SEEDS = 5

# One on tokens, one on responses.
CORRECTIONS = ("tis", "seq-tis")


def measure(stage):
    return methods(stage) + typed(stage) + corrected(stage) + screen(stage)


def methods(stage):
    """One process that trains one run."""
    line = "simulate world=graph methods={} seeds=1 steps=150"
    grpo, aspo = interleaved(
        [stage.flipside(line.format(method)) for method in ("grpo", "aspo")], stage.rounds)
    return [
        Row("simulate world=graph, grpo, CPU", milliseconds(grpo, "cpu"), at_most=250),
        Row("simulate world=graph, aspo, CPU", milliseconds(aspo, "cpu"), at_most=250),
    ]


def typed(stage):
    """A run of a typed rule; both processes read the rule, so that only training differs."""
    line = f"simulate preset=graph-paper methods={{}} seeds={SEEDS}"
    alone, rule, built_in = interleaved(
        [
            stage.training(TYPED),
            stage.training(TYPED, line.format("flip")),
            stage.training(TYPED, line.format("aspo")),
        ],
        stage.rounds)
    return [
        Row(
            "a run of aspo as a typed rule, CPU", difference(rule, alone, "cpu", parts=SEEDS),
            peer_name="built in", peer=difference(built_in, alone, "cpu", parts=SEEDS),
            times_peer=1.3)
    ]


def corrected(stage):
    """A run of a rule on responses whose engine differs, with a correction; beside plain grpo."""
    line = f"simulate preset=graph-paper methods={{}} seeds={SEEDS}"
    lines = [line.format("grpo")] + [
        line.format("gspo") + f" rollout=temperature:0.9 correction={name}"
        for name in CORRECTIONS]
    alone, grpo, *others = interleaved(
        [stage.training(TYPED)] + [stage.training(TYPED, line) for line in lines], stage.rounds)
    return [
        Row(
            f"a run of gspo with rollout= and correction={name}, CPU",
            difference(other, alone, "cpu", parts=SEEDS), peer_name="grpo",
            peer=difference(grpo, alone, "cpu", parts=SEEDS), times_peer=1.5)
        for name, other in zip(CORRECTIONS, others)
    ]


def screen(stage):
    """The default screen; that two cores help shows only where nobody else takes one."""
    before = machine.busy_seconds()
    one, two = interleaved(
        [stage.flipside_on(stage.cores(count), SCREEN) for count in (1, 2)],
        max(3, stage.rounds // 3), warm_up=0)
    samples = one + two
    others = machine.busy_seconds() - before - sum(sample.cpu for sample in samples)
    is_free = others < 0.05 * sum(sample.wall for sample in samples)
    return [
        Row(
            "grpo and aspo, 10 seeds, one core, CPU", milliseconds(one, "cpu"), digits=0,
            at_most=1000),
        Row(
            "grpo and aspo, 10 seeds, two cores, time" + ("" if is_free else ", cores not free"),
            milliseconds(two, "wall"), digits=0, peer_name="one core",
            peer=milliseconds(one, "wall"), times_peer=1 / 1.8 if is_free else None),
    ]
