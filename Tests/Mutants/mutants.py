# SPDX-License-Identifier: GPL-3.0-or-later
"""The mutants: small changes that some test ought to notice, read from the tables beside this file.

A table is called after its module and says which tests are to notice:

    tests = 'ExpressionsTests'

    [[mutant]]
    name = 'a tie of a decimal is rounded up'
    file = 'Decimal.swift'
    was = 'digits[count - 1] % 2 == 1'
    becomes = 'true'

What it was and what it becomes are expressions, unless `statement = true`; then the text may be
empty. Where the same text stands elsewhere in the file, `within` is a longer one round it. `by` is
the file of the test that ought to notice; it is run before the others of the module.
"""

import pathlib
import tomllib
from dataclasses import dataclass


class Stale(Exception):
    """A mutant no longer fits the sources, or a table is not as it should be; the text says how."""


@dataclass(frozen=True)
class Mutant:
    """One change; `number` is what the environment names it by, from 1."""

    number: int
    module: str
    tests: str
    name: str
    path: str  # below the root of the repository
    was: str
    becomes: str
    within: str
    is_statement: bool
    by: str  # a file of tests, or empty

    def span(self, text):
        """Returns where a text holds what is changed, from and to."""
        start = self._only(text, self.within)
        start += self._only(self.within, self.was)
        return start, start + len(self.was)

    def _only(self, text, part):
        count = text.count(part)
        if count != 1:
            raise Stale(f"{self}: {self.path} holds {count} times, and not once: {part}")
        return text.index(part)

    def __str__(self):
        return f"{self.module}: {self.name}"


def read(folder):
    """Returns all mutants of the tables in a folder, numbered in their order."""
    mutants = []
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        with open(path, "rb") as file:
            table = tomllib.load(file)
        for entry in table["mutant"]:
            mutants.append(mutant(len(mutants) + 1, path.stem, table["tests"], entry))
    names = [each.name for each in mutants]
    for name in names:
        if names.count(name) > 1:
            raise Stale(f"two mutants are called: {name}")
    return mutants


def mutant(number, module, tests, entry):
    """Returns one entry of a module's table as a Mutant."""
    known = {"name", "file", "was", "becomes", "within", "statement", "by"}
    if not known.issuperset(entry) or not set(entry).issuperset(known - {"within", "statement", "by"}):
        raise Stale(f"{module}: an entry has the keys {', '.join(entry)}")
    return Mutant(
        number, module, tests, entry["name"], f"Sources/{module}/{entry['file']}", entry["was"],
        entry["becomes"], entry.get("within", entry["was"]), entry.get("statement", False),
        entry.get("by", ""))
