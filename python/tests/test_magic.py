# SPDX-License-Identifier: GPL-3.0-or-later
"""The magics as Python notebooks use them. Needs the program: FLIPSIDE_EXE, or one on the PATH."""

import contextlib
import io
import os
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

from IPython.core.error import UsageError
from IPython.core.interactiveshell import InteractiveShell

from flipside_lab.kernel import Program, ProgramError
from flipside_lab.lexer import FlipsideLexer
from flipside_lab.magic import FlipsideError


class MagicTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.shell = InteractiveShell.instance()
        cls.shell.run_line_magic("load_ext", "flipside_lab.magic")
        cls.addClassCleanup(cls.shell.run_line_magic, "unload_ext", "flipside_lab.magic")

    def cell(self, code, line=""):
        with contextlib.redirect_stdout(io.StringIO()) as shown:
            self.shell.run_cell_magic("flipside", line, code)
        return shown.getvalue()

    def test_line(self):
        self.cell("clear")
        with contextlib.redirect_stdout(io.StringIO()) as shown:
            self.shell.run_line_magic("flipside", "token a old=0.1 new=0.05")
        self.assertIn("a: π_old 0.1", shown.getvalue())

    def test_error(self):
        with self.assertRaisesRegex(FlipsideError, "did you mean aspo"):
            self.cell("preset demo\nweights methods=apso")

    def test_wrong_use(self):
        with self.assertRaises(UsageError):
            self.cell("weights", "plot weight")
        with self.assertRaises(UsageError):
            self.cell("weights", "-o 1x")

    def test_table(self):
        try:
            import pandas  # noqa: F401
        except ImportError:
            with self.assertRaisesRegex(FlipsideError, "pandas"):
                self.cell("preset demo\nweights", "-o df")
            return
        self.cell("preset demo\nweights", "-o df")
        frame = self.shell.user_ns["df"]
        self.assertEqual(list(frame["token"]), ["Therefore", "obviously", "lucky", "wrong"])
        with self.assertRaisesRegex(FlipsideError, "no table"):
            self.cell("1 + 1", "-o df")

    def test_restart(self):
        self.cell("preset demo")
        self.assertIn("empty", self.cell("show tokens", "--restart"))


class ProgramTests(unittest.TestCase):
    def test_what_is_not_flipside(self):
        for path, problem in (("/bin/echo", "another protocol"), ("/nowhere", "cannot be started")):
            with self.assertRaisesRegex(ProgramError, problem):
                Program(path).ask("is_complete", code="")


    def test_half_characters(self):
        program = Program()
        self.addCleanup(program.stop)
        self.assertEqual(program.ask("execute", code="# \ud83d")["status"], "ok")


class LexerTests(unittest.TestCase):
    def test_words(self):
        code = "# note\nweights methods=grpo,aspo c=3\nrule f = if A > 0 then 1/r else r\n"
        found = [(str(kind)[6:], text) for kind, text in FlipsideLexer().get_tokens(code)]
        self.assertEqual("".join(text for _, text in found), code)
        self.assertIn(("Keyword", "weights"), found)
        self.assertIn(("Keyword", "rule"), found)
        self.assertIn(("Name.Attribute", "methods"), found)
        self.assertIn(("Comment.Single", "# note"), found)
        self.assertNotIn("Error", {kind for kind, _ in found})


if __name__ == "__main__":
    unittest.main()
