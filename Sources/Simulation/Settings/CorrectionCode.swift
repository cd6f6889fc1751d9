// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import TokenWeights

/// The names of corrections as numbers, since settings are numbers.
///
/// 0 is none, 1, 2, … are the published ones. A name that somebody typed has a number of its own from
/// ``firstTyped`` on, which it keeps as long as the program runs; files and recipes hold the name.
enum CorrectionCode {
    /// The words for none and for the published corrections, in the order of their numbers.
    static let published = ["none"] + Correction.all.map(\.name)

    /// The number of the first name that somebody typed.
    private static let firstTyped = 1_000

    /// The most names that are remembered, so that no flood of names fills the memory.
    private static let most = 100_000

    /// The names that were typed, in the order in which they came; it only grows.
    private static let typed = Mutex<[String]>([])

    /// Returns the number of a correction's name; nil for what is no name, or where there were too many.
    static func number(_ word: String) -> Double? {
        if let index = published.firstIndex(of: word) { return Double(index) }
        guard !word.isEmpty, word.utf8.count <= 256 else { return nil }
        return typed.withLock { names in
            if let index = names.firstIndex(of: word) { return Double(firstTyped + index) }
            guard names.count < most else { return nil }
            names.append(word)
            return Double(firstTyped + names.count - 1)
        }
    }

    /// Returns the name that a number stands for; nil for a number that stands for none.
    static func word(_ number: Double) -> String? {
        guard let number = Int(exactly: number) else { return nil }
        if published.indices.contains(number) { return published[number] }
        return typed.withLock { names in
            let index = number.subtractingReportingOverflow(firstTyped).partialValue
            return names.indices.contains(index) ? names[index] : nil
        }
    }
}
