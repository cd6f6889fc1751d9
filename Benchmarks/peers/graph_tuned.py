# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the C yardstick: graph_tuned.py PROGRAM RUNS compares it with simulate … format=json."""

import json
import subprocess
import sys

from graph_world import check


def main(program, path):
    """Compares every run of a file with one of the program; returns 1 where they differ."""

    def train(config, seed, method):
        words = [program, "--trace", "--method", method, "--first", str(seed)]
        for name, value in config.items():
            words += [f"--{name}", repr(value)]
        return json.loads(subprocess.run(words, stdout=subprocess.PIPE, check=True).stdout)

    return check(train, path)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
