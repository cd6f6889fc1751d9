// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

/// The colours of themes as a page's style sheet has them.
enum PageColors {
    /// Returns the lines that give the page its colours: those that the writer chose, else light or
    /// dark ones as the reader's system has it; on paper always light ones.
    static func style(light: Theme, dark: Theme) -> String {
        let night = variables(dark)
        return ":root{\(variables(light))}"
            + "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){\(night)}}"
            + "@media screen{:root[data-theme=dark]{\(night)}}"
    }

    private static func variables(_ theme: Theme) -> String {
        let page = theme.background.opacity(1)
        let names: [(String, Color)] = [
            ("page", page), ("ink", theme.foreground), ("muted", theme.muted),
            ("grid", theme.grid), ("shade", theme.shade), ("hatched", theme.hatchedShade),
            ("hatch", theme.hatch),
        ]
        return names.map { "--\($0.0):#\($0.1.hexadecimal)" }.joined(separator: ";")
    }
}
