# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds the copy that holds the mutants, and runs tests with one of them at a time."""

import contextlib
import os
import re
import signal
import subprocess
import threading
from dataclasses import dataclass
from time import monotonic

from schemata import VARIABLE


class Unbuilt(Exception):
    """The copy does not build, or its tests fail without a change; the text says why."""


@dataclass(frozen=True)
class Trial:
    """How one run of tests went: whether all passed, in seconds, and what was noticed first."""

    passed: bool
    seconds: float
    notice: str


class Copy:
    """The copy of the repository, built."""

    def __init__(self, swift, tree, scratch):
        places = ["--package-path", str(tree), "--scratch-path", str(scratch)]
        done = subprocess.run(
            [swift, "build", "--build-tests", *places], stdin=subprocess.DEVNULL, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            lines = sorted({line for line in done.stdout.splitlines() if ": error: " in line})
            raise Unbuilt("the copy does not build:\n" + ("\n".join(lines) or done.stdout))
        folder = subprocess.run(
            [swift, "build", "--show-bin-path", *places], stdin=subprocess.DEVNULL, text=True,
            capture_output=True, check=True).stdout.strip()
        self.tree = tree
        self.program = os.path.join(folder, "flipsidePackageTests.xctest")

    def baseline(self, tests):
        """Runs tests without a change; returns their Trial."""
        trial = self.run(whole(tests), 0, None)
        if not trial.passed:
            raise Unbuilt(f"{tests} fail without a change: {trial.notice}")
        return trial

    def run(self, pattern, number, limit):
        """Runs tests with a mutant until one of them notices it.

        Those that take longer than a limit in seconds have failed.
        """
        command = [self.program, "--testing-library", "swift-testing", "--filter", pattern]
        start = monotonic()
        process = subprocess.Popen(
            command, env=os.environ | {VARIABLE: str(number)}, cwd=self.tree, text=True,
            errors="replace", stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, start_new_session=True)
        timer = threading.Timer(limit or threading.TIMEOUT_MAX, end, [process])
        timer.start()
        notice, has_tests = listen(process)
        timer.cancel()
        seconds = monotonic() - start
        if not notice and process.returncode != 0:
            notice = "no end" if limit and seconds >= limit else f"it ended with {process.returncode}"
        return Trial(has_tests and not notice, seconds, notice)


def whole(tests):
    """Returns the pattern of all tests of a target."""
    return f"^{tests}\\."


def within(tests, file):
    """Returns the pattern of those tests of a target that stand in one file."""
    return f"^{tests}\\..*/{file}\\.swift:"


def end(process):
    """Ends a process and those that it has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def listen(process):
    """Reads what tests say until one fails; returns what was noticed, and whether any have run."""
    has_tests = False
    for line in process.stdout:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", line)
        issue = re.match(r"✘ Test (.*?) recorded an issue", plain)
        if issue:
            end(process)
            process.wait()
            return issue.group(1), True
        has_tests = has_tests or re.search(r"Test run with [1-9]\d* tests?", plain) is not None
    process.wait()
    return "", has_tests
