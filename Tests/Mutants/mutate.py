# SPDX-License-Identifier: GPL-3.0-or-later
"""Says which small changes to the sources the tests notice. Started by scripts/mutate."""

import argparse
import pathlib
import sys

import mutants
import schemata
import trials


def main():
    """Tries what was asked for; returns 1 where some change was not noticed, 2 on trouble."""
    arguments = parse()
    try:
        every = mutants.read(pathlib.Path(__file__).parent)
        chosen = [each for each in every if is_chosen(each, arguments.names)]
        if not chosen:
            raise mutants.Stale(f"there is no mutant of {' or '.join(arguments.names)}")
        folder = arguments.root / ".build-mutate"
        schemata.make(arguments.root, folder / "tree", every)
        if arguments.list:
            print("\n".join(str(each) for each in chosen))
            return 0
        print(f"building a copy with {len(every)} mutants", flush=True)
        copy = trials.Copy(arguments.swift, folder / "tree", folder / "build")
        return report(chosen, try_all(copy, chosen, arguments.limit))
    except (mutants.Stale, trials.Unbuilt) as problem:
        print(f"scripts/mutate: {problem}", file=sys.stderr)
        return 2


def is_chosen(mutant, names):
    """Whether a mutant is of one of some modules, or has some words in its name."""
    return not names or any(name == mutant.module or name in mutant.name for name in names)


def try_all(copy, chosen, limit):
    """Runs the tests of each mutant; returns those mutants that were not noticed."""
    survivors, baselines = [], {}
    for each in chosen:
        if each.tests not in baselines:
            baselines[each.tests] = copy.baseline(each.tests)
        trial = attempt(copy, each, limit or 60 + 5 * baselines[each.tests].seconds)
        print(f"{'SURVIVED' if trial.passed else 'killed  '} {each}"
              + (f"  [{trial.notice}]" if trial.notice else ""), flush=True)
        if trial.passed:
            survivors.append(each)
    return survivors


def attempt(copy, mutant, limit):
    """Runs the tests that ought to notice a mutant, and then all of its module."""
    if mutant.by:
        trial = copy.run(trials.within(mutant.tests, mutant.by), mutant.number, limit)
        if trial.notice:
            return trial
    return copy.run(trials.whole(mutant.tests), mutant.number, limit)


def report(chosen, survivors):
    """Prints the share that was noticed and names the rest; returns the exit code."""
    killed = len(chosen) - len(survivors)
    print(f"\n{killed} of {len(chosen)} killed, {100 * killed / len(chosen):.1f} %")
    for each in survivors:
        print(f"survived: {each}: {each.was} -> {each.becomes or 'nothing'} in {each.path}")
    return 1 if survivors else 0


def parse():
    """Returns the arguments of the command line."""
    parser = argparse.ArgumentParser(
        prog="scripts/mutate",
        description="Makes small changes to the sources, and says which the tests notice.")
    parser.add_argument(
        "names", metavar="name", nargs="*",
        help="a module, or words of a change; without one, every change")
    parser.add_argument("--list", action="store_true", help="name the changes, and try none")
    parser.add_argument(
        "--limit", type=float, metavar="SECONDS",
        help="how long tests may take (default: five times as long as without a change, and 60)")
    parser.add_argument("--root", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--swift", default="swift", help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
