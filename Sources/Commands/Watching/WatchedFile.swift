// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TokenLogs
import WorkbenchModel

/// A log or a file of curves that is followed while it grows.
package struct WatchedFile: Sendable {
    private var file: GrowingFile
    private let overrides: [String: String]
    private var log: WatchedLog
    private var curves: LoadedCurves?
    private var kind: Kind?

    /// How often another file was there, or the file was cut.
    private(set) var restarts = 0

    /// What the file turned out to hold.
    private enum Kind: String, Sendable {
        case log = "load"
        case curves
    }

    /// Follows a file from its beginning.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - overrides: What a line says of the reading of a log; a file is none but a log where it says something.
    ///   - interval: Beyond which ratios count as clipped.
    package init(
        path: String, overrides: [String: String],
        interval: (low: Double, high: Double, cap: Double)
    ) {
        file = GrowingFile(path: path)
        self.overrides = overrides
        log = WatchedLog(
            columns: overrides, epsilonLow: interval.low, epsilonHigh: interval.high,
            cap: interval.cap)
    }

    /// The line that keeps what the file holds; nil before that is known.
    package var line: String? {
        kind.map { "\($0.rawValue) \(quoted(file.path))\(readingWords(overrides))" }
    }

    /// The numbers over the steps.
    package var courses: [Course] {
        kind == .log ? log.courses : curves.map(Course.all) ?? []
    }

    /// What there is, in words.
    package var words: String { content + (restarts == 0 ? "" : ", begun anew") }

    private var content: String {
        switch kind {
        case .log: log.words
        case .curves:
            "\(counted(courses.count, "curve")) (\(curves?.files.first?.format ?? ""))"
        case nil: "waiting for the first whole line"
        }
    }

    /// Looks at the file, and takes in what is new.
    ///
    /// - Returns: Whether something was.
    /// - Throws: Where the file cannot be read, or holds neither; what was read before stays.
    package mutating func look(isCancelled: () -> Bool) throws(CommandError) -> Bool {
        let change = try file.look()
        guard change != .none else { return false }
        if change == .startedOver {
            restarts += 1
            (kind, curves) = (nil, nil)
            log.clear()
        }
        guard file.layout != nil else { return change == .startedOver }
        switch kind {
        case .log: try log.take(&file, isCancelled)
        case .curves: curves = try read(isCancelled)
        case nil: try decide(isCancelled)
        }
        return true
    }

    /// Finds out what the file holds: a log where it has the columns of one, else curves.
    private mutating func decide(_ isCancelled: () -> Bool) throws(CommandError) {
        let before = (file, log)
        var refusal: CommandError?
        do {
            try log.take(&file, isCancelled)
        } catch {
            refusal = error
        }
        if log.tokens > 0 {
            kind = .log
            return
        }
        // A head alone says nothing yet of what comes below it.
        (file, log) = before
        guard let refusal else { return }
        guard overrides.isEmpty || file.isWaiting else { throw refusal }
        do {
            curves = try read(isCancelled)
            kind = .curves
        } catch {
            guard file.isWaiting else { throw refusal }
        }
    }

    /// Reads the file as curves, but for a line that is still being written.
    private func read(_ isCancelled: () -> Bool) throws(CommandError) -> LoadedCurves {
        let lines = try file.wholeLines()
        do {
            let found =
                if let lines {
                    try readCurves(lines, path: file.path, isCancelled: isCancelled)
                } else {
                    try readCurves(path: file.path, isCancelled: isCancelled)
                }
            return LoadedCurves(words: [file.path], files: [found], sources: [])
        } catch {
            throw CommandError(
                error.kind == .interrupted ? .interrupted : .file, error.message,
                hint: error.hint)
        }
    }
}
