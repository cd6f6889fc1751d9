# SPDX-License-Identifier: GPL-3.0-or-later
"""The kernel of notebooks, all notebooks of the folder, and completion in shells."""

import os
import sys

from series import interleaved, milliseconds
from table import Row

NAME = "notebooks"


def measure(stage):
    installation = ["jupyter", "install", "--prefix", sys.prefix, "--python", sys.executable]
    stage.command(stage.program, *installation)()
    few = max(3, stage.rounds // 3)
    ready, command, all_notebooks = (
        interleaved([contender], rounds, warm_up=1)[0]
        for contender, rounds in [
            (stage.timed(sys.executable, "-B", kernel_user(stage), "ready"), few),
            (stage.timed(sys.executable, "-B", kernel_user(stage), "command"), few),
            (stage.command(sys.executable, "-B", runner(stage)), 1),
        ])
    (completion,) = interleaved(
        [stage.command(stage.program, "--complete", "--", "plot", "w")], stage.rounds)
    return [
        Row("kernel ready for the first cell, time", milliseconds(ready, "wall"), at_most=2000),
        Row("a cell with one command, time", milliseconds(command, "wall"), at_most=10),
        Row("all seven notebooks, time", milliseconds(all_notebooks, "wall"), at_most=40_000),
        Row("what a shell calls for Tab, time", milliseconds(completion, "wall"), at_most=30),
    ]


def kernel_user(stage):
    """Returns the path of what uses the kernel and times it."""
    return os.path.join(stage.root, "Benchmarks", "kernel_user.py")


def runner(stage):
    """Returns the path of what runs all notebooks."""
    return os.path.join(stage.root, "notebooks", "run.py")
