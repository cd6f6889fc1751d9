// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures
import Glibc

/// Cairo and Pango, which are loaded when the first figure is drawn.
enum DrawingLibraries {
    /// Loads them, if nobody has yet; needed before any of their functions is called.
    ///
    /// - Throws: ``DrawingError`` when they are not there, with the package to install.
    static func load() throws(DrawingError) {
        guard let problem else { return }
        throw DrawingError(
            "figures cannot be drawn: \(problem)",
            hint: "install what is missing with: apt install libpangocairo-1.0-0")
    }

    /// Why they could not be loaded, or nil.
    private static let problem: String? = {
        if let reason = ccairo_load() {
            defer { free(reason) }
            return String(cString: reason)
        }
        // Pango has Fontconfig read the system's configuration where there is no other yet, even if
        // it never asks for it.
        if let nothing = FcConfigCreate() {
            _ = FcConfigSetCurrent(nothing)
            FcConfigDestroy(nothing)
        }
        return nil
    }()
}
