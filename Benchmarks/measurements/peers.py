# SPDX-License-Identifier: GPL-3.0-or-later
"""Training the world `graph` with every metric at every step, beside others that do the same.

All are pinned to one core and train the same seeds. The peers time themselves, after importing
and compiling; of Flipside counts what it takes above a process that trains a single step.
"""

import subprocess
import sys
from dataclasses import dataclass
from typing import Callable

from processes import Unmeasurable
from series import difference, interleaved, milliseconds
from table import Row

NAME = "peers"
SEEDS = 4


@dataclass(frozen=True)
class Peer:
    """A program that trains as we do, and how many times its time we may take.

    Above `undone` times its time the thing does not count as done. `words` returns its command
    for a stage, `check` the command that compares it with a file of runs.
    """

    name: str
    demanded: float
    undone: float
    words: Callable
    check: Callable


def python(file, name, demanded, undone):
    """Returns a peer that is a Python program of the folder `peers`."""
    words = lambda stage: [sys.executable, "-B", stage.peer(file)]  # noqa: E731
    check = lambda stage, path: [*words(stage), "--check", path]  # noqa: E731
    return Peer(name, demanded, undone, words, check)


PEERS = [
    python("graph_numpy.py", "NumPy", 1 / 24, 1 / 15),
    python("graph_numba.py", "Numba", 1 / 3.5, 1 / 2.2),
    Peer(
        "tuned C", 1 / 0.8, 1 / 0.5, lambda stage: [stage.tuned],
        lambda stage, path: [
            sys.executable, "-B", stage.peer("graph_tuned.py"), stage.tuned, path]),
]


def measure(stage):
    check(stage)
    training = f"simulate preset=graph-paper methods=grpo seeds={SEEDS}"
    contenders = [stage.training(), stage.training(training)]
    contenders += [stage.timed(*peer.words(stage), "--seeds", str(SEEDS)) for peer in PEERS]
    rounds = max(3, stage.rounds // 3)
    alone, together, *others = interleaved(contenders, rounds, warm_up=1)
    ours = difference(together, alone, "cpu", parts=SEEDS)
    return [
        Row(
            f"a run of graph-paper beside {peer.name}, CPU", ours, peer_name=peer.name,
            peer=milliseconds(samples, "cpu"), times_peer=peer.demanded, undone=peer.undone)
        for peer, samples in zip(PEERS, others)
    ]


def check(stage):
    """Raises Unmeasurable where a peer does not get the numbers that Flipside gets."""
    path = stage.path("runs.json")
    training = "simulate preset=graph-paper methods=grpo,aspo seeds=1"
    stage.flipside(f"{training} format=json out={path}")()
    for peer in PEERS:
        done = subprocess.run(
            peer.check(stage, path), env=stage.environment, capture_output=True, text=True)
        if done.returncode != 0:
            raise Unmeasurable(f"{peer.name} does other work: {done.stdout}{done.stderr}".strip())
