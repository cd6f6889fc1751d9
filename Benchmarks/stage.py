# SPDX-License-Identifier: GPL-3.0-or-later
"""Where measurements happen: the program, a folder of their own, and nobody's settings."""

import json
import os
import shutil
import subprocess
import sys

import processes


# What the first training of a process costs once is no part of a run; nobody measures this seed.
FIRST_STEP = "simulate preset=graph-paper methods=grpo steps=1 seeds=100001..100001"


class Stage:
    """What every measurement is handed.

    `rounds` is how often everything is run; `folder` may be filled and goes away at the end.
    """

    def __init__(self, root, folder, rounds):
        self.root = root
        self.folder = folder
        self.rounds = rounds
        self.program = os.path.join(root, ".build-release", "release", "flipside")
        self.tuned = os.path.join(root, ".build-benchmark", "graph_tuned")
        # No start-up files, history or caches of the person who measures.
        self.environment = {
            "HOME": folder, "LANG": "C.UTF-8", "PATH": os.environ.get("PATH", os.defpath),
            "TERM": "xterm-256color", "MPLBACKEND": "Agg",
            # One thread each; what Numba has compiled is kept from round to round.
            "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1",
            "POLARS_MAX_THREADS": "1", "DUCKDB_THREADS": "1",
            "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
            "NUMBA_CACHE_DIR": os.path.join(root, ".build-benchmark", "numba")}

    def path(self, name):
        """Returns the path of a file in the folder."""
        return os.path.join(self.folder, name)

    def flipside(self, *lines):
        """Returns a contender: the program with lines to run."""
        words = [word for line in lines for word in ("-c", line)]
        return self.command(self.program, *words)

    def flipside_on(self, cores, *lines):
        """Returns a contender: the program with lines to run, on some cores only."""
        words = [word for line in lines for word in ("-c", line)]
        return self.command(*self.pinned(cores), self.program, *words)

    def training(self, *lines):
        """Returns a contender: the program, on one core, with lines to run after a first step."""
        return self.flipside_on(self.cores(1), FIRST_STEP, *lines)

    def python(self, peer, *arguments, cores=None):
        """Returns a contender: a program of the folder `peers`, on some cores only where they are named."""
        words = self.pinned(cores) if cores else []
        return self.command(*words, sys.executable, "-B", self.peer(peer), *arguments)

    def records(self, *command):
        """Returns what a command prints on its last line, as JSON; raises Unmeasurable where it fails."""
        done = subprocess.run(
            command, env=self.environment, cwd=self.folder, capture_output=True, text=True)
        if done.returncode != 0:
            raise processes.Unmeasurable(f"{command[0]} failed: {done.stderr.strip()[-300:]}")
        return json.loads(done.stdout.splitlines()[-1])

    def command(self, *command):
        """Returns a contender: any command, run to its end."""
        return lambda: processes.run(command, self.environment, self.folder)

    def timed(self, *command):
        """Returns a contender on one core: a command that times what it does itself."""
        words = [*self.pinned(self.cores(1)), *command]
        return lambda: processes.run_timed(words, self.environment)

    def python_timed(self, peer, *arguments):
        """Returns a contender on one core: a program of the folder `peers` that times itself."""
        return self.timed(sys.executable, "-B", self.peer(peer), *arguments)

    def peer(self, name):
        """Returns the path of a file of the folder `peers`."""
        return os.path.join(self.root, "Benchmarks", "peers", name)

    def cores(self, count):
        """Returns the numbers of some cores; raises Unmeasurable where there are fewer."""
        allowed = sorted(os.sched_getaffinity(0))
        if len(allowed) < count:
            raise processes.Unmeasurable(f"there are fewer than {count} cores")
        return allowed[:count]

    def pinned(self, cores):
        """Returns the words before a command that is to run on some cores only."""
        return [self.find("taskset"), "--cpu-list", ",".join(map(str, cores))]

    def prompt(self, command, prompt):
        """Returns a contender: a command, run until its prompt stands."""
        return lambda: processes.start_to_prompt(command, prompt, self.environment)

    def find(self, name):
        """Returns where a program is; raises Unmeasurable where it is not."""
        path = shutil.which(name)
        if path is None:
            raise processes.Unmeasurable(f"there is no {name} on the PATH")
        return path
