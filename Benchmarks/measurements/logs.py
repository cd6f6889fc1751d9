# SPDX-License-Identifier: GPL-3.0-or-later
"""`load` and `reweigh` of large logs, beside polars and DuckDB; the small log again and again."""

import csv
import io
import json
import os
import sys

from processes import Unmeasurable
from series import Series, interleaved, megabytes, milliseconds
from table import Row

NAME = "logs"
SIZE = 300_000_000
SMALL = 2_000_000
PEERS = {"polars": {"csv": 3, "rows": 2.5, "arrays": 4}, "DuckDB": {"csv": 4, "rows": 1.7, "arrays": 2.4}}
REWEIGH = "reweigh methods=grpo,aspo format=json"


def measure(stage):
    rows = []
    for kind in ("csv", "rows", "arrays"):
        path = stage.path(f"large.{'csv' if kind == 'csv' else 'jsonl'}")
        size = write_log(stage, path, kind, SIZE)
        check(stage, path, kind)
        rows += against_peers(stage, path, kind, size)
        if kind == "csv":
            rows += [two_cores(stage, path), *small(stage)]
        os.remove(path)
    return rows


def ours(stage, path):
    """Returns a contender: the program on one core, reading and weighing a log."""
    return stage.flipside_on(stage.cores(1), f"load {path}", REWEIGH)


def peer(stage, name, path, kind):
    """Returns a contender: a peer on one core."""
    return stage.python(f"log_{name.lower()}.py", path, kind, cores=stage.cores(1))


def against_peers(stage, path, kind, size):
    """Returns a row a peer: CPU of the whole process, load and reweigh together."""
    mine, *others = interleaved(
        [ours(stage, path), *[peer(stage, name, path, kind) for name in PEERS]],
        max(3, stage.rounds // 3), warm_up=1)
    what = f"load and reweigh of {size / 1e6:.0f} MB, {kind}"
    rows = [
        Row(
            f"{what}, CPU", milliseconds(mine, "cpu"), peer_name=name,
            peer=milliseconds(found, "cpu"), times_peer=1 / demands[kind], digits=0)
        for (name, demands), found in zip(PEERS.items(), others)
    ]
    rate = Series(tuple(size / 1e6 / sample.cpu for sample in mine))
    return rows + [
        Row(f"{what}, by CPU time", rate, unit="MB/s", digits=0),
        Row(f"{what}, most memory", megabytes(mine), unit="MB", at_most=32),
    ]


def two_cores(stage, path):
    """Returns the row of two cores beside one, by the clock."""
    lines = (f"load {path}", REWEIGH)
    two, one = interleaved(
        [stage.flipside_on(stage.cores(count), *lines) for count in (2, 1)],
        max(3, stage.rounds // 3), warm_up=1)
    return Row(
        "load and reweigh, csv, two cores, time", milliseconds(two, "wall"), peer_name="one core",
        peer=milliseconds(one, "wall"), times_peer=1 / 1.8, digits=0)


def small(stage):
    """Returns the row of a log of 2 MB."""
    path = stage.path("small.csv")
    write_log(stage, path, "csv", SMALL)
    (mine,) = interleaved([ours(stage, path)], stage.rounds)
    return [Row("load and reweigh of 2 MB, CPU", milliseconds(mine, "cpu"), at_most=30)]


def check(stage, path, kind):
    """Raises Unmeasurable where a peer gives other numbers than the program, beyond 1e-9."""
    wanted = stage.records(stage.program, "--json", "-c", f"load {path}", "-c", REWEIGH)
    for name in PEERS:
        script = stage.peer(f"log_{name.lower()}.py")
        found = stage.records(sys.executable, "-B", script, path, kind)
        for mine, theirs in zip(wanted, found):
            for key, value in theirs.items():
                if not agree(mine[key], value, 1e-4 if key == "ratio_median" else 1e-9):
                    raise Unmeasurable(f"{name} has another {key} of {kind}: {value}")


def agree(mine, theirs, tolerance):
    if isinstance(theirs, str):
        return mine == theirs
    mine, theirs = ([x] if not isinstance(x, list) else x for x in (mine, theirs))
    return all(abs(a - b) <= tolerance * max(1e-3, abs(b)) for a, b in zip(mine, theirs))


def write_log(stage, path, kind, size):
    """Writes the small log again and again, in one of three forms; returns the size in bytes."""
    with open(os.path.join(stage.root, "assets", "logs", "tiny-grpo-tokens.csv")) as source:
        text = source.read()
    heading, rows = text.split("\n", 1)
    if kind != "csv":
        heading, rows = None, objects(text, kind)
    rows = rows.encode()
    with open(path, "wb") as file:
        written = file.write(f"{heading}\n".encode()) if heading else 0
        while written < size:
            written += file.write(rows)
    return written


def objects(text, kind):
    """Returns the log as JSON lines, an object a token or a response."""
    records = [
        {name: number(value) for name, value in row.items()}
        for row in csv.DictReader(io.StringIO(text))
    ]
    if kind == "arrays":
        records = responses(records)
    return "".join(json.dumps(record) + "\n" for record in records)


def responses(records):
    """Returns an object a response, with arrays of what its tokens differ in."""
    shared = ("step", "epoch", "minibatch", "prompt_id", "response_id", "advantage", "reward")
    groups = {}
    for record in records:
        groups.setdefault(tuple(record[name] for name in shared), []).append(record)
    return [
        dict(zip(shared, key))
        | {name: [record[name] for record in group] for name in group[0] if name not in shared}
        for key, group in groups.items()
    ]


def number(text):
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return text
