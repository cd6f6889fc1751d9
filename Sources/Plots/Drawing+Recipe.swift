// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Results
import WorkbenchModel

extension Bench {
    /// Where a drawing of rules comes from.
    var ruleOrigin: Drawing.Origin { Drawing.Origin(setup: ruleScript) }

    /// Where a drawing of tokens comes from.
    var tokenOrigin: Drawing.Origin { Drawing.Origin(setup: script) }
}

extension RunSet {
    /// Where a drawing of the runs comes from.
    ///
    /// A job that was stopped says so: its command alone would make another picture.
    package var origin: Drawing.Origin {
        Drawing.Origin(setup: setup, command: command, remarks: recipeRemarks)
    }
}

extension Drawing {
    /// Returns the text that a figure carries.
    ///
    /// It is the version, and the commands that make the figure again on an empty bench. Neither
    /// date nor machine is in it.
    package func recipe(plotLines: [String]) -> String {
        var lines = ["# flipside \(Version.number)"]
        var made: [String] = []
        // What was made by commands of its own comes first: the bench that is drawn comes last.
        // Of all that is drawn of it, the most: tokens come with the rules that curves are of.
        let last = origins.filter { $0.command == nil }.max { $0.setup.count < $1.setup.count }
        for origin in origins.filter({ $0.command != nil }) + [last].compactMap(\.self) {
            lines += change(from: made, to: origin.setup)
            lines += origin.command.map { [$0] } ?? []
            lines += origin.remarks.map { "# \($0)" }
            made = origin.setup
        }
        return (lines + plotLines).joined(separator: "\n")
    }
}
