#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the notebooks of this folder with the Flipside kernel of this Python's environment.

    run.py                  runs all, and holds their numbers against the ones that are kept
    run.py 3 5-entropy      runs some, by number or by name
    run.py --write          runs all, and keeps what came out
    run.py --html DIR       runs all, and writes each as a page; --theme dark for a dark one

`scripts/notebooks` makes the environment that it needs.
"""

import argparse
import asyncio
import contextlib
import math
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError

FOLDER = Path(__file__).resolve().parent
NUMBERS = "application/vnd.flipside+json"

# Two numbers are one where they differ by no more than this, absolutely or relatively.
TOLERANCE = 1e-9

# All steps of a simulation are too much for a file that people read: of more numbers than these
# only their sums are kept, and compared.
MOST_NUMBERS = 2000

# Another version of a library draws a figure with other bytes.
NOT_COMPARED = {"bytes"}
SIZE = re.compile(r"[\d.]+ [KM]iB")

# How many notebooks run at once: most of the time each waits for its kernel to start.
AT_ONCE = 3


def number(path):
    """Returns what a notebook's name begins with."""
    return path.stem.split("-")[0]


def find(names):
    """Returns the notebooks asked for, or all."""
    everything = sorted(FOLDER.glob("*.ipynb"))
    if not names:
        return everything
    found = []
    for name in names:
        stem = Path(name).stem
        fitting = [path for path in everything if stem in (path.stem, number(path))]
        if not fitting:
            sys.exit(f"there is no notebook {name}; there are {', '.join(p.name for p in everything)}")
        found += fitting
    return found


@contextlib.contextmanager
def workplace():
    """A folder to run in that looks like this one: what the notebooks write stays in it.

    Nobody's own settings are read, and nobody's progress is touched.
    """
    with tempfile.TemporaryDirectory(prefix="flipside-notebooks-") as folder:
        top = Path(folder)
        place = top / FOLDER.name
        place.mkdir()
        (top / "assets").symlink_to(FOLDER.parent / "assets")
        for data in FOLDER.glob("*.csv"):
            (place / data.name).symlink_to(data)
        for name in [name for name in os.environ if name.startswith("FLIPSIDE_")]:
            del os.environ[name]
        for name in ["XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME",
                     "IPYTHONDIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR"]:
            os.environ[name] = str(top / name.lower())
        os.environ.update(LC_ALL="C.UTF-8", JUPYTER_PREFER_ENV_PATH="1", JUPYTER_PLATFORM_DIRS="1")
        yield place


async def execute(path, place):
    """Returns the notebook as it is kept, and as it comes out now."""
    kept = nbformat.read(path, as_version=4)
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    # Sockets in a folder of our own: nobody else is there, and no port can be taken in between.
    manager = AsyncKernelManager(
        kernel_name="flipside", transport="ipc", ip=str(place.parent / number(path)))
    client = NotebookClient(
        notebook, km=manager, timeout=120, startup_timeout=60, record_timing=False,
        resources={"metadata": {"path": str(place)}},
    )
    try:
        await client.async_execute()
    finally:
        await manager.shutdown_kernel(now=True)
    for cell in notebook.cells:
        tidy(cell)
    notebook.metadata = kept.metadata
    return kept, notebook


def tidy(cell):
    """Leaves nothing in a cell that depends on the clock or on the machine."""
    cell.metadata = {}
    if cell.cell_type != "code":
        return
    outputs = []
    for output in cell.outputs:
        # The place of a progress bar, which only a slow machine shows.
        if output.output_type == "display_data" and set(output.data) == {"text/plain"} \
                and not output.data["text/plain"]:
            continue
        if how_many_numbers(output.get("data", {}).get(NUMBERS)) > MOST_NUMBERS:
            output.data[NUMBERS] = sums(output.data[NUMBERS])
        before = outputs[-1] if outputs else {}
        if output.output_type == "stream" and before.get("name") == output.name:
            before["text"] += output.text
        else:
            outputs.append(output)
    cell.outputs = outputs


def differences(kept, now):
    """Returns what differs between a notebook as it is kept and as it came out."""
    found = []
    number = 0
    for cell, other in zip(kept.cells, now.cells):
        if cell.cell_type != "code":
            continue
        number += 1
        where = f"cell [{number}]"
        if len(cell.outputs) != len(other.outputs):
            found.append(f"{where}: {len(other.outputs)} outputs, and {len(cell.outputs)} are kept")
            continue
        for place, (old, new) in enumerate(zip(cell.outputs, other.outputs), 1):
            found += output_differences(old, new, f"{where}, output {place}")
    return found


def output_differences(old, new, where):
    if old.output_type != new.output_type:
        return [f"{where}: {new.output_type}, and {old.output_type} is kept"]
    if old.output_type == "stream":
        return text_differences(old.text, new.text, where)
    if set(old.data) != set(new.data):
        return [f"{where}: {sorted(new.data)}, and {sorted(old.data)} are kept"]
    found = number_differences(old.data.get(NUMBERS), new.data.get(NUMBERS), where)
    # Where the numbers differ, so does the text, and it would be told twice.
    return found or text_differences(old.data.get("text/plain"), new.data.get("text/plain"), where)


def text_differences(old, new, where):
    if old is None or SIZE.sub("", old) == SIZE.sub("", new):
        return []
    pairs = zip(old.splitlines(), new.splitlines())
    line = next(((a, b) for a, b in pairs if a != b), ("a text", "a longer or shorter one"))
    return [f"{where}: {line[1]!r}, and {line[0]!r} is kept"]


def number_differences(old, new, where):
    """Compares numbers with a tolerance, and everything else exactly."""
    if isinstance(old, dict) and isinstance(new, dict):
        if set(old) != set(new):
            return [f"{where}: keys {sorted(new)}, and {sorted(old)} are kept"]
        return [
            found for key in old if key not in NOT_COMPARED
            for found in number_differences(old[key], new[key], f"{where}.{key}")
        ]
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return [f"{where}: {len(new)} entries, and {len(old)} are kept"]
        return [
            found for index, pair in enumerate(zip(old, new))
            for found in number_differences(*pair, f"{where}[{index}]")
        ]
    if is_number(old) and is_number(new):
        if math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=TOLERANCE):
            return []
    elif type(old) is type(new) and old == new:
        return []
    return [f"{where}: {new!r}, and {old!r} is kept"]


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def all_numbers(value):
    if isinstance(value, dict):
        for key in value:
            if key not in NOT_COMPARED:
                yield from all_numbers(value[key])
    elif isinstance(value, list):
        for part in value:
            yield from all_numbers(part)
    elif is_number(value):
        yield value


def how_many_numbers(value):
    return sum(1 for _ in all_numbers(value))


def sums(value):
    """Returns what stands for more numbers than are kept."""
    numbers = list(all_numbers(value))
    return {
        "left_out": len(numbers), "sum": math.fsum(numbers),
        "sum_of_squares": math.fsum(number * number for number in numbers),
    }


def count(notebook):
    return sum(
        how_many_numbers(output.data.get(NUMBERS))
        for cell in notebook.cells if cell.cell_type == "code"
        for output in cell.outputs if "data" in output
    )


def page(notebook, title, theme):
    """Returns a notebook as HTML that needs nothing but itself."""
    try:
        from nbconvert import HTMLExporter
        from pygments.lexers import LEXERS
    except ImportError:
        sys.exit("--html needs nbconvert: pip install -r notebooks/requirements-html.txt")
    sys.path.insert(0, str(FOLDER.parent / "python"))
    LEXERS["FlipsideLexer"] = ("flipside_lab.lexer", "Flipside", ("flipside",), ("*.flip",), ())
    exporter = HTMLExporter(theme=theme, embed_images=True)
    body, _ = exporter.from_notebook_node(notebook, {"metadata": {"name": title}})
    # Formulas are plain text here: nothing has to be fetched to read the page.
    body = re.sub(r"<script\b.*?</script>", "", body, flags=re.DOTALL)
    style = STYLE if theme == "light" else STYLE + DARK_STYLE
    return body.replace("</head>", f"<style>{style}</style>\n</head>", 1)


STYLE = """
body { max-width: 62rem; margin: 0 auto; padding: 1rem; box-sizing: border-box; }
.jp-OutputArea-output { overflow-x: auto; }
.jp-RenderedSVG svg { max-width: 100%; height: auto; }
.jp-RenderedHTMLCommon table { font-variant-numeric: tabular-nums; margin-left: 0; }
.jp-RenderedHTMLCommon td, .jp-RenderedHTMLCommon th { padding: 0.15em 0.5em; }
.jp-RenderedHTMLCommon th { white-space: nowrap; }
.jp-RenderedHTMLCommon td:first-child { white-space: nowrap; }
.jp-OutputArea-output pre { word-break: normal; overflow-wrap: anywhere; }
@media print { body { max-width: none; } }
"""
DARK_STYLE = """
.jp-RenderedSVG svg { background: white; border-radius: 3px; }
"""


async def run_one(path, place, arguments, limit):
    """Runs a notebook; returns whether it passed, and prints what came of it."""
    async with limit:
        start = time.monotonic()
        problems, numbers = [], 0
        try:
            kept, now = await execute(path, place)
            numbers = count(now)
            if arguments.write:
                nbformat.validate(now)
                nbformat.write(now, path)
            else:
                problems = differences(kept, now)
            if arguments.html:
                arguments.html.mkdir(parents=True, exist_ok=True)
                title = re.sub(r"^# ", "", now.cells[0].source.splitlines()[0])
                target = arguments.html / f"{path.stem}.html"
                target.write_text(page(now, title, arguments.theme), encoding="utf-8")
        except (CellExecutionError, DeadKernelError, RuntimeError, TimeoutError) as error:
            problems = [re.sub(r"\x1b\[[\d;]*m", "", str(error)).strip()]
    seconds = time.monotonic() - start
    verdict = "failed" if problems else "passed"
    print(f"{path.name}: {verdict}, {numbers} numbers, {seconds:.1f} s", flush=True)
    for problem in problems[:10]:
        print("  " + problem.replace("\n", "\n  "))
    if len(problems) > 10:
        print(f"  and {len(problems) - 10} more")
    return not problems


async def run_all(paths, place, arguments):
    limit = asyncio.Semaphore(AT_ONCE)
    return await asyncio.gather(*(run_one(path, place, arguments, limit) for path in paths))


def main():
    parser = argparse.ArgumentParser(description="Runs the notebooks, and compares their numbers.")
    parser.add_argument("names", nargs="*", metavar="NOTEBOOK", help="its number or name; else all")
    parser.add_argument("--write", action="store_true", help="keep what comes out")
    parser.add_argument("--html", type=Path, metavar="DIR", help="write each as a page into DIR")
    parser.add_argument("--theme", choices=["light", "dark"], default="light", help="of the pages")
    arguments = parser.parse_args()
    if arguments.html:
        arguments.html = arguments.html.resolve()
    paths = find(arguments.names)
    with workplace() as place:
        passed = asyncio.run(run_all(paths, place, arguments))
    print(f"{sum(passed)} passed, {len(passed) - sum(passed)} failed")
    return 0 if all(passed) and paths else 1


if __name__ == "__main__":
    sys.exit(main())
