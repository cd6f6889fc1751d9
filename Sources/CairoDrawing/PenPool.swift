// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures
import Synchronization

/// Pens that wait for the next figure.
///
/// Opening the fonts takes longer than drawing a small figure, and Pango never gives back all that it
/// takes; so pens are kept. Each is lent to one thread at a time, because Pango's objects are not to
/// be used by two at once.
final class PenPool: Sendable {
    /// A pen that no thread uses.
    ///
    /// Unchecked, because a pen is not Sendable; it is safe, because the pool hands each out once
    /// and takes it back only when its user has finished.
    private struct Idle: @unchecked Sendable {
        let pen: TextPen
    }

    private let idle = Mutex<[Idle]>([])

    /// The one pool of the process; empty until a figure is drawn.
    static let shared = PenPool()

    init() {}

    /// Calls a function with a pen that nobody else uses meanwhile.
    ///
    /// - Throws: ``DrawingError`` when fonts are missing, or what the function throws.
    func withPen<Result>(
        _ body: (TextPen) throws(DrawingError) -> Result
    ) throws(DrawingError) -> Result {
        let kept = idle.withLock { $0.popLast() }
        let pen = kept?.pen ?? TextPen()
        defer {
            let lent = Idle(pen: pen)
            idle.withLock { $0.append(lent) }
        }
        pen.forget()
        let result = try body(pen)
        try pen.check()
        return result
    }
}
