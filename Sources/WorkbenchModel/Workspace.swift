// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
package import Results
package import TokenLogs

/// A workbench with what it takes to work on it: what most commands read and change.
package struct Workspace: Sendable {
    /// What the lab needs of the world around it.
    package var environment: Environment

    /// Whether results are asked for as JSON, as `--json` does.
    package var prefersJSON: Bool = false

    /// The seed from which counting starts where a command names only how many, as `--seed` does.
    package var firstSeed: Int = 1

    /// What commands change and `undo` brings back.
    package var workbench = Workbench()

    /// What loading found in the last log; nil where nothing was.
    package var weighedLog: KeptAnswer<LogStatistics.Basis, LogStatistics>?

    /// What trainers log of clipping in each step of a log, at a lower and an upper ε and c.
    package var logSteps: KeptAnswer<[Double], LogParts<ClipTally>>?

    /// The SHA-256 of each of a log's files, or of all of very many, by their places.
    package var logDigests: KeptAnswer<[String], [String]>?

    /// What the files are called that the next line reads, where it is a recipe's; else nil.
    package var toldNames: ToldNames?

    /// How results look.
    package var preferences = Preferences()

    /// The figures that were drawn, the last one last.
    package var figures: [DrawnFigure] = []

    /// Which files are ours.
    var ledger: Ledger

    /// The transcript that grows with each line; nil for none.
    package var recording: Recording?

    /// Whether the running line has said a result.
    package var hasEmitted = false

    /// Whether a line found that two figures differ, which a batch ends with 1 for, as `diff` does.
    package var hasFoundDifference = false

    /// What the running line changed, in words.
    package var changed: String?

    package init(environment: Environment) {
        self.environment = environment
        ledger = Ledger(folder: environment.stateFolder)
    }
}

/// How results look, as `config` sets it.
package struct Preferences: Sendable, Equatable {
    /// How many decimals tables show, from 0 to 15.
    package var digits = 4
    /// The form of tables where a command does not say.
    package var format = TableFormat.table
    /// How a text is shown that is taller than the screen.
    package var pager = PagerChoice.more
}

/// How a text is shown that is taller than the screen.
package enum PagerChoice: String, Sendable, CaseIterable {
    /// Page by page, by ourselves.
    case more
    /// By the program that `PAGER` names, or less.
    case less
    /// All at once.
    case off

    /// What it is, in a few words.
    package var summary: String {
        switch self {
        case .more: "page by page; a key that means nothing here goes to the prompt"
        case .less: "by the program that PAGER names, or less"
        case .off: "all at once"
        }
    }
}
