# SPDX-License-Identifier: GPL-3.0-or-later
"""A copy of the repository that holds every mutant, and is built once.

Each changed expression becomes a switch on a number that is read once from the environment:

    (isMutant(7) ? (ratio >= edge) : (ratio > edge))
"""

import os
import pathlib
import shutil

from mutants import Stale

VARIABLE = "FLIPSIDE_MUTANT"

LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"

SWIFT = LICENCE + f"""
import Glibc

private let chosenMutant = getenv("{VARIABLE}").flatMap {{ Int(String(cString: $0)) }} ?? 0

/// Returns whether the environment names a mutant.
@usableFromInline func isMutant(_ number: Int) -> Bool {{ chosenMutant == number }}
"""

C = LICENCE + f"""
#include <stdlib.h>

static int chosen_mutant;

__attribute__((constructor)) static void choose_mutant(void) {{
    const char *number = getenv("{VARIABLE}");
    chosen_mutant = number ? atoi(number) : 0;
}}

static inline int isMutant(int number) {{ return chosen_mutant == number; }}
"""


def make(root, copy, mutants):
    """Brings a copy of the repository up to date, with all mutants in it."""
    wanted = {path: (root / path).read_bytes() for path in files(root)}
    for path in {each.path for each in mutants}:
        if path not in wanted:
            raise Stale(f"there is no file {path}")
        here = [each for each in mutants if each.path == path]
        wanted[path] = switched(wanted[path].decode(), here).encode()
    for module in {each.module for each in mutants}:
        add_switch(wanted, module)
    replace(copy, wanted)


def files(root):
    """Returns the paths of the files that a build and the tests need, below the root."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [name for name in folders if not is_left_out(name)]
        inside = pathlib.Path(folder).relative_to(root)
        found += [str(inside / name) for name in names if (pathlib.Path(folder) / name).is_file()]
    return found


def is_left_out(name):
    """Whether a folder is no part of the sources."""
    return name.startswith((".build", ".git", ".venv")) or name in ("__pycache__", "Mutants")


def switched(text, mutants):
    """Returns the text of a file with each of its mutants behind a switch."""
    places = {}
    for each in mutants:
        places.setdefault(each.span(text), []).append(each)
    end = len(text)
    for (start, stop), here in sorted(places.items(), reverse=True):
        if stop > end:
            raise Stale(f"{here[0]} overlaps another mutant")
        text = text[:start] + switch(text[start:stop], here) + text[stop:]
        end = start
    return text


def switch(was, mutants):
    """Returns what stands in place of an expression, or of statements."""
    if mutants[0].is_statement:
        changed = " else ".join(
            f"if {test(each)} {{ {each.becomes} }}" for each in mutants)
        return f"{changed} else {{ {was} }}"
    changed = "".join(f"{test(each)} ? ({each.becomes}) : " for each in mutants)
    return f"({changed}({was}))"


def test(mutant):
    """Returns the question whether a mutant is chosen; both languages take the brackets."""
    return f"(isMutant({mutant.number}))"


def add_switch(wanted, module):
    """Adds what a module's switches ask."""
    sources = [path for path in wanted if path.startswith(f"Sources/{module}/")]
    if any(path.endswith(".swift") for path in sources):
        wanted[f"Sources/{module}/Mutants.swift"] = SWIFT.encode()
        return
    wanted[f"Sources/{module}/mutants.h"] = C.encode()
    for path in sources:
        if path.endswith(".c"):
            wanted[path] = b'#include "mutants.h"\n' + wanted[path]


def replace(copy, wanted):
    """Makes a folder hold some files and no others; what has not changed keeps its date."""
    for path in files(copy) if copy.exists() else []:
        if path not in wanted:
            (copy / path).unlink()
    for path, content in wanted.items():
        place = copy / path
        if place.is_file() and place.read_bytes() == content:
            continue
        if place.is_dir():
            shutil.rmtree(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
