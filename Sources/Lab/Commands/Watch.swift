// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Plots
import Results
import TokenWeights
import WorkbenchModel

private let source = Key(.word(required: true), "file", "The log or the metrics.", .path)
private let seconds = Key(
    "seconds", "End by itself after so long; without a terminal too.",
    .number(
        unit: "s", NumberDomain(lower: 0, includesLower: true, upper: 1e6, includesUpper: true)),
    otherwise: "until Ctrl-C")

extension Command<Session> {
    /// `watch`: a log or curves that grow.
    static let watch = Command(
        CommandDescription(
            name: "watch", group: .logs,
            summary: "Follow a log or a file of metrics while a training writes it.",
            details: """
                On a terminal the table is drawn anew when the file has grown, which is looked for once a \
                second; less often where a look takes long. Of a log: clip fractions at eps_low and eps_high, \
                mean ratios, KL and entropy by step. Of metrics: the last value of each, the chief ones first. recent is the \
                mean of the last fifth of the numbers, at least 3, before that of as many before them; \
                trend is level where they differ by less than two standard errors.

                Of a log whose lines stand for themselves (CSV, JSON lines) only what is new is read. A last line that is still being written \
                waits; a file that was cut or replaced is read from its beginning. Ctrl-C ends it, \
                and load or curves is run on the file, so that every other command can go on from there. \
                Where there is no terminal it takes one look; seconds= lets it look for so long. logp_old=NAME \
                and the like say how a log is read, as with load.
                """,
            parameters: [source, seconds, ReadingKeys.all, Keys.table, Keys.rules],
            examples: [
                Example("watch assets/logs/tiny-grpo-tokens.csv seconds=0", "one look at a log"),
                Example("watch assets/logs/tiny-curves.csv seconds=0", "one look at metrics"),
            ],
            related: ["load", "curves", "clipping", "report"], canBeShortened: false)
    ) { session, arguments throws(CommandError) in
        let file = arguments[source]
        var watched = WatchedFile(
            path: file.text, overrides: arguments.readingOverrides,
            interval: session.workspace.clipInterval(arguments))
        try session.follow(&watched, for: arguments[seconds], span: file.span)
        guard let line = watched.line else {
            throw CommandError(
                .file, "\(shownText(file.text)) holds no whole row yet", span: file.span,
                hint: "watch it once the training has written some")
        }
        let table = session.table(of: watched, most: .max)
        try session.workspace.present(table, arguments)
        if arguments[seconds] == nil, !session.draws {
            session.remark(
                "one look: following a file needs a terminal, or seconds=60 to look that long")
        }
        session.keep(line, watched)
    }
}
