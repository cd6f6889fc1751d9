// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Results
import Synchronization

/// Looks at the clock and at the memory while a recipe is followed; asked from any thread.
package final class RecipeWatch: Sendable {
    /// What there was too much of.
    package enum Excess: Int {
        case time = 1, memory
    }

    private let end: ContinuousClock.Instant
    private let mostMemory: Int
    private let found = Atomic<Int>(0)
    private let questions = Atomic<Int>(0)

    /// Begins now.
    package init(_ limit: RecipeLimit) {
        end = .now + .seconds(limit.seconds)
        mostMemory = (Self.residentMemory ?? 0) + limit.memory
    }

    /// What there was too much of, if anything was.
    package var excess: Excess? { Excess(rawValue: found.load(ordering: .relaxed)) }

    /// Returns whether the recipe has had all that it may have.
    package func isOver() -> Bool {
        guard excess == nil else { return true }
        if ContinuousClock.now > end {
            found.store(Excess.time.rawValue, ordering: .relaxed)
        } else if questions.add(1, ordering: .relaxed).oldValue % 4 == 0,
            // The system is asked now and then only: that takes microseconds.
            let memory = Self.residentMemory, memory > mostMemory
        {
            found.store(Excess.memory.rawValue, ordering: .relaxed)
        }
        return excess != nil
    }

    /// How much memory the process holds, in bytes; nil where the system does not say.
    private static var residentMemory: Int? {
        let text = InputFile.head(of: "/proc/self/statm", count: 128)
        let words = text.split(separator: UInt8(ascii: " "))
        guard words.count > 1, let pages = Int(String(decoding: words[1], as: UTF8.self)) else {
            return nil
        }
        return pages * sysconf(Int32(_SC_PAGESIZE))
    }
}
