// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

extension Workspace {
    /// Reads files for the first time, as one log.
    ///
    /// A file of a folder that is no log is left out, and said; one that was named is an error.
    ///
    /// - Parameters:
    ///   - words: What was typed.
    ///   - found: The files, at least one.
    ///   - overrides: The files' columns by our names.
    ///   - statistics: Statistics of numbers with no tokens, which are found on the way.
    /// - Returns: The log, its statistics, and what to say of how its files were found and read.
    /// - Throws: Where none can be read.
    package func loadLog(
        _ words: [Argument], _ found: LogPaths, _ overrides: [String: String],
        into statistics: LogStatistics
    ) throws(CommandError) -> (log: LoadedLog, statistics: LogStatistics, remarks: [String]) {
        var files: [LogFile] = []
        for place in found.files { files.append(try logFile(place)) }
        files = toldNames?.naming(files) ?? files
        var loading = LogLoading(
            reading: LogReading(files, overrides, environment, keepsPart: true),
            isOneOfSeveral: files.count > 1, overrides: overrides, statistics: statistics)
        for (place, file) in zip(found.files, files) where !loading.reading.isStopped {
            try loading.take(file, place)
        }
        var log = try loading.log(toldNames?.words ?? words.map(\.text), overrides)
        log.told = toldNames
        let remarks = found.remarks + loading.remarks + log.stepRemarks
        return (log, loading.statistics, remarks)
    }
}

/// The files of a log while they are read for the first time.
private struct LogLoading {
    var reading: LogReading
    let isOneOfSeveral: Bool
    private var files: [LogFile] = []
    private var refusals: [CommandError] = []

    private let overrides: [String: String]

    /// Of all files so far.
    private(set) var statistics: LogStatistics

    init(
        reading: LogReading, isOneOfSeveral: Bool, overrides: [String: String],
        statistics: LogStatistics
    ) {
        (self.reading, self.isOneOfSeveral) = (reading, isOneOfSeveral)
        (self.overrides, self.statistics) = (overrides, statistics)
    }

    /// Reads a file.
    mutating func take(_ file: LogFile, _ place: LogPaths.Found) throws(CommandError) {
        var file = file
        let step = stepNamed(by: file.told ?? file.path, isNumbered: isOneOfSeveral)
        // A file that cannot be read to its end leaves no trace in the statistics.
        var found = statistics
        do throws(CommandError) {
            try reading.read(&file, isFirst: true, naming: step) {
                [overrides] (file, name, _, isCancelled) throws(LogError) in
                try readStatistics(
                    file, path: name, columns: overrides, into: &found, threads: readingThreads,
                    isCancelled: isCancelled)
            }
            if reading.reports.count > files.count {
                files.append(file)
                statistics = found
            }
        } catch {
            let error = isOneOfSeveral ? error.naming(file, at: place.span) : error.at(place.span)
            guard !place.isNamed, error.code == .file else { throw error }
            refusals.append(error)
        }
    }

    /// Returns the log.
    ///
    /// - Throws: Where no file could be read.
    func log(
        _ words: [String], _ overrides: [String: String]
    ) throws(CommandError) -> LoadedLog {
        guard let first = files.first else { throw refusals.first ?? .interrupted }
        let name = files.count == 1 ? first.name : words.joined(separator: " ")
        return LoadedLog(
            words: words, files: files, overrides: overrides,
            report: .combined(reading.reports, path: name),
            parts: files.count > 1 ? reading.reports : [],
            stop: reading.isStopped ? reading.progress.place : nil)
    }

    /// What to say of files that were left out.
    var remarks: [String] {
        let (most, count) = (5, refusals.count)
        return refusals.prefix(most).map { "not read: \($0.message)" }
            + (count > most ? ["not read: \(count - most) more files of the folder"] : [])
    }
}

extension LoadedLog {
    /// What to say of steps that paths name.
    fileprivate var stepRemarks: [String] {
        let steps = files.compactMap(\.step)
        guard let least = steps.min(), let greatest = steps.max() else { return [] }
        let which = least == greatest ? "\(least)" : "\(least) to \(greatest)"
        guard files.count > 1 else {
            return ["the path says the step, \(which), and no column does"]
        }
        let whose = steps.count == files.count ? "the paths" : "the paths of \(steps.count) files"
        return ["\(whose) say the step, \(which), and no column does"]
    }
}

extension CommandError {
    /// Returns the error at a place in the line.
    fileprivate func at(_ span: Range<Int>) -> CommandError {
        CommandError(code, message, span: span, hint: hint)
    }

    /// Returns the error with the name of the file that it is about, where it does not say it.
    fileprivate func naming(_ file: LogFile, at span: Range<Int>) -> CommandError {
        let name = shownText(file.name)
        let said = message.contains(name) ? message : "\(name): \(message)"
        return CommandError(code, said, span: span, hint: hint)
    }
}
