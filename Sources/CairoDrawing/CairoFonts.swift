// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization

/// Cairo's fonts, which are used by one thread at a time in the whole process.
///
/// Cairo keeps at most ten files of fonts open. To open another it closes one that no thread uses, but
/// looks for that without the lock under which another thread begins to use it; and FreeType wants its
/// files opened and closed by one thread at a time. Then letters are drawn with a file that is closed,
/// and the process ends.
enum CairoFonts {
    private static let lock = Mutex(())

    /// Calls a function while no other thread uses a font of Cairo's; it must not be called within
    /// another such call.
    static func alone<Result: Sendable, Failure>(
        _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try lock.withLock { _ throws(Failure) in try body() }
    }
}
