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
                Where there is no terminal it takes one look; seconds= lets it look for so long.
                """,
            parameters: [source, seconds, Keys.table, Keys.rules],
            examples: [
                Example("watch assets/logs/tiny-grpo-tokens.csv seconds=0", "one look at a log"),
                Example("watch assets/logs/tiny-curves.csv seconds=0", "one look at metrics"),
            ],
            related: ["load", "curves", "clipping", "report"], canBeShortened: false)
    ) { session, arguments throws(CommandError) in
        let file = arguments[source]
        var watched = WatchedFile(
            path: file.text, interval: session.workspace.clipInterval(arguments))
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

extension Session {
    /// Whether what changes can be drawn anew.
    fileprivate var draws: Bool { environment.redraws && !workspace.prefersJSON }

    /// Looks at a file until somebody stops it, or the time is over.
    fileprivate func follow(
        _ watched: inout WatchedFile, for seconds: Double?, span: Range<Int>
    ) throws(CommandError) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds ?? (draws ? 1e9 : 0))
        var gone: String?
        var isFirst = true
        while true {
            let start = clock.now
            do {
                let isNew = try watched.look(isCancelled: environment.isCancelled)
                if draws, isNew || isFirst || gone != nil { show(watched, nil) }
                gone = nil
            } catch {
                // A file that is being replaced may be away for a moment.
                guard !isFirst else { throw error.at(span) }
                if draws, gone != error.message { show(watched, error.message) }
                gone = error.message
            }
            isFirst = false
            let pause = max(.seconds(1), (clock.now - start) * 4)
            guard wait(until: min(clock.now + pause, end), clock), clock.now < end else { return }
        }
    }

    /// Waits; returns false where somebody stopped it.
    private func wait(until end: ContinuousClock.Instant, _ clock: ContinuousClock) -> Bool {
        while !environment.isCancelled() {
            guard clock.now < end else { return true }
            pauseThread(seconds: 0.05)
        }
        return false
    }

    /// Draws what there is.
    private func show(_ watched: WatchedFile, _ trouble: String?) {
        let table = table(of: watched, most: 40)
        let text = TableFormat.table.text(
            of: workspace.legible(table, as: .table), digits: workspace.preferences.digits,
            // No row of what is drawn anew reaches the edge.
            columns: min(environment.columns, 200) - 1)
        let head = " \(watched.words)\(trouble.map { " · \($0)" } ?? "") · Ctrl-C ends it"
        environment.emit(
            .progress(
                Progress(
                    done: 0, total: 1, text: "watch",
                    view: [shownText(head)] + text.split(separator: "\n").map(String.init))))
    }

    /// Returns the numbers over the steps as a table.
    fileprivate func table(of watched: WatchedFile, most: Int) -> Table {
        let room = environment.columns < 100 ? 16 : 32
        let courses = Array(watched.courses.prefix(most))
        return courseTable(courses, width: room, isASCII: environment.isASCII)
    }

    /// Loads what was watched, so that other commands can go on from there, and says so.
    fileprivate mutating func keep(_ line: String, _ watched: WatchedFile) {
        let isCancelled = environment.isCancelled
        // Who stopped the watching did not stop this.
        workspace.environment.isCancelled = { false }
        defer { workspace.environment.isCancelled = isCancelled }
        do {
            _ = try hear(line)
            remark("\(watched.words); kept, as \(shownText(line)) does")
        } catch {
            remark("nothing is kept: \(error.message)")
        }
    }
}

extension CommandError {
    /// The error with its place in the line.
    fileprivate func at(_ span: Range<Int>) -> CommandError {
        CommandError(code, message, span: span, hint: hint)
    }
}
