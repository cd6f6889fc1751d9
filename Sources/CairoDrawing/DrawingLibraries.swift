// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// Cairo, Pango and HarfBuzz, each of them loaded when it is needed for the first time.
enum DrawingLibraries {
    /// Loads Cairo, if nobody has yet; needed before any of its functions is called.
    ///
    /// - Throws: ``DrawingError`` when it is not there, with the package to install.
    static func load() throws(DrawingError) { try complain(of: cairo) }

    /// Loads Pango, if nobody has yet; needed before any of its functions is called.
    ///
    /// - Throws: ``DrawingError`` when it is not there, with the package to install.
    static func loadPango() throws(DrawingError) {
        try load()
        try complain(of: pango)
    }

    /// Whether HarfBuzz is there; it is loaded by the first question.
    static let hasHarfBuzz = problem(ccairo_load_harfbuzz()) == nil

    private static let cairo = problem(ccairo_load())

    private static let pango: String? = {
        if let problem = problem(ccairo_load_pango()) { return problem }
        // Pango has Fontconfig read the system's configuration where there is no other yet, even if
        // it never asks for it.
        if let nothing = FcConfigCreate() {
            _ = FcConfigSetCurrent(nothing)
            FcConfigDestroy(nothing)
        }
        return nil
    }()

    private static func complain(of problem: String?) throws(DrawingError) {
        guard let problem else { return }
        throw DrawingError(
            "figures cannot be drawn: \(problem)",
            hint: "write .svg, which needs nothing more, or install what is missing with: "
                + "apt install libpangocairo-1.0-0 fonts-dejavu-core")
    }

    /// Returns what a loader says.
    private static func problem(_ reason: UnsafePointer<CChar>?) -> String? {
        reason.map { String(cString: $0) }
    }
}
