// SPDX-License-Identifier: GPL-3.0-or-later

/// The scores of the answers to one prompt in one step.
public struct ScoreGroup: Sendable, Equatable {
    /// The step, or nil where the file does not say.
    public let step: Int?

    /// The prompt's number or its first words, as the file has them; not cleaned of control
    /// characters.
    public let prompt: String

    /// How many answers have a score.
    public private(set) var answers = 0

    /// The mean score.
    public private(set) var mean = 0.0

    /// The lowest score.
    public private(set) var low = Double.infinity

    /// The highest score.
    public private(set) var high = -Double.infinity

    private var squares = 0.0

    init(step: Int?, prompt: String) {
        (self.step, self.prompt) = (step, prompt)
    }

    /// Whether all answers have one score, so that every advantage is 0 and nothing is learned.
    public var isEqual: Bool { low == high }

    /// The sample standard deviation (n − 1), or nil for one answer.
    public var deviation: Double? {
        answers > 1 ? (squares / Double(answers - 1)).squareRoot() : nil
    }

    /// Takes the score of one answer, finite.
    mutating func add(_ score: Double) {
        answers += 1
        let difference = score - mean
        mean += difference / Double(answers)
        squares += difference * (score - mean)
        low = min(low, score)
        high = max(high, score)
    }
}
