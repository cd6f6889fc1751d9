// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import WorkbenchModel

/// A bench as it is kept on disk: the commands that make it, and as comments what they leave out.
struct KeptBench: Sendable, Equatable {
    /// The commands that make the bench from an empty one.
    let commands: [BenchCommand]

    /// The commands of simulations, sweeps, logs and curves, which may take long: `restore` lists
    /// them and runs none.
    let leftOut: [String]

    /// A bench without anything on it.
    static let empty = KeptBench(commands: [], leftOut: [])

    private static let mark = "# not run again: "

    init(commands: [BenchCommand], leftOut: [String]) {
        self.commands = commands
        self.leftOut = leftOut
    }

    /// Reads a kept bench; other comments are passed over.
    init(text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        commands = lines.filter { !$0.hasPrefix("#") }.map(BenchCommand.init(text:))
        leftOut = lines.filter { $0.hasPrefix(Self.mark) }
            .map { String($0.dropFirst(Self.mark.count)) }
    }

    /// The text of the file: a script that `run` takes as well.
    var text: String {
        let lines =
            ["# flipside \(Version.number)"] + commands.map(\.text) + leftOut.map { Self.mark + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What it holds, in a few words: `4 tokens and 1 rule`.
    var summary: String {
        let tokens = commands.count { $0.part == .token }
        let rules = commands.count { if case .rule = $0.part { true } else { false } }
        let settings = commands.count - tokens - rules
        var parts = [(tokens, "token"), (rules, "rule"), (settings, "setting")]
            .filter { $0.0 > 0 }.map { counted($0, $1) }
        if !leftOut.isEmpty { parts.append("\(counted(leftOut.count, "line")) to run again") }
        return listed(parts, "and")
    }

    /// The same, with how it comes back: `1 token kept: restore brings it back`.
    var promise: String {
        let isOne = commands.count + leftOut.count == 1
        return "\(summary) kept: restore brings \(isOne ? "it" : "them") back"
    }
}
