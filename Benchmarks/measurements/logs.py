# SPDX-License-Identifier: GPL-3.0-or-later
"""`load` of a log of 100 MB, made by repeating the small one of assets/logs."""

import os

from series import Series, interleaved
from table import Row

NAME = "logs"
SIZE = 100_000_000


def measure(stage):
    path = stage.path("large.csv")
    size = write_log(os.path.join(stage.root, "assets", "logs", "tiny-grpo-tokens.csv"), path)
    (samples,) = interleaved([stage.flipside(f"load {path}")], max(3, stage.rounds // 3), warm_up=1)
    os.remove(path)
    rates = {
        kind: Series(tuple(size / 1e6 / getattr(sample, kind) for sample in samples))
        for kind in ("cpu", "wall")
    }
    return [
        Row("load of a 100 MB log, by CPU time", rates["cpu"], unit="MB/s", digits=0),
        Row("load of a 100 MB log, by the clock", rates["wall"], unit="MB/s", digits=0),
    ]


def write_log(small, path):
    """Writes the small log's rows again and again under its heading; returns the size in bytes."""
    with open(small, "rb") as source:
        heading, rows = source.readline(), source.read()
    with open(path, "wb") as file:
        size = file.write(heading)
        while size < SIZE:
            size += file.write(rows)
    return size
