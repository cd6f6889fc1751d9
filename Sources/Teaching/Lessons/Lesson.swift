// SPDX-License-Identifier: GPL-3.0-or-later

/// A lesson: a claim, the steps that lead to it, and what to take away.
package struct Lesson: Sendable {
    /// What people type: `3`, `challenge`.
    package let name: String

    /// What it is called.
    package let title: String

    /// The claim that it is about, in a sentence or two.
    package let claim: String

    /// The lines that make the bench on which it begins.
    package var setup: [String] = []

    /// What is done, in its order; at least one.
    package let steps: [LessonStep]

    /// What to remember, in a sentence or two.
    package let takeaway: String

    /// Every lesson, in the order in which lists show them.
    package static let all: [Lesson] = [
        basics, ratio, oneReward, mismatch, loop, flip, clips, whichGradient, variety, alwaysOne,
        engine, sharpen, hacking,
        challenge,
    ]

    /// Returns the lesson with a name, or nil.
    package static func named(_ name: String) -> Lesson? { all.first { $0.name == name } }

    /// The lesson that follows in the list; nil for the last and for those of teachers.
    package var following: Lesson? {
        Self.all.firstIndex { $0.name == name }
            .flatMap { Self.all.indices.contains($0 + 1) ? Self.all[$0 + 1] : nil }
    }

    /// What a step is called: `3.2`.
    package func id(ofStep index: Int) -> String { "\(name).\(index + 1)" }
}
