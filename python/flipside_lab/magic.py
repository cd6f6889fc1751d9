# SPDX-License-Identifier: GPL-3.0-or-later
"""`%flipside` and `%%flipside` for notebooks whose kernel is Python, hosted ones among them.

    %load_ext flipside_lab.magic

    %%flipside -o df
    preset demo
    weights

runs the lines in one session for the whole notebook, and puts the last table into `df`.
"""

import signal
import threading

from IPython.core.error import UsageError
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display

from .kernel import Program, ProgramError, for_pages, progress_bar


class FlipsideError(Exception):
    """A line of the cell failed; says where and what to type instead."""

    def _render_traceback_(self):
        """Spares the reader the inside of this module: IPython shows these lines."""
        return str(self).split("\n")


class interrupts:
    """Hands an interrupt on to the program for a while."""

    def __init__(self, program):
        self.program = program
        self.is_main = threading.current_thread() is threading.main_thread()

    def __enter__(self):
        if self.is_main:
            self.before = signal.signal(signal.SIGINT, lambda *_: self.program.interrupt())

    def __exit__(self, *_):
        if self.is_main:
            signal.signal(signal.SIGINT, self.before)


class Cell:
    """Shows what comes of a cell, and keeps the last table."""

    def __init__(self):
        self.table = None
        self.is_left_out = False
        self.progress = None

    def show(self, message):
        event = message["event"]
        if event == "stream":
            print(message["text"], end="")
        elif event == "display":
            self.keep(message)
            data, metadata = for_pages(message["data"]), for_pages(message["metadata"])
            display(data, metadata=metadata, raw=True)
        elif event == "progress":
            self.place(progress_bar(message))

    def keep(self, message):
        """Keeps the numbers of a table; what is said of a figure's file is none."""
        numbers = message["data"].get("application/json")
        is_rows = isinstance(numbers, list) and all(isinstance(row, dict) for row in numbers)
        if is_rows and not any("recipe" in row for row in numbers):
            self.table, self.is_left_out = numbers, False
        elif "left_out_bytes" in message["metadata"].get("application/json", {}):
            self.table, self.is_left_out = None, True

    def place(self, text):
        """Shows how far a job is, in one place."""
        bundle = {"text/plain": text}
        if self.progress:
            self.progress.update(bundle, raw=True)
        else:
            self.progress = display(bundle, raw=True, display_id=True)

    def end(self):
        if self.progress:
            self.place("")


def frame(cell):
    """Returns the last table of a cell as pandas has it."""
    if cell.is_left_out:
        raise FlipsideError(
            "error: the table is too long to be handed over\n"
            "  write it with out=table.csv, and read that file"
        )
    if cell.table is None:
        raise FlipsideError("error: the cell shows no table for -o")
    return pandas().DataFrame(cell.table)


def pandas():
    """Returns pandas; says how to get it where it is missing."""
    try:
        import pandas as module
    except ImportError:
        raise FlipsideError(
            "error: -o hands a table to pandas, which is not installed\n  type %pip install pandas"
        ) from None
    return module


@magics_class
class FlipsideMagics(Magics):
    """The magics, with one session of the program for the notebook."""

    def __init__(self, shell):
        super().__init__(shell)
        self.program = Program()

    @magic_arguments()
    @argument("-o", "--out", metavar="NAME", help="put the last table into this variable")
    @argument("--restart", action="store_true", help="begin with an empty bench")
    @argument("line", nargs="*", help="one command; a cell's lines otherwise")
    @line_cell_magic
    def flipside(self, line, cell=None):
        """Runs Flipside's commands: one behind %flipside, or the lines of a %%flipside cell."""
        if cell is None and not line.lstrip().startswith("-"):
            self.run(line)
            return
        arguments = parse_argstring(self.flipside, line)
        if cell is not None and arguments.line:
            raise UsageError("commands stand below %%flipside, not beside it")
        if arguments.out:
            if not arguments.out.isidentifier():
                raise UsageError(f"{arguments.out} is no name of a variable")
            pandas()
        if arguments.restart:
            self.program.stop()
        shown = self.run(cell if cell is not None else " ".join(arguments.line))
        if arguments.out:
            self.shell.user_ns[arguments.out] = frame(shown)

    def run(self, code):
        """Runs some lines, and returns what came of them."""
        shown = Cell()
        try:
            with interrupts(self.program):
                done = self.program.ask("execute", shown.show, code=code)
        except ProgramError as error:
            raise FlipsideError(f"error: {error}") from None
        finally:
            shown.end()
        if done["status"] == "error":
            raise FlipsideError(done.get("text") or f"error: {done['message']}")
        if done.get("quit"):
            self.program.stop()
        return shown


def load_ipython_extension(shell):
    """Called by `%load_ext flipside_lab.magic`."""
    magics = FlipsideMagics(shell)
    shell.register_magics(magics)
    shell.flipside_magics = magics


def unload_ipython_extension(shell):
    """Called by `%unload_ext flipside_lab.magic`."""
    shell.flipside_magics.program.stop()
