# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that is measured.

A measurement is a module with a NAME and a function measure(stage) that returns rows of the
table. A new one is one file here and one entry in ALL.
"""

from measurements import (
    figure, lines, logs, notebooks, pages, peers, prompt, reach, scaling, simulation, weights)

ALL = [prompt, weights, lines, figure, pages, notebooks, simulation, peers, scaling, reach, logs]
