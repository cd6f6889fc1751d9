// SPDX-License-Identifier: GPL-3.0-or-later

import Plots

/// What a document says that a person types, and what it says comes of it.
struct Transcript {
    /// One thing typed, with what the document shows below it.
    struct Step {
        /// Where it is typed.
        let prompt: Prompt
        /// The line as typed, without the prompt; continued lines joined.
        let line: String
        /// The rows of the document that show the output.
        let rows: Range<Int>
        /// What those rows say.
        let shown: [String]
    }

    /// Where a line is typed.
    enum Prompt: String {
        case shell = "$ "
        case flipside = "flipside> "
    }

    /// Every line of the document.
    let lines: [String]

    /// Everything typed, in order.
    ///
    /// All lines typed at Flipside's prompt belong to one sitting.
    let steps: [Step]

    /// Reads the blocks fenced as `console` of a document.
    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var steps: [Step] = []
        var row = 0
        while row < lines.count {
            guard lines[row] == "```console" else {
                row += 1
                continue
            }
            let end = lines[(row + 1)...].firstIndex(of: "```") ?? lines.count
            steps += Self.steps(lines, in: row + 1..<end)
            row = end + 1
        }
        self.steps = steps
    }

    /// Reads one block: each prompt begins a step, and what stands below is its output.
    private static func steps(_ lines: [String], in block: Range<Int>) -> [Step] {
        var steps: [Step] = []
        var row = block.lowerBound
        while row < block.upperBound {
            guard let prompt = prompt(of: lines[row]) else {
                row += 1
                continue
            }
            var typed = String(lines[row].dropFirst(prompt.rawValue.count))
            row += 1
            while typed.hasSuffix("\\"), row < block.upperBound {
                typed += "\n" + lines[row]
                row += 1
            }
            let end = lines[row..<block.upperBound].firstIndex { Self.prompt(of: $0) != nil }
            let rows = row..<(end ?? block.upperBound)
            steps.append(Step(prompt: prompt, line: typed, rows: rows, shown: Array(lines[rows])))
            row = rows.upperBound
        }
        return steps
    }

    private static func prompt(of line: String) -> Prompt? {
        [Prompt.shell, .flipside].first { line.hasPrefix($0.rawValue) }
    }

    /// Returns the document with other output below its steps; nil leaves a step as it is.
    func replacing(_ outputs: [[String]?]) -> String {
        var result = lines
        for (step, output) in zip(steps, outputs).reversed() {
            if let output { result.replaceSubrange(step.rows, with: output) }
        }
        return result.joined(separator: "\n")
    }
}

/// Returns whether what came out is what a document shows.
///
/// A row `…` of the document stands for any rows. The size of a picture's file depends on the
/// versions of the libraries that drew it, and is not compared.
func matches(_ output: [String], shown: [String]) -> Bool {
    guard let row = shown.first else { return output.isEmpty }
    let rest = Array(shown.dropFirst())
    if row.drop(while: { $0 == " " }) == "…" {
        return (0...output.count).contains { matches(Array(output.dropFirst($0)), shown: rest) }
    }
    guard let line = output.first, withoutSize(line) == withoutSize(row) else { return false }
    return matches(Array(output.dropFirst()), shown: rest)
}

/// Returns a line without the number in front of a final `KiB`.
private func withoutSize(_ line: String) -> String {
    guard line.hasSuffix(" KiB"), PlotKeys.endings.contains(where: line.contains) else {
        return line
    }
    return String(line.dropLast(4).reversed().drop { $0.isNumber }.reversed())
}
