// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
import TextFiles
package import TokenLogs

/// Reads the files of a log one after the other, as one log.
struct LogReading {
    private let environment: Environment
    private let overrides: [String: String]
    private let span: Range<Int>?
    /// Whether what was read counts where somebody asks for the reading to stop.
    private let keepsPart: Bool
    private(set) var progress: ReadingProgress

    /// The reports on the files that were read.
    private(set) var reports: [LogReport] = []

    private var rowsRead = 0

    /// Whether somebody stopped the reading, and what was read counts.
    private(set) var isStopped = false

    init(
        _ files: [LogFile], _ overrides: [String: String], _ environment: Environment,
        keepsPart: Bool, span: Range<Int>? = nil
    ) {
        (self.environment, self.overrides) = (environment, overrides)
        (self.keepsPart, self.span) = (keepsPart, span)
        progress = ReadingProgress(files, environment)
    }

    /// Where the tokens of a file belong in the log.
    struct Place {
        /// The rows of the files before it.
        let rowsBefore: Int
        /// The step that its path names, where no column says one; else nil.
        let step: Int?

        /// Returns the tokens of a response of the file as those of the log.
        func placing(_ tokens: [LoggedToken]) -> [LoggedToken] {
            guard rowsBefore > 0 || step != nil else { return tokens }
            return tokens.map { $0.placed(after: rowsBefore, step: step) }
        }
    }

    /// Reads an open file by its name, asking whether to stop.
    typealias Reader =
        (
            _ file: consuming OpenFile, _ name: String, _ place: Place,
            _ isCancelled: @escaping @Sendable () -> Bool
        ) throws(LogError) -> LogReport

    /// Reads the next file.
    ///
    /// - Parameters:
    ///   - file: The file; its step and where its reading was stopped are noted in it the first time.
    ///   - isFirst: Whether it is read for the first time.
    ///   - step: The step that its path names, where its tokens may have none.
    ///   - reader: Reads it.
    /// - Throws: Where it cannot be read.
    mutating func read(
        _ file: inout LogFile, isFirst: Bool, naming step: Int?, _ reader: Reader
    ) throws(CommandError) {
        let watch = progress.watch(file, keepsPart: keepsPart)
        let report: LogReport
        do throws(LogError) {
            report = try self.report(on: file, isFirst: isFirst, watch, reader)
        } catch {
            progress.finish(watch)
            return try take(error, of: file)
        }
        progress.finish(watch)
        reports.append(report)
        rowsRead += report.rowsRead
        if isFirst, report.mapping["step"] == nil { file.step = step }
        if watch.earlyEnd == .stopped, watch.bytes != file.stop {
            isStopped = true
            if isFirst { file.stop = watch.bytes }
        }
    }

    /// Reads a file; its rows are counted on from those before, and have the step that its path names
    /// where no column says one.
    private func report(
        on file: LogFile, isFirst: Bool, _ watch: ReadWatch, _ reader: Reader
    ) throws(LogError) -> LogReport {
        let opened: OpenFile
        do throws(FileError) {
            opened = try file.open(isFirst: isFirst, watch)
        } catch {
            throw LogError(error, path: file.name)
        }
        let place = Place(rowsBefore: rowsRead, step: isFirst ? nil : file.step)
        // What is watched ends where somebody asks for it; nobody else needs to know.
        let isCancelled = keepsPart ? { @Sendable in false } : environment.isCancelled
        return try reader(opened, file.name, place, isCancelled)
    }

    /// Takes what was wrong with a file: where somebody stopped the reading before its first row, that
    /// is an error only where there was nothing before.
    private mutating func take(_ error: LogError, of file: LogFile) throws(CommandError) {
        guard error.kind == .interrupted || environment.isCancelled() else {
            throw CommandError(error, span: span)
        }
        isStopped = keepsPart && !reports.isEmpty
        guard isStopped else {
            throw CommandError(.interrupted, "stopped reading \(shownText(file.name))", span: span)
        }
    }
}

extension LoggedToken {
    /// Returns the token as one of a log of several files.
    fileprivate func placed(after rows: Int, step: Int?) -> LoggedToken {
        var token = self
        token.row += rows
        if let step { token.step = step }
        return token
    }
}

extension CommandError {
    /// Says of a log why it cannot be read.
    package init(_ error: LogError, span: Range<Int>?) {
        let code: CommandError.Code =
            switch error.kind {
            case .file, .format: .file
            case .interrupted: .interrupted
            }
        let place = error.line.map { ", line \($0)" } ?? ""
        self.init(code, error.message + place, span: span, hint: error.hint)
    }
}
