# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures of two panels, 1620 by 648 pixels, beside matplotlib's and gnuplot's."""

import os

from series import Series, interleaved, megabytes, milliseconds
from table import Row

NAME = "figure"

# How many figures are drawn in one process, and how many in the one that it is compared with.
MANY, FEW = 12, 2


def measure(stage):
    return [*against_matplotlib(stage), *against_gnuplot(stage), *one_more(stage)]


def ours(stage, ending, count=1):
    """Returns a contender: the program, drawing figures as people would type them."""
    line = f"plot weight out={stage.path('ours.' + ending)} force=yes"
    if count == 1:
        return stage.command(stage.program, *line.split())
    return stage.flipside(*[line] * count)


def matplotlib(stage, count=1):
    """Returns a contender: matplotlib, drawing PNGs."""
    return stage.python("weight_figure.py", stage.path("matplotlib.png"), str(count))


def gnuplot(stage, ending):
    """Returns a contender: gnuplot, drawing one figure."""
    script = os.path.join(stage.root, "Benchmarks", "peers", "weight_figure.gnuplot")
    file = stage.path("gnuplot." + ending)
    return stage.command(stage.find("gnuplot"), "-e", f"file='{file}'", script)


def against_matplotlib(stage):
    """Returns the rows of one PNG beside matplotlib's, and of the memory that it takes."""
    mine, peer = interleaved([ours(stage, "png"), matplotlib(stage)], stage.rounds)
    return [
        Row(
            "one PNG, CPU of the process", milliseconds(mine, "cpu"), peer_name="matplotlib",
            peer=milliseconds(peer, "cpu"), at_most=60, times_peer=1 / 25),
        Row(
            "one PNG, time", milliseconds(mine, "wall"), peer_name="matplotlib",
            peer=milliseconds(peer, "wall")),
        Row(
            "one PNG, most memory", megabytes(mine), unit="MB", peer_name="matplotlib",
            peer=megabytes(peer), at_most=30),
    ]


def against_gnuplot(stage):
    """Returns a row for each kind of file beside gnuplot's."""
    demands = {"png": 3, "svg": 2, "pdf": 2}
    samples = interleaved(
        [make(stage, ending) for ending in demands for make in (ours, gnuplot)], stage.rounds)
    return [
        Row(
            f"one {ending.upper()}, CPU of the process", milliseconds(mine, "cpu"),
            peer_name="gnuplot", peer=milliseconds(peer, "cpu"),
            times_peer=1 / demands[ending])
        for ending, mine, peer in zip(demands, samples[::2], samples[1::2])
    ]


def one_more(stage):
    """Returns the row of one more PNG in a process that has drawn some, beside matplotlib's."""
    many, few, peer_many, peer_few = interleaved(
        [make(stage, count) for make in (pngs, matplotlib) for count in (MANY, FEW)],
        max(1, stage.rounds // 3))
    return [
        Row(
            "one more PNG in a process, CPU", share(many, few), peer_name="matplotlib",
            peer=share(peer_many, peer_few), times_peer=1 / 12)
    ]


def pngs(stage, count):
    """Returns a contender: the program, drawing PNGs."""
    return ours(stage, "png", count)


def share(many, few):
    """Returns the Series of what each figure took that one process draws more than another."""
    return Series(
        tuple((one.cpu - other.cpu) * 1e3 / (MANY - FEW) for one, other in zip(many, few)))
