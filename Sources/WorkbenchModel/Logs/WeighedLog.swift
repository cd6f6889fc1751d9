// SPDX-License-Identifier: GPL-3.0-or-later

package import TokenLogs

/// The statistics of a log that loading found on its way, so that the first question of most people
/// needs no second reading.
package struct WeighedLog: Sendable {
    private let log: LoadedLog
    private let statistics: LogStatistics
    private let stamps: [FileStamp]

    /// Keeps what was found in a log that has just been read.
    package init(_ log: LoadedLog, _ statistics: LogStatistics) {
        (self.log, self.statistics) = (log, statistics)
        stamps = log.files.map { FileStamp($0.place) }
    }

    /// Returns the statistics if they are those that are asked for and no file has changed since.
    ///
    /// - Parameters:
    ///   - other: The log that is asked about.
    ///   - wanted: Statistics of it with no tokens.
    /// - Returns: The statistics, or nil where the log has to be read.
    package func statistics(of other: LoadedLog, as wanted: LogStatistics) -> LogStatistics? {
        guard let basis = wanted.basis, basis == statistics.basis, log == other,
            stamps == other.files.map({ FileStamp($0.place) })
        else { return nil }
        return statistics
    }
}
