// SPDX-License-Identifier: GPL-3.0-or-later

let brailleSteps = """
    """

let asciiSteps = """
    """
