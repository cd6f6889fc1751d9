# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the golden files by the program's own words; golden/export calls it."""

import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))

from pages import NETWORK  # noqa: E402  (it lies beside this folder)

# What two rules of the reader and the published ones have to say.
RULES = [
    "rule gentle = if A > 0 and r <= 1 + eps_high then 1/sqrt(r) else min(r, c)",
    "rule pull score = A - 0.1*log(r)",
    "rule edge = if p - q > 0.1 then 0 else clip(r, 0.5, 2)",
]

# π_old, then ratios: far and near, and at the ends of intervals.
OLD = [0.9, 0.5, 0.1, 0.003]
RATIOS = [1e-12, 0.05, 0.33, 0.5, 0.79, 0.8, 0.81, 0.95, 1, 1.05, 1.1, 1.19, 1.2, 1.21, 1.4, 2.9, 3, 3.1, 9, 200]
ADVANTAGES = [-2.5, -1, 0, 1, 1.7]

# The bench of the page whose data the tests read.
BENCH = [
    "token Therefore old=0.1 new=0.05 adv=+1", "token the old=0.5 new=0.4 adv=+1",
    'token "not <b>so" old=0.2 new=0.3 adv=-1 entropy=0.7', "simulate world=graph seeds=3 steps=20 methods=grpo,aspo",
]

BENCHES = [
    (["a .5 1", "b .3 1", "c .1 -1"], "steps=20"),
    (["a .2 1", "b .2 -1", "c .6 0.5"], "steps=12 inner=3 lr=1"),
    (["a .05 2", "b .9 -1"], "steps=10 kl_coef=0.2 kl=k3 entropy_coef=0.05"),
    (["a .3 1", "b .3 -1", "c .3 0"], "steps=8 kl_coef=0.1 kl=k3-ratio"),
    (["a .3 1", "b .3 -1", "c .3 0"], "steps=8 kl_coef=0.1 kl=abs"),
]
TRAINED = "ppo grpo dapo nois aspo cispo sapo ce-gppo dcpo dppo-tv dppo-kl maspo kimi prime-rl gentle pull".split()


def said(program, lines):
    """Returns the JSON documents that the program answers lines with."""
    made = subprocess.run([program, "--json"], input="\n".join(lines), capture_output=True, text=True)
    if made.returncode:
        sys.exit(made.stderr)
    return [json.loads(line) for line in made.stdout.splitlines()]


def tokens():
    """Returns tokens of every sort as the arguments that make them."""
    made = []
    for index, (old, ratio) in enumerate(itertools.product(OLD, RATIOS)):
        if old * ratio > 1:
            continue
        adv = ADVANTAGES[index % len(ADVANTAGES)]
        extra = " engine=0.2 ref=0.07" if index % 3 == 0 else ""
        made.append(f"old={old} new={old * ratio!r} adv={adv}{extra}")
        if index % 2:
            made.append(f"old={old} new={old * ratio!r} adv={-adv or 1}{extra} entropy=0.7")
    return made


# Rules that are read, and then refused for what they give, or not.
PROBED = [
    "r", "1 - r", "log(r)", "1/(r - 1)", "sqrt(r - 1)", "A", "A*r", "if A > 0 then 1 else -1", "1/H", "r^1000", "exp(r)",
    "1/(r - 0.5)", "log(p)", "-0.00001", "rho - 1", "1/m", "1/(rho - exp(0.4))", "ref - q", "sqrt(q - p)", "1 - ref",
    "min(r, c) - 0.00000123456", "if r > 1 then 1 else r > 1", "r > 1", "foo", "max(0, A)", "inf", "0*inf", "abs(A) - 1.5",
]


def probes(program):
    """Returns what the program says to rules, each with its place from where the rule begins."""
    made = []
    for text in PROBED:
        line = f"rule mine = {text}"
        run = subprocess.run([program, "--json", "-c", line], capture_output=True, text=True, check=False)
        if run.returncode == 0:
            made.append({"text": text})
            continue
        error = json.loads(run.stderr.splitlines()[-1])["error"]
        span = [place - len("rule mine = ") for place in error["span"]]
        made.append({"text": text, "span": span, "problem": error["message"], "remedy": error["hint"]})
    return made


def weights(program):
    """Returns the tokens with each method's weight and score."""
    page = json.loads((HERE / "page.json").read_text())
    names = [one["name"] for one in page["methods"] if "quantile" not in one.get("reads", [])]
    given = tokens()
    lines = RULES + [f"token t{index} {one}" for index, one in enumerate(given)]
    names += ["gentle", "pull", "edge"]
    rows = said(program, lines + [f"weights methods={','.join(names)}"])[-1]
    return {
        "rules": RULES, "methods": names, "tokens": given,
        "rows": [[[row[f"weight.{name}"], row[f"score.{name}"], row[f"gradient.{name}"]] for name in names]
                 for row in rows],
    }


def training(program):
    """Returns what becomes of benches."""
    made = []
    for given, settings in BENCHES:
        lines = [f"token {name} old={old} new={old} adv={adv}" for name, old, adv in map(str.split, given)]
        told = RULES + lines + [f"simulate methods={','.join(TRAINED)} {settings}"]
        runs = said(program, told)[-1]
        made.append({
            "tokens": given, "settings": runs[0]["config"],
            "runs": [{"method": run["method"], "rows": [
                [row["entropy"], row["kl_ref"], row.get("kl_old"), *row["p"].values()] for row in run["metrics"]
            ]} for run in runs],
        })
    return {"rules": RULES, "benches": made}


def page(program, line):
    """Returns the data of a page that a line writes."""
    with tempfile.TemporaryDirectory() as folder:
        said(program, [*BENCH, f"{line} out={folder}/page.html"])
        text = pathlib.Path(folder, "page.html").read_text()
    return json.loads(re.search(r'id="data">(.*?)</script>', text, re.S).group(1))


HERE = pathlib.Path(sys.argv[2])


def write(name, document):
    """Writes a document with one row a line."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    (HERE / name).write_text(text.replace("]],[[", "]],\n[[").replace("},{\"text", "},\n{\"text") + "\n")


if __name__ == "__main__":
    write("page.json", page(sys.argv[1], "plot weight + gradient + entropy methods=grpo,aspo"))
    write("lesson.json", page(sys.argv[1], "lesson page 2"))
    BENCH.append(f'lesson file="{NETWORK}"')
    write("answers.json", page(sys.argv[1], "lesson page"))
    write("probes.json", probes(sys.argv[1]))
    write("weights.json", weights(sys.argv[1]))
    write("training.json", training(sys.argv[1]))
