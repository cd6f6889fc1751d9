// SPDX-License-Identifier: GPL-3.0-or-later

/// A bench as it is kept on disk: the commands that make it, and as comments what they leave out.
struct KeptBench: Sendable, Equatable {
    /// The commands that make the bench from an empty one.
    let commands: [String]

    /// The commands of simulations and logs, which may take long and are not run again.
    let leftOut: [String]

    /// A bench without anything on it.
    static let empty = KeptBench(commands: [], leftOut: [])

    private static let mark = "# not run again: "

    init(commands: [String], leftOut: [String]) {
        self.commands = commands
        self.leftOut = leftOut
    }

    /// Reads a kept bench; other comments are passed over.
    init(text: String) {
        let lines = text.split(separator: "\n").map(String.init)
        commands = lines.filter { !$0.hasPrefix("#") }
        leftOut = lines.filter { $0.hasPrefix(Self.mark) }
            .map { String($0.dropFirst(Self.mark.count)) }
    }

    /// The text of the file: a script that `run` takes as well.
    var text: String {
        let lines = ["# flipside \(Version.number)"] + commands + leftOut.map { Self.mark + $0 }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What it holds, in a few words.
    var summary: String {
        let tokens = commands.count { $0.hasPrefix("token ") }
        let others = commands.count - tokens
        let parts = [(tokens, "token"), (others, "setting"), (leftOut.count, "result")]
        return parts.filter { $0.0 > 0 }
            .map { counted($0, $1) }.joined(separator: ", ")
    }
}
