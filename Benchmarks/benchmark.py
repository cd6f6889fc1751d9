# SPDX-License-Identifier: GPL-3.0-or-later
"""Measures Flipside beside other programs and prints a Markdown table.

Started by scripts/benchmark, which builds the program and installs the peers.
"""

import argparse
import sys
import tempfile

import machine
from measurements import ALL
from processes import Unmeasurable
from stage import Stage
from table import head, markdown


def main():
    """Measures what was asked for; returns 1 where something could not be measured."""
    arguments = parse()
    chosen = [each for each in ALL if not arguments.names or each.NAME in arguments.names]
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(arguments.root, folder, arguments.rounds)
        print(machine.description(arguments.swift))
        print(machine.peers(stage.find("sqlite3"), stage.find("cc")), end="\n\n")
        print(head(), flush=True)
        for measurement in chosen:
            try:
                for row in measurement.measure(stage):
                    print(markdown(row.cells), flush=True)
            except (Unmeasurable, OSError) as problem:
                problems.append(f"{measurement.NAME} could not be measured: {problem}")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def parse():
    """Returns the arguments of the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/benchmark", description="Measures how fast Flipside is, beside others.",
        epilog="measurements: " + ", ".join(each.NAME for each in ALL))
    parser.add_argument(
        "names", metavar="name", nargs="*", help="what to measure; without a name, everything")
    parser.add_argument(
        "--rounds", type=int, default=15, help="how often everything is run (default: 15)")
    parser.add_argument("--root", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--swift", default="swift", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    unknown = set(arguments.names) - {each.NAME for each in ALL}
    if unknown:
        parser.error(f"there is no measurement {sorted(unknown)[0]}")
    if arguments.rounds < 1:
        parser.error("at least one round is needed")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
