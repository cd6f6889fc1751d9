// SPDX-License-Identifier: GPL-3.0-or-later

extension WrittenTask {
    /// `reach`: go from one number to another by four operations, and write each result.
    package static let reach = reach(ReachShape()) { reachPrompts }

    private static let reachPrompts = ReachShape().prompts

    /// Returns the task in another size.
    package static func reach(_ shape: ReachShape) -> WrittenTask {
        let prompts = shape.prompts
        return reach(shape) { prompts }
    }

    private static func reach(
        _ shape: ReachShape, prompts: @escaping @Sendable () -> Prompts
    ) -> WrittenTask {
        let operations = ReachOperations(count: shape.count)
        return WrittenTask(
            name: "reach", characters: Array("0123456789>.+-*/"),
            promptForm: "two digits, >, two digits", promptLength: 5,
            answerLength: shape.answerLength, end: ReachToken.end, prompts: prompts,
            read: { ReachReader(operations: operations).read($1, to: $0) },
            falseTokens: { ReachReader(operations: operations).falseTokens($1, to: $0) },
            shown: { ReachReader.shown($0) },
            demonstration: { shape.demonstration(seed: $0, number: $1, operations) })
    }
}

/// The tokens of task `reach` that are no digits.
enum ReachToken {
    /// What stands between the numbers of a prompt.
    static let to: UInt8 = 10
    /// The end of an answer.
    static let end: UInt8 = 11
    /// The first of the four operations.
    static let operations: UInt8 = 12

    /// Returns the two digits of a number below 100.
    static func digits(_ number: Int) -> [UInt8] { [UInt8(number / 10), UInt8(number % 10)] }

    /// Returns the prompt that asks for a way.
    static func prompt(_ start: Int, _ goal: Int) -> WrittenTask.Prompt {
        WrittenTask.Prompt(
            start: start, goal: goal, tokens: digits(start) + [to] + digits(goal))
    }
}

/// How large task `reach` is, and how its demonstrations wander.
package struct ReachShape: Sendable {
    /// How many numbers there are, from 0.
    package var count = 100
    /// The fewest and the most operations that a prompt asks for.
    package var distance = 2...5
    /// The most tokens of an answer.
    package var answerLength = 19
    /// The most steps of a demonstration.
    package var walk = 6
    /// How often a step of a demonstration slips to any number.
    package var slip = 0.02
    /// How often a demonstration stops elsewhere than where it says.
    package var lost = 0.05

    package init() {}

    /// All prompts, by start and then by goal.
    var prompts: WrittenTask.Prompts {
        let operations = ReachOperations(count: count)
        let all = (0..<count).flatMap { start in
            let distances = operations.distances(from: start)
            return (0..<count).filter { goal in
                distances[goal].map { distance.contains($0) } ?? false
            }.map { ReachToken.prompt(start, $0) }
        }
        return WrittenTask.Prompts(
            trained: all.filter { !ReachOperations.isHeldOut($0.start, $0.goal) },
            heldOut: all.filter { ReachOperations.isHeldOut($0.start, $0.goal) })
    }
}
