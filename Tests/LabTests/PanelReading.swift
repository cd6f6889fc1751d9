// SPDX-License-Identifier: GPL-3.0-or-later

import Figures

extension Panel {
    /// The lines, from the back to the front.
    var lines: [Mark.Line] {
        marks.compactMap { if case .line(let line) = $0 { line } else { nil } }
    }

    /// The bands.
    var bands: [Mark.Band] {
        marks.compactMap { if case .band(let band) = $0 { band } else { nil } }
    }

    /// The shaded regions.
    var regions: [Mark.Region] {
        marks.compactMap { if case .region(let region) = $0 { region } else { nil } }
    }
}
