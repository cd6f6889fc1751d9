// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Figure {
    /// Takes away what a figure can do without on a low screen: the line below it, notes on what is
    /// shaded, and the beginnings of titles that are too long.
    ///
    /// Lines are not bundled there: panels with the same names share one legend.
    mutating func dropOrnaments(titleRoom: Int) {
        footnote = ""
        bundlesLines = false
        for panel in panels.indices {
            let parts = panels[panel].title.split(separator: ", ")
            if panels[panel].title.count > titleRoom, let last = parts.last {
                panels[panel].title = String(last)
            }
            panels[panel].marks = panels[panel].marks.map { mark in
                guard case .region(var region) = mark else { return mark }
                region.note = []
                return .region(region)
            }
        }
    }
}
