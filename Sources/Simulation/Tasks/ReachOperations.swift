// SPDX-License-Identifier: GPL-3.0-or-later

/// The numbers of task `reach`, and how one leads to another.
struct ReachOperations: Sendable {
    /// How many numbers there are, from 0; at most 100, which two digits write.
    let count: Int

    /// What the operations are, as people read them.
    static let titles = ["+3", "−5", "×2", "÷2"]

    /// Returns where an operation leads from a number; nil where it is not allowed.
    func apply(_ operation: Int, to number: Int) -> Int? {
        let result: Int
        switch operation {
        case 0: result = number + 3
        case 1: result = number - 5
        case 2: result = number * 2
        default:
            guard number.isMultiple(of: 2) else { return nil }
            result = number / 2
        }
        return (0..<count).contains(result) ? result : nil
    }

    /// Returns the operations that are allowed at a number.
    func allowed(at number: Int) -> [Int] {
        Self.titles.indices.filter { apply($0, to: number) != nil }
    }

    /// Returns the fewest operations to every number from one; nil for those out of reach.
    func distances(from start: Int) -> [Int?] {
        var distances = [Int?](repeating: nil, count: count)
        distances[start] = 0
        var front = [start]
        var distance = 0
        while !front.isEmpty {
            distance += 1
            let reached = front.flatMap { number in
                Self.titles.indices.compactMap { apply($0, to: number) }
            }
            front = []
            for number in reached where distances[number] == nil {
                distances[number] = distance
                front.append(number)
            }
        }
        return distances
    }

    /// Whether a pair is held out: it occurs neither in training nor in demonstrations.
    static func isHeldOut(_ start: Int, _ goal: Int) -> Bool {
        (31 * start + 17 * goal).isMultiple(of: 8)
    }
}
