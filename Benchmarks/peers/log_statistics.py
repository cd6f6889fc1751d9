# SPDX-License-Identifier: GPL-3.0-or-later
"""What the readers of logs beside this file share: edges, names and how statistics are printed.

Each prints one JSON object a method, with the statistics that `reweigh methods=grpo,aspo format=json`
gives and under its names, as far as every peer can have them.
"""

import json

BIN_EDGES = [0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99]
METHODS = ["grpo", "aspo"]

SHARED = [
    "tokens", "positive", "negative", "zero", "ratio_mean", "ratio_mean_positive",
    "ratio_mean_negative", "ratio_min", "ratio_max", "ratio_std", "ratio_median",
    "clip_high_fraction", "clip_low_fraction", "kl_k1", "kl_k3",
]
OWN = [
    "weight_mean_positive", "weight_mean_negative", "gradient_mass_positive_by_bin",
    "gradient_mass_negative_by_bin",
]


def statistics(shared, weights, bins):
    """Returns one record a method.

    `shared` has a number a name of SHARED; `weights` a pair of means a method, of positive and of
    negative tokens; `bins` a triple a bin and sign: the bin, whether the sign is positive, and the
    gradient mass of each method.
    """
    records = []
    for place, method in enumerate(METHODS):
        masses = {True: [0.0] * 8, False: [0.0] * 8}
        for number, is_positive, mass in bins:
            masses[bool(is_positive)][number] += mass[place]
        total = sum(masses[True]) + sum(masses[False])
        record = {"method": method} | {name: shared[name] for name in SHARED}
        record["weight_mean_positive"], record["weight_mean_negative"] = weights[place]
        record["gradient_mass_positive_by_bin"] = [mass / total for mass in masses[True]]
        record["gradient_mass_negative_by_bin"] = [mass / total for mass in masses[False]]
        records.append(record)
    return records


def show(records):
    """Prints the records."""
    print(json.dumps(records))
