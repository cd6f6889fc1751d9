# SPDX-License-Identifier: GPL-3.0-or-later
"""`reweigh methods=grpo,aspo` of a log, with polars' lazy, streaming engine.

Usage: log_polars.py FILE csv|rows|arrays
"""

import sys

import polars as pl

from log_statistics import BIN_EDGES, SHARED, show, statistics

RATIO, ADVANTAGE, SHIFT = pl.col("ratio"), pl.col("advantage"), pl.col("shift")


def tokens(path, kind):
    """Returns the tokens of a log with their ratios and gradient masses at weight 1."""
    wanted = ["advantage", "logp_old", "logp"]
    frame = (pl.scan_csv(path) if kind == "csv" else pl.scan_ndjson(path)).select(wanted)
    if kind == "arrays":
        frame = frame.explode("logp_old", "logp")
    shift = (pl.col("logp") - pl.col("logp_old")).clip(-20, 20)
    return frame.select(
        "advantage", shift.alias("shift"), shift.exp().alias("ratio"),
        pl.col("logp_old").exp().alias("old"),
        (ADVANTAGE.abs() * (1 - pl.col("logp").exp()).clip(0)).alias("lift"))


def weights():
    """Returns the weights of GRPO and of ASPO."""
    masked = ((ADVANTAGE > 0) & (RATIO > 1.2)) | ((ADVANTAGE < 0) & (RATIO < 0.8))
    grpo = pl.when(masked | ((ADVANTAGE < 0) & (RATIO > 3)) | (ADVANTAGE == 0)).then(0.0)
    aspo = pl.when(masked | (ADVANTAGE == 0)).then(0.0)
    flipped = pl.when(ADVANTAGE > 0).then(1 / RATIO).otherwise(RATIO).clip(None, 3)
    return grpo.otherwise(RATIO), aspo.otherwise(flipped)


def main():
    frame = tokens(sys.argv[1], sys.argv[2])
    grpo, aspo = weights()
    positive, negative = ADVANTAGE > 0, ADVANTAGE < 0
    values = [
        pl.len(), positive.sum(), negative.sum(), (ADVANTAGE == 0).sum(), RATIO.mean(),
        RATIO.filter(positive).mean(), RATIO.filter(negative).mean(), RATIO.min(), RATIO.max(),
        RATIO.std(ddof=0), RATIO.median(), (positive & (RATIO > 1.2)).mean(),
        (negative & (RATIO < 0.8)).mean(), (-SHIFT).mean(), (RATIO - 1 - SHIFT).mean(),
    ]
    means = [weight.filter(sign).mean() for weight in (grpo, aspo) for sign in (positive, negative)]
    whole = frame.select(
        [value.alias(name) for name, value in zip(SHARED, values)]
        + [mean.alias(f"mean{place}") for place, mean in enumerate(means)])
    by_bin = frame.filter(ADVANTAGE != 0).select(
        pl.sum_horizontal([pl.col("old") >= edge for edge in BIN_EDGES]).alias("bin"),
        positive.alias("positive"), (grpo * pl.col("lift")).alias("grpo"),
        (aspo * pl.col("lift")).alias("aspo"),
    ).group_by("bin", "positive").agg(pl.col("grpo").sum(), pl.col("aspo").sum())
    whole, by_bin = pl.collect_all([whole, by_bin], engine="streaming")
    row = whole.row(0, named=True)
    show(statistics(
        row, [(row["mean0"], row["mean1"]), (row["mean2"], row["mean3"])],
        [(number, sign, masses) for number, sign, *masses in by_bin.rows()]))


main()
