// SPDX-License-Identifier: GPL-3.0-or-later

/// A task whose answers are written token by token, read by people, and judged by a program.
///
/// A new task is one file with a value of this type, and one entry in ``all``.
package struct WrittenTask: Sendable {
    /// What people type.
    package let name: String

    /// The character of each token, as files and commands have it.
    package let characters: [Character]

    /// How a prompt is written, in words: `two digits, >, two digits`.
    package let promptForm: String

    /// How many tokens a prompt has.
    package let promptLength: Int

    /// The most tokens that an answer may have.
    package let answerLength: Int

    /// The token that ends an answer.
    package let end: UInt8

    /// Returns the prompts, which are made when they are first asked for: most commands need none.
    let prompts: @Sendable () -> Prompts

    /// Reads an answer to a prompt.
    package let read: @Sendable (_ prompt: Prompt, _ answer: ArraySlice<UInt8>) -> Reading

    /// Returns for each token of an answer whether it belongs to a step that is false or cannot be
    /// read.
    package let falseTokens: @Sendable (_ prompt: Prompt, _ answer: ArraySlice<UInt8>) -> [Bool]

    /// Returns an answer for people, in as many pieces as it has tokens.
    package let shown: @Sendable (_ answer: ArraySlice<UInt8>) -> [String]

    /// Returns the prompt and the answer that a base imitates, by its seed and a number.
    package let demonstration: @Sendable (_ seed: UInt32, _ number: Int) -> [UInt8]

    /// A question: where to start, and what is asked for.
    package struct Prompt: Sendable, Hashable {
        /// The number to start from, 0 to 99.
        package let start: Int
        /// The number to end at, 0 to 99.
        package let goal: Int
        /// The question as tokens.
        package let tokens: [UInt8]

        package static func == (left: Prompt, right: Prompt) -> Bool {
            left.start == right.start && left.goal == right.goal
        }

        package func hash(into hasher: inout Hasher) {
            hasher.combine(start)
            hasher.combine(goal)
        }
    }

    /// The prompts of a task.
    struct Prompts: Sendable {
        let trained: [Prompt]
        let heldOut: [Prompt]
    }

    /// What there is to say of an answer before anybody rewards it.
    package struct Reading: Sendable, Equatable {
        /// Whether it ends, after at least one step, with what the prompt asks for.
        package var reachesGoal = false
        /// Whether a step is false or cannot be read.
        package var isWrong = false
        /// Whether it does not end in time.
        package var isTimeout = false
        /// How many steps were read.
        package var steps = 0
        /// How many of them come back to where the answer has been.
        package var revisits = 0
    }
}

extension WrittenTask {
    /// Every task.
    package static let all: [WrittenTask] = [.reach]

    /// The prompts that are trained, in order.
    package var trained: [Prompt] { prompts().trained }

    /// The prompts that occur neither in training nor in demonstrations.
    package var heldOut: [Prompt] { prompts().heldOut }

    /// Returns the task with a name, or nil where there is none.
    package static func named(_ name: String) -> WrittenTask? { all.first { $0.name == name } }

    /// Returns the question that is asked with some tokens; nil where there is none.
    package func prompt(_ tokens: [UInt8]) -> Prompt? {
        trained.first { $0.tokens == tokens } ?? heldOut.first { $0.tokens == tokens }
    }

    /// Returns whether a text is written as prompts are, with digits and signs where they have them.
    ///
    /// It need not be one of them.
    package func hasPromptForm(_ text: String) -> Bool {
        guard let example = heldOut.first.map({ self.text($0.tokens) }) else { return false }
        return text.count == example.count
            && zip(text, example).allSatisfy { $1.isNumber ? $0.isNumber : $0 == $1 }
    }

    /// Returns tokens as a text of ``characters``.
    package func text(_ tokens: some Sequence<UInt8>) -> String {
        String(tokens.map { characters[Int($0)] })
    }

    /// Returns the tokens of a text; nil where a character is none of ``characters``.
    package func tokens(_ text: String) -> [UInt8]? {
        let found = text.map { character in characters.firstIndex(of: character).map(UInt8.init) }
        return found.contains(nil) ? nil : found.compactMap(\.self)
    }
}
