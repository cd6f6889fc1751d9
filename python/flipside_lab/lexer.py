# SPDX-License-Identifier: GPL-3.0-or-later
"""The colours of Flipside's commands in exported notebooks and documents."""

from pygments.lexer import RegexLexer, bygroups
from pygments.token import (
    Comment, Keyword, Name, Number, Operator, Punctuation, String, Text, Whitespace,
)

__all__ = ["FlipsideLexer"]


class FlipsideLexer(RegexLexer):
    """Lines of a verb, words and key=value, with comments from a # on."""

    name = "Flipside"
    aliases = ["flipside"]
    filenames = ["*.flip"]
    mimetypes = ["text/x-flipside"]
    url = "https://arxiv.org/abs/2510.06062"

    tokens = {
        "root": [
            (r"\s+", Whitespace),
            (r"#[^\n]*", Comment.Single),
            (r"[^\W\d][\w-]*(?=\s|$)", Keyword, "line"),
            (r"", Text, "line"),
        ],
        "line": [
            (r"\\[ \t]*\n", Whitespace),
            (r"\n", Whitespace, "#pop"),
            (r"[ \t\r]+", Whitespace),
            (r"(?<=\s)#[^\n]*", Comment.Single),
            (r'"(\\.|[^"\\])*"', String.Double),
            (r"'[^']*'", String.Single),
            (r"([^\W\d][\w.]*)(=)(?!=)", bygroups(Name.Attribute, Operator)),
            (r"\d+(\.\d+)?([eE][+-]?\d+)?[%kM]?", Number),
            (r"[-+*/^<>=!&|≤≥≠×·÷−]+", Operator),
            (r"[()\[\]{},:]", Punctuation),
            (r"[^\W\d][\w-]*", Name),
            (r".", Text),
        ],
    }
