# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains tiny models with TRL and holds the logs, as Flipside reads them, against TRL itself.

Started by scripts/trainers, which builds the program and installs TRL.
"""

import argparse
import os
import pathlib
import shutil
import sys
import time

import comparison
import program
from runs import ALL

HEAD = ("run", "step", "tokens", "stopped", "weights", "clip shares", "entropy", "curves", "")
LAYOUT = "{:<17} {:>4} {:>6} {:>7} {:>8} {:>11} {:>8} {:>8}  {}"


def main():
    """Makes the runs that were asked for; returns 1 where anything differs."""
    arguments = parse()
    began = time.monotonic()
    prepare(arguments.folder)
    chosen = [run for run in ALL if not arguments.names or run.name in arguments.names]
    logger = arguments.folder / "tokenlog.py"
    program.write_logger(arguments.program, logger)
    print(LAYOUT.format(*HEAD), flush=True)
    updates, problems = [], []
    for run in chosen:
        try:
            found = examine(run, logger, arguments)
        except (ValueError, OSError, LookupError) as problem:
            problems.append(f"{run.name}: {problem}")
            continue
        problems += [f"{run.name}: {what}" for what in emptiness(run, found)]
        problems += [f"{run.name}: step {each.step} differs" for each in found if not each.is_right]
        updates += found
    conclude(len(chosen), updates, time.monotonic() - began)
    for problem in problems:
        print(f"trainers: {problem}", file=sys.stderr)
    return 1 if problems else 0


def prepare(folder):
    """Keeps TRL's packages from the network, and their caches in a folder."""
    os.environ.update(
        HF_HUB_OFFLINE="1", TRANSFORMERS_OFFLINE="1", HF_DATASETS_OFFLINE="1",
        HF_HOME=str(folder / "cache"), HF_HUB_DISABLE_PROGRESS_BARS="1", CUDA_VISIBLE_DEVICES="",
        TRL_EXPERIMENTAL_SILENCE="1", TOKENIZERS_PARALLELISM="false")
    folder.mkdir(parents=True, exist_ok=True)


def examine(run, logger, arguments):
    """Trains a run, reads it, and prints a line an update; returns the updates."""
    import training  # Late, for it takes seconds, and --help needs no TRL.

    folder = arguments.folder / run.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    batches, history = training.train(run, logger, folder)
    metrics = [name for name in history[0] if name.startswith(("clip", "cispo"))]
    metrics += [name for name in ("entropy", "kl", "loss") if name in history[0]]
    reading = program.read(arguments.program, run.settings, batches, metrics, folder)
    found = comparison.compare(run, batches, history, reading)
    for each in found:
        print(LAYOUT.format(
            run.name, each.step, each.tokens, each.stopped, *map(short, differences(each)),
            "" if each.is_right else "DIFFERS"), flush=True)
    return found


def emptiness(run, updates):
    """Returns what a run was to show and did not, so that a comparison cannot be of nothing."""
    if not any(each.moved for each in updates):
        yield "no ratio left 1"
    if run.stops and not any(each.stopped for each in updates):
        yield "no token was stopped"


def differences(update):
    return update.weights, update.shares, update.entropy, update.curves


def conclude(runs, updates, seconds):
    """Prints the largest differences of all updates, and what they may be."""
    if updates:
        worst = [comparison.largest(column) for column in zip(*map(differences, updates))]
        tokens, stopped = (sum(getattr(each, name) for each in updates)
                           for name in ("tokens", "stopped"))
        print(LAYOUT.format("largest", "", tokens, stopped, *map(short, worst), ""))
    limits = (comparison.WEIGHT, comparison.SHARE, comparison.WEIGHT, comparison.SHARE)
    print(LAYOUT.format("at most", "", "", "", *map(short, limits), ""))
    print(f"{runs} runs, {len(updates)} updates, {seconds:.0f} s")


def short(difference):
    return f"{difference:.0e}" if difference else "0"


def parse():
    """Returns the arguments of the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/trainers", formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Trains tiny models with TRL on the processor, and compares what Flipside\n"
        "reads in their logs with TRL's own gradients and metrics.",
        epilog="runs:\n" + "\n".join(f"  {run.name:<17} {run.why}" for run in ALL))
    parser.add_argument(
        "names", metavar="run", nargs="*", help="what to run; without a name, everything")
    parser.add_argument("--program", default="flipside", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=pathlib.Path, default="runs", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = sorted(set(arguments.names) - {run.name for run in ALL})
    if unknown:
        parser.error(f"there is no run {unknown[0]}; there are {', '.join(r.name for r in ALL)}")
    arguments.folder = arguments.folder.resolve()
    return arguments


if __name__ == "__main__":
    sys.exit(main())
