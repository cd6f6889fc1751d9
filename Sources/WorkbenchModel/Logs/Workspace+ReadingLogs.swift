// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import TokenLogs

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
            try reading.read(&file, isFirst: false, naming: nil, onResponse)
        }
        return reading.isStopped ? reading.progress.place : nil
    }
}
