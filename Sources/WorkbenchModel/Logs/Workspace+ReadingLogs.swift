// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs
import Threads

/// How many threads read a log: more than a few wait for the file.
let readingThreads = min(8, Processors.count)

extension Workspace {
    /// Reads a loaded log from its beginning, as far as it was read at loading, and hands over each
    /// response.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - span: Where in the line an error is shown.
    ///   - keepsPart: Whether what was read counts where somebody asks for the reading to stop; else
    ///     that is an error.
    ///   - onResponse: Takes the tokens of each response.
    /// - Returns: How far it was read, in words, where somebody stopped it; else nil.
    /// - Throws: Where a file cannot be read any more, or what `onResponse` throws.
    @discardableResult
    package func read(
        _ log: LoadedLog, span: Range<Int>? = nil, keepsPart: Bool = false,
        onResponse: ([LoggedToken]) throws(LogError) -> Void
    ) throws(CommandError) -> String? {
        var reading = LogReading(
            log.files, log.overrides, environment, keepsPart: keepsPart, span: span)
        for file in log.files where !reading.isStopped {
            var file = file
            try reading.read(&file, isFirst: false, naming: nil) {
                (file, name, place, isCancelled) throws(LogError) in
                try readLog(
                    file, path: name, columns: log.overrides, isCancelled: isCancelled
                ) { (tokens) throws(LogError) in try onResponse(place.placing(tokens)) }
            }
        }
        return reading.isStopped ? reading.progress.place : nil
    }

    /// Adds the tokens of a loaded log to statistics, as far as it was read at loading.
    ///
    /// - Parameters:
    ///   - log: The log.
    ///   - statistics: Takes the tokens.
    ///   - keepsPart: As with ``read(_:span:keepsPart:onResponse:)``.
    /// - Returns: How far it was read, in words, where somebody stopped it; else nil.
    /// - Throws: Where a file cannot be read any more.
    package func addTokens(
        of log: LoadedLog, to statistics: inout LogStatistics, keepsPart: Bool = false
    ) throws(CommandError) -> String? {
        var reading = LogReading(log.files, log.overrides, environment, keepsPart: keepsPart)
        for file in log.files where !reading.isStopped {
            var file = file
            try reading.read(&file, isFirst: false, naming: nil) {
                (file, name, place, isCancelled) throws(LogError) in
                guard !statistics.isOfNumbers else {
                    return try readStatistics(
                        file, path: name, columns: log.overrides, into: &statistics,
                        threads: readingThreads, isCancelled: isCancelled)
                }
                return try readLog(
                    file, path: name, columns: log.overrides, isCancelled: isCancelled
                ) { statistics.add(place.placing($0)) }
            }
        }
        return reading.isStopped ? reading.progress.place : nil
    }
}
