// SPDX-License-Identifier: GPL-3.0-or-later

/// A curve's steps brought in order, and what that took.
struct StepOrder {
    private(set) var steps: [Double] = []
    private(set) var values: [Double] = []
    /// The numbers that later ones replaced because training was resumed before them.
    private(set) var resumed = 0
    /// Where it was resumed, the first time.
    private(set) var resumedAt: Double?
    /// The numbers that a later one at the same step replaced.
    private(set) var repeated = 0

    /// The most times that a training may have been resumed in one file.
    private static let mostResumes = 64

    /// Orders numbers by their steps, all of them finite.
    init(_ steps: [Double], _ values: [Double]) {
        if Self.areRising(steps) {
            (self.steps, self.values) = (steps, values)
        } else if Self.lookResumed(steps) {
            append(steps, values)
        } else {
            // What is out of order is sorted; equal steps stay in the order of the file.
            let order = steps.indices.sorted {
                steps[$0] == steps[$1] ? $0 < $1 : steps[$0] < steps[$1]
            }
            append(order.map { steps[$0] }, order.map { values[$0] })
        }
    }

    /// Returns whether each step is above the one before it.
    static func areRising(_ steps: [Double]) -> Bool {
        for index in steps.indices.dropFirst() where steps[index - 1] >= steps[index] {
            return false
        }
        return true
    }

    /// Returns whether steps that are not rising are those of a training that was resumed.
    ///
    /// They fall back to a step that has been there, and go on from it.
    private static func lookResumed(_ steps: [Double]) -> Bool {
        let falls = steps.indices.dropFirst().filter { steps[$0] < steps[$0 - 1] }
        // Where none falls, steps only repeat.
        guard let first = falls.first else { return true }
        guard falls.count <= mostResumes else { return false }
        var seen = Set(steps[..<first])
        for (fall, next) in zip(falls, falls.dropFirst() + [steps.count]) {
            guard seen.contains(steps[fall]), next - fall > 1 else { return false }
            seen.formUnion(steps[fall..<next])
        }
        return true
    }

    /// Adds numbers one by one; each takes the place of those at its step and after it.
    private mutating func append(_ steps: [Double], _ values: [Double]) {
        for (step, value) in zip(steps, values) {
            if let last = self.steps.last, last > step {
                resumedAt = resumedAt ?? step
            }
            while let last = self.steps.last, last >= step {
                let isFall = resumedAt != nil && (last > step || resumedAt == step)
                if isFall { resumed += 1 } else { repeated += 1 }
                self.steps.removeLast()
                self.values.removeLast()
            }
            self.steps.append(step)
            self.values.append(value)
        }
    }
}
