// SPDX-License-Identifier: GPL-3.0-or-later

/// Reads answers of task `reach`.
struct ReachReader {
    let operations: ReachOperations

    /// Reads an answer step by step: an operation and the two digits of its result.
    func read(
        _ answer: ArraySlice<UInt8>, to prompt: WrittenTask.Prompt
    ) -> WrittenTask.Reading {
        var reading = WrittenTask.Reading()
        var (place, seen) = (prompt.start, Set([prompt.start]))
        var rest = answer
        while let token = rest.first {
            if token == ReachToken.end {
                reading.reachesGoal = place == prompt.goal && reading.steps > 0
                return reading
            }
            guard let step = Self.step(rest) else {
                reading.isWrong = true
                reading.isTimeout = answer.last != ReachToken.end
                return reading
            }
            if operations.apply(step.operation, to: place) != step.number { reading.isWrong = true }
            place = step.number
            reading.steps += 1
            if !seen.insert(place).inserted { reading.revisits += 1 }
            rest = rest.dropFirst(3)
        }
        reading.isTimeout = true
        return reading
    }

    /// Returns for each token whether it belongs to a false step, or is where none can be read.
    func falseTokens(_ answer: ArraySlice<UInt8>, to prompt: WrittenTask.Prompt) -> [Bool] {
        var flags: [Bool] = []
        var (place, rest) = (prompt.start, answer)
        while let token = rest.first, token != ReachToken.end {
            guard let step = Self.step(rest) else {
                return flags + rest.map { _ in true }
            }
            let isFalse = operations.apply(step.operation, to: place) != step.number
            flags += [isFalse, isFalse, isFalse]
            place = step.number
            rest = rest.dropFirst(3)
        }
        return flags + rest.map { _ in false }
    }

    /// Returns the step that some tokens begin with; nil where it is none.
    private static func step(_ tokens: ArraySlice<UInt8>) -> (operation: Int, number: Int)? {
        let (first, second, third) = (
            tokens.startIndex, tokens.startIndex + 1, tokens.startIndex + 2
        )
        guard tokens.count > 2, tokens[first] >= ReachToken.operations, tokens[second] < 10,
            tokens[third] < 10
        else { return nil }
        return (
            Int(tokens[first] - ReachToken.operations),
            10 * Int(tokens[second]) + Int(tokens[third])
        )
    }

    /// Returns an answer as people read it, a piece a token: `×2=14 +3=17 ∎`.
    static func shown(_ answer: ArraySlice<UInt8>) -> [String] {
        var pieces: [String] = []
        for (index, token) in zip(answer.indices, answer) {
            let next = answer.index(after: index)
            let isLastOfStep = next == answer.endIndex || answer[next] >= ReachToken.end
            switch token {
            case 0..<10: pieces.append("\(token)" + (isLastOfStep ? " " : ""))
            case ReachToken.to: pieces.append(">")
            case ReachToken.end: pieces.append("∎")
            default:
                let title = ReachOperations.titles[Int(token - ReachToken.operations)]
                let isFollowed = next < answer.endIndex && answer[next] < 10
                pieces.append(title + (isFollowed ? "=" : " "))
            }
        }
        return pieces
    }
}
