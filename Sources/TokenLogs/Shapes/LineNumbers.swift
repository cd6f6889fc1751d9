// SPDX-License-Identifier: GPL-3.0-or-later

/// Where the lines that a source writes come from in the file.
///
/// Only what has been written and not been read yet is kept, and only where the two ways of
/// counting part.
final class LineNumbers {
    /// From which line on which number is given, each rising by one.
    private var runs: [(line: Int, number: Int)] = []
    private var current = 0
    private var written = 0

    /// Notes that one more line is written, and on which line of the file it begins.
    func note(_ number: Int) {
        written += 1
        let last = runs.last ?? (line: 1, number: 1)
        guard last.number + written - last.line != number else { return }
        runs.append((written, number))
    }

    /// The number of a line that is read; lines are asked for in their order.
    subscript(line: Int) -> Int {
        while current < runs.count, runs[current].line <= line { current += 1 }
        guard current > 0 else { return line }
        let run = runs[current - 1]
        if current > 1024 {
            runs.removeFirst(current - 1)
            current = 1
        }
        return run.number + line - run.line
    }
}
