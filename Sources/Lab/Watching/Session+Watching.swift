// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Commands
import Results
import WorkbenchModel

extension Session {
    /// Whether what changes can be drawn anew.
    var draws: Bool { environment.redraws && !workspace.prefersJSON }

    /// Looks at a file until somebody stops it, or the time is over.
    func follow(
        _ watched: inout WatchedFile, for seconds: Double?, span: Range<Int>
    ) throws(CommandError) {
        let clock = ContinuousClock()
        let end = clock.now + .seconds(seconds ?? (draws ? 1e9 : 0))
        var trouble: String?
        var isFirst = true
        repeat {
            let start = clock.now
            let before = trouble
            var isNew = isFirst
            do {
                if try watched.look(isCancelled: environment.isCancelled) { isNew = true }
                trouble = nil
            } catch {
                // A file that is being replaced may be away for a moment.
                guard !isFirst else { throw error.at(span) }
                trouble = error.message
            }
            if draws, isNew || trouble != before { show(watched, trouble) }
            isFirst = false
            let pause = max(.seconds(1), (clock.now - start) * 4)
            guard wait(until: min(clock.now + pause, end), clock) else { return }
        } while clock.now < end
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
    func table(of watched: WatchedFile, most: Int) -> Table {
        let room = environment.columns < 100 ? 16 : 32
        let courses = Array(watched.courses.prefix(most))
        return courseTable(courses, width: room, isASCII: environment.isASCII)
    }

    /// Loads what was watched, so that other commands can go on from there, and says so.
    mutating func keep(_ line: String, _ watched: WatchedFile) {
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
