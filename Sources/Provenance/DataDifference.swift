// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
package import Figures
import Results

/// How the points of two figures differ.
package struct DataDifference: Sendable, Equatable {
    /// The rows of each.
    package let counts: (first: Int, second: Int)
    /// The rows in which something differs, among those that both have.
    package let different: Int
    /// The largest difference of a number.
    package let largest: Double
    /// What the row with the largest difference, or with other words, is of.
    package let place: String?

    package static func == (left: DataDifference, right: DataDifference) -> Bool {
        left.counts == right.counts && left.different == right.different
            && left.largest == right.largest && left.place == right.place
    }

    /// Compares what two figures draw, row by row; none of the rows are kept.
    package init(_ first: Figure, _ second: Figure) {
        var (different, largest, place) = (0, 0.0, String?.none)
        var counts = (first: 0, second: 0)
        var (left, right) = (first.dataRows.makeIterator(), second.dataRows.makeIterator())
        while true {
            let pair = (left.next(), right.next())
            if pair.0 != nil { counts.first += 1 }
            if pair.1 != nil { counts.second += 1 }
            guard let left = pair.0, let right = pair.1 else {
                if pair.0 == nil && pair.1 == nil { break }
                continue
            }
            guard left != right else { continue }
            different += 1
            let distance = zip(left, right).map(Self.distance).max() ?? 0
            if place == nil || distance > largest {
                place = "panel \(left[0].exact), \(left[2].exact) \(left[3].exact)"
            }
            largest = max(largest, distance)
        }
        (self.counts, self.different) = (counts, different)
        (self.largest, self.place) = (largest, place)
    }

    /// Whether both draw the same.
    package var isNone: Bool { counts.first == counts.second && different == 0 }

    /// The difference in words.
    package var text: String {
        guard !isNone else {
            return "\(countedAll(counts.first, "row")) \(counts.first == 1 ? "is" : "are") the same"
        }
        var parts: [String] = []
        if counts.first != counts.second {
            parts.append("\(counted(counts.first, "row")) and \(counts.second)")
        }
        if different > 0 {
            let most = NumberText.significant(largest, digits: 3)
            let spot = place.map { " in \(shownText($0))" } ?? ""
            parts.append(
                "\(counted(different, "row")) \(different == 1 ? "differs" : "differ"), by up to \(most)\(spot)"
            )
        }
        return parts.joined(separator: "; ")
    }

    /// Returns how far two cells are apart: infinite where one is a number and the other is not.
    private static func distance(_ left: Table.Cell, _ right: Table.Cell) -> Double {
        guard left != right else { return 0 }
        guard case .number(let left) = left, case .number(let right) = right else {
            return .infinity
        }
        return left == right || (left.isNaN && right.isNaN) ? 0 : abs(left - right)
    }
}
