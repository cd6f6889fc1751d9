# SPDX-License-Identifier: GPL-3.0-or-later
"""What the measuring machine is, in words."""

import importlib.metadata
import importlib.util
import os
import platform
import re
import subprocess


def description(swift):
    """Returns processor, cores, system, Swift's version and the load before measuring."""
    load = " ".join(f"{number:.1f}" for number in os.getloadavg())
    return (
        f"{processor()}, {os.cpu_count()} cores; {system()}, Linux {platform.release()}, "
        f"{platform.machine()}; Swift {swift_version(swift)}; load average {load} at the start.")


def peers(sqlite, compiler):
    """Returns what is measured against, with versions."""
    answer = subprocess.run([sqlite, "--version"], capture_output=True, text=True).stdout
    libraries = ", ".join(
        f"{name} {importlib.metadata.version(name)}"
        for name in ("matplotlib", "numpy", "numba", "jax", "torch")
        if importlib.util.find_spec(name))
    return (
        f"Beside sqlite3 {answer.split()[0]}; {libraries} on Python {platform.python_version()}; "
        f"{first_line(compiler)}.")


def first_line(program):
    """Returns the first line of what a program says of its version."""
    answer = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    return answer.split("\n")[0].strip()


def processor():
    """Returns the processor's name."""
    with open("/proc/cpuinfo") as file:
        found = re.search(r"^model name\s*: (.*)$", file.read(), re.MULTILINE)
    return found.group(1).strip() if found else "processor without a name"


def busy_seconds():
    """Returns the processor time that all programs together have taken since the start."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, *interrupts = map(int, file.readline().split()[1:9])
    return (user + nice + system + sum(interrupts)) / os.sysconf("SC_CLK_TCK")


def system():
    """Returns the distribution's name and version."""
    return platform.freedesktop_os_release().get("PRETTY_NAME", "Linux")


def swift_version(swift):
    """Returns Swift's version, as 6.2.1."""
    answer = subprocess.run([swift, "--version"], capture_output=True, text=True).stdout
    found = re.search(r"Swift version ([0-9.]+)", answer)
    return found.group(1) if found else "of unknown version"
