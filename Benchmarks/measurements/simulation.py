# SPDX-License-Identifier: GPL-3.0-or-later
"""`simulate world=graph`: one method, one seed, 150 steps, every step evaluated exactly."""

from series import interleaved, milliseconds
from table import Row

NAME = "simulation"


def measure(stage):
    line = "simulate world=graph methods={} seeds=1 steps=150"
    grpo, aspo = interleaved(
        [stage.flipside(line.format(method)) for method in ("grpo", "aspo")], stage.rounds)
    return [
        Row("simulate world=graph, grpo, CPU", milliseconds(grpo, "cpu"), at_most=250),
        Row("simulate world=graph, aspo, CPU", milliseconds(aspo, "cpu"), at_most=250),
    ]
