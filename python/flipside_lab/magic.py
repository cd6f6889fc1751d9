# SPDX-License-Identifier: GPL-3.0-or-later
"""`%flipside` and `%%flipside` for notebooks whose kernel is Python, hosted ones among them.

    %load_ext flipside_lab.magic

    %%flipside -o df
    preset demo
    weights

runs the lines in one session for the whole notebook, and puts the last table into `df`.
"""

import os
import shutil
import signal
import sysconfig
import threading

from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
from IPython.display import display

from .kernel import Program, ProgramError, for_pages, progress_bar


def program_path():
    """Returns the path of flipside: the one beside this Python, else the one on PATH."""
    beside = os.path.join(sysconfig.get_path("scripts"), "flipside")
    if os.environ.get("FLIPSIDE_EXE"):
        return os.environ["FLIPSIDE_EXE"]
    return beside if os.access(beside, os.X_OK) else shutil.which("flipside") or "flipside"


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
        self.numbers = None
        self.progress = None

    def show(self, message):
        event = message["event"]
        if event == "stream":
            print(message["text"], end="")
        elif event == "display":
            self.numbers = message["data"].get("application/json", self.numbers)
            data, metadata = for_pages(message["data"]), for_pages(message["metadata"])
            display(data, metadata=metadata, raw=True)
        elif event == "progress":
            self.place(progress_bar(message))

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


def table(numbers):
    """Returns a table of numbers as pandas has it; what is no table as it is."""
    if not isinstance(numbers, list) or not all(isinstance(row, dict) for row in numbers):
        return numbers
    import pandas

    return pandas.DataFrame(numbers)


@magics_class
class FlipsideMagics(Magics):
    """The magics, with one session of the program for the notebook."""

    def __init__(self, shell):
        super().__init__(shell)
        self.program = Program(program_path())

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
        if arguments.restart:
            self.program.stop()
        code = cell if cell is not None else " ".join(arguments.line)
        numbers = self.run(code)
        if arguments.out:
            self.shell.user_ns[arguments.out] = table(numbers)

    def run(self, code):
        shown = Cell()
        try:
            with interrupts(self.program):
                done = self.program.ask("execute", shown.show, code=code)
        except ProgramError as error:
            raise FlipsideError(str(error)) from None
        finally:
            shown.end()
        if done["status"] == "error":
            raise FlipsideError(done.get("text") or done["message"])
        if done.get("quit"):
            self.program.stop()
        return shown.numbers


def load_ipython_extension(shell):
    """Called by `%load_ext flipside_lab.magic`."""
    magics = FlipsideMagics(shell)
    shell.register_magics(magics)
    shell.flipside_magics = magics


def unload_ipython_extension(shell):
    """Called by `%unload_ext flipside_lab.magic`."""
    shell.flipside_magics.program.stop()
