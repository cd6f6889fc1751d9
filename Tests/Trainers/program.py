# SPDX-License-Identifier: GPL-3.0-or-later
"""What Flipside makes of the log of a run, and of its metrics."""

import csv
import json
import subprocess
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """What the program says of a run.

    `rows` has a row for each token of the whole log, `statistics` the table of each batch alone, or
    None where it has no tokens, and `curves` a number for each step of each metric.
    """

    rows: list
    statistics: list
    curves: dict


def write_logger(program, path):
    """Writes the code that makes TRL write a log."""
    run(program, [f"export format=trl-logger out={path.name} force=yes"], path.parent)


def read(program, settings, batches, metrics, folder):
    """Reads what was logged of a run with those settings, in its folder."""
    reweigh = "reweigh dialect=trl " + " ".join(f"{k}={v}" for k, v in settings.items())
    lines = ["load tokens.0.jsonl", f"{reweigh} rows=all format=json out=rows.json"]
    for name in cut(batches, folder):
        lines += [f"load {name}.jsonl", f"{reweigh} format=json out={name}.json"]
    lines.append("curves trainer_state.json")
    lines += [f"plot curves metric={m} out=curve-{i}.svg data=yes" for i, m in enumerate(metrics)]
    run(program, lines, folder)
    return Reading(
        json.loads((folder / "rows.json").read_text()),
        [statistics(folder / f"batch-{i}.json") for i in range(len(batches))],
        {name: curve(folder / f"curve-{i}.csv") for i, name in enumerate(metrics)})


def cut(batches, folder):
    """Writes the lines of each batch to a log of its own; returns the names of those with any."""
    lines = iter((folder / "tokens.0.jsonl").read_text().splitlines(keepends=True))
    names = []
    for i, batch in enumerate(batches):
        if batch.responses:
            names.append(f"batch-{i}")
            text = "".join(next(lines) for _ in range(batch.responses))
            (folder / f"batch-{i}.jsonl").write_text(text)
    if next(lines, None) is not None:
        raise ValueError("the log has more responses than TRL trained on")
    return names


def statistics(path):
    """Returns what a table says of its one method."""
    return json.loads(path.read_text())[0] if path.exists() else None


def curve(path):
    """Returns the numbers of a curve by step, from the data of a figure."""
    with open(path, newline="") as file:
        return {
            float(row["x"]): float(row["y"]) for row in csv.DictReader(file)
            if row["mark"] == "line" and row["y"]}


def run(program, lines, folder):
    """Runs lines in a folder; what goes wrong is raised with what the program says."""
    arguments = [word for line in lines for word in ("-c", line)]
    ended = subprocess.run(
        [program, *arguments], cwd=folder, capture_output=True, text=True, check=False,
        stdin=subprocess.DEVNULL)
    if ended.returncode != 0:
        raise ValueError(f"the program ended with {ended.returncode}:\n{ended.stderr}")
