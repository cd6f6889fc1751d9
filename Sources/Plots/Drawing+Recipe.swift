// SPDX-License-Identifier: GPL-3.0-or-later

import Experiments
import Results
package import WorkbenchModel

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
        Drawing.Origin(setup: setup, command: command, notes: recipeNotes)
    }
}

extension Drawing {
    /// Returns how the figure is made again.
    package func recipe(plotLines: [String]) -> Recipe {
        var lines = [Recipe.Line.version(Version.number)]
        var made: [BenchCommand] = []
        // What was made by commands of its own comes first: the bench that is drawn comes last.
        // Of all that is drawn of it, the most: tokens come with the rules that curves are of.
        let last = origins.filter { $0.command == nil }.max { $0.setup.count < $1.setup.count }
        for origin in origins.filter({ $0.command != nil }) + [last].compactMap(\.self) {
            lines += change(from: made, to: origin.setup).map(Recipe.Line.command)
            lines += origin.command.map { [.command($0)] } ?? []
            lines += origin.notes.map(Recipe.Line.note)
            made = origin.setup
        }
        return Recipe(lines + plotLines.map(Recipe.Line.command))
    }
}
