# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs other programs and says what each run took."""

import json
import os
import pty
import subprocess
from dataclasses import dataclass
from time import perf_counter


class Unmeasurable(Exception):
    """Something could not be measured; the text says what and why."""


@dataclass(frozen=True)
class Sample:
    """What one run took, in seconds: by the clock, and of processor time (user and system).

    `peak` is the most memory that it had, in kB, where that was asked for; the system counts the
    memory of the measuring process as well, so that nothing below that can be seen.
    """

    wall: float
    cpu: float
    peak: int = 0


def run(command, environment, folder):
    """Runs a command to its end, its output thrown away, and returns its Sample."""
    log = os.path.join(folder, "errors.txt")
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        (os.POSIX_SPAWN_OPEN, 2, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
    ]
    start = perf_counter()
    child = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = perf_counter() - start
    if status != 0:
        with open(log, errors="replace") as errors:
            raise Unmeasurable(f"{' '.join(command)} failed: {errors.read().strip()}")
    return Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


def run_timed(command, environment):
    """Runs a command that times its own runs; returns the Sample of one of them.

    What it prints is a JSON object of `runs`, and of `seconds` and `cpu` for all of them together.
    """
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise Unmeasurable(f"{' '.join(command)} failed: {(done.stderr or done.stdout).strip()}")
    answer = json.loads(done.stdout)
    return Sample(answer["seconds"] / answer["runs"], answer["cpu"] / answer["runs"])


def start_to_prompt(command, prompt, environment):
    """Starts a command in a new pseudo-terminal, waits for its prompt, and ends it.

    The clock runs from before the process is made until the last byte of the prompt has been
    read. The processor time is that of the whole process, its end included.
    """
    terminal, line = pty.openpty()
    name = os.ttyname(line)
    actions = [
        # The leader of a session gets the terminal that it opens first.
        (os.POSIX_SPAWN_OPEN, 0, name, os.O_RDWR, 0),
        (os.POSIX_SPAWN_DUP2, 0, 1),
        (os.POSIX_SPAWN_DUP2, 0, 2),
    ]
    try:
        start = perf_counter()
        child = os.posix_spawn(command[0], command, environment, setsid=True, file_actions=actions)
        os.close(line)
        shown = b""
        while prompt not in shown:
            shown += read(terminal, command, shown)
        wall = perf_counter() - start
        os.write(terminal, b"\x04")  # Ctrl-D
        _, _, usage = os.wait4(child, 0)
    finally:
        os.close(terminal)
    return Sample(wall, usage.ru_utime + usage.ru_stime)


def read(terminal, command, shown):
    """Returns what a terminal shows next; raises Unmeasurable where the process has ended."""
    try:
        return os.read(terminal, 65536)
    except OSError as error:
        text = shown.decode(errors="replace").strip()
        raise Unmeasurable(f"{command[0]} ended before its prompt: {text}") from error
