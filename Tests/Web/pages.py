# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages to test: those that the program writes, or without a program those of build.js."""

import base64
import hashlib
import json
import os
import pathlib
import re
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
PROGRAM = os.environ.get("FLIPSIDE_EXE", str(HERE.parent.parent / ".build/debug/flipside"))

TOKENS = [
    "token Therefore old=0.1 new=0.05 adv=+1",
    'token "not <b>so</b>" old=0.2 new=0.3 adv=-1 entropy=0.7',
    "token the old=0.5 new=0.4 adv=+1 engine=0.45 ref=0.4",
]
RULE = "rule gentle = if A > 0 and r <= 1 + eps_high then 1/sqrt(r) else min(r, c)"
LARGE = [f"token t{index} old={0.0199 - index * 0.0003:.4f} new={0.0004 * (index + 5):.4f} adv={(-1) ** index}"
         for index in range(50)]
PAGES = {
    "figure": [*TOKENS, RULE, "simulate methods=grpo,aspo steps=20", "plot weight + gradient + entropy methods=grpo,aspo"],
    "large": [*LARGE, "simulate methods=grpo,aspo", "plot weight + gradient + entropy methods=grpo,aspo"],
    "own": [*TOKENS, "rule mine = min(r, 0.25)", "plot weight methods=grpo,mine"],
    "surface": [*TOKENS, "plot weight + surface"],
}


# A lesson that trains a network for a second, and reads its answers.
NETWORK = HERE / "net.lesson"


def said(lines):
    """Returns the JSON documents that the program answers lines with."""
    made = subprocess.run([PROGRAM, "--json"], input="\n".join(lines), capture_output=True, text=True, check=False)
    if made.returncode:
        raise RuntimeError(made.stderr)
    return [json.loads(line) for line in made.stdout.splitlines()]


def writes_pages():
    """Whether there is a program that writes pages."""
    if not os.access(PROGRAM, os.X_OK):
        return False
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([PROGRAM, "-c", f"plot weight out={folder}/x.html"], capture_output=True, check=False)
        return made.returncode == 0


def built(name, file):
    """Writes a page of the data that lie beside the tests."""
    subprocess.run(["node", HERE / "build.js", HERE / "golden" / f"{name}.json", file], check=True)


def make(folder):
    """Returns files of pages by their names, made in a folder."""
    folder = pathlib.Path(folder)
    files = {name: folder / f"{name}.html" for name in [*PAGES, "lesson", "answers"]}
    if not writes_pages():
        built("page", files["figure"])
        built("lesson", files["lesson"])
        built("answers", files["answers"])
        return {name: file for name, file in files.items() if file.exists()}
    for name, lines in PAGES.items():
        said([*lines[:-1], f"{lines[-1]} out={files[name]}"])
    said([f"lesson page 2 out={files['lesson']}"])
    said([f'lesson file="{NETWORK}"', f"lesson page out={files['answers']}"])
    if os.environ.get("FLIPSIDE_RESKIN"):
        for file in files.values():
            reskinned(file, file)
    return files


def data_of(file):
    """Returns the data in a page."""
    text = pathlib.Path(file).read_text()
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S).group(1))


def reskinned(file, out):
    """Writes a page anew with the scripts and the style that lie here; for who works on these."""
    text = pathlib.Path(file).read_text()
    resources = HERE.parent.parent / "Sources/Pages/Resources"
    kind = "lesson" if data_of(file)["kind"] == "lesson" else "figure"
    colors = re.search(r":root\{--page:.*?\n", text).group(0)
    style = (resources / "page.css").read_text().replace("/*{{colors}}*/\n", colors)
    style, lessons = style.split("/*lesson*/\n")
    style += lessons if kind == "lesson" else ""
    script = (resources / f"{kind}.js").read_text()

    def digest(given):
        return f"'sha256-{base64.b64encode(hashlib.sha256(given.encode()).digest()).decode()}'"

    text = re.sub("<style>.*?</style>", lambda _: f"<style>{style}</style>", text, flags=re.S)
    text = re.sub("<script>.*?</script>", lambda _: f"<script>{script}</script>", text, flags=re.S)
    text = re.sub("style-src '[^']*'; script-src '[^']*'", f"style-src {digest(style)}; script-src {digest(script)}", text)
    pathlib.Path(out).write_text(text)
