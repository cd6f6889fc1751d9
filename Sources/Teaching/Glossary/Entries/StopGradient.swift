// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

extension GlossaryEntry {
    /// What is computed but not differentiated.
    static let stopGradient = GlossaryEntry(
        "stop-gradient", aliases: ["sg", "detach", "stop_gradient"],
        """
        Part of a formula that is computed but not differentiated, written sg(·). ASPO needs it: \
        π_old·π/sg(π²) has the value 1/r, and yet its gradient pushes a good token up.
        """,
        shownIn: "export",
        example: Example("export method=aspo", "its loss in PyTorch"),
        related: ["flip", "export", "loss"])
}
