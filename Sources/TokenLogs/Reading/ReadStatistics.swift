// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads a per-token log once, and returns statistics of its tokens.
///
/// As ``readLog(path:columns:isCancelled:onResponse:)`` with statistics that take each response. Where
/// every method weighs a token by its numbers alone, no token is made of a row, and several threads
/// take a part of the lines each; the numbers do not depend on how many.
///
/// - Parameters:
///   - path: The file.
///   - overrides: The file's column names by our names.
///   - statistics: The methods, with no tokens.
///   - threads: The most threads that read lines, at least 1.
///   - isCancelled: Asked before each block is read, on the calling thread; true stops the reading.
/// - Returns: How the file was understood, and the statistics.
/// - Throws: ``LogError`` as reading does.
public func readStatistics(
    path: String, columns overrides: [String: String] = [:], into statistics: LogStatistics,
    threads: Int = 1, isCancelled: () -> Bool = { false }
) throws(LogError) -> (report: LogReport, statistics: LogStatistics) {
    var statistics = statistics
    guard statistics.isOfNumbers else {
        let report = try readLog(path: path, columns: overrides, isCancelled: isCancelled) {
            statistics.add($0)
        }
        return (report, statistics)
    }
    let report = try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> LogReport in
        let request = ReadRequest(path: path, overrides: overrides)
        var lines = try LogLines(path, isCancelled: check)
        let format = try detectFormat(&lines, path)
        guard case .delimited(let delimiter) = format else {
            return try readLog(path: path, columns: overrides, isCancelled: check) {
                statistics.add($0)
            }
        }
        let reader = DelimitedReader(delimiter: delimiter)
        let (mapping, rows) = try reader.plan(&lines, request, values: StatisticsSink.values)
        var reading = PartedReading(rows, mapping, statistics, quotes: reader.quotes)
        try reading.run(&lines, threads: threads)
        statistics = reading.statistics
        let totals = reading.totals
        guard totals.rowsRead > 0 else { throw DelimitedReader.noRows(path) }
        let result = ReadResult(
            mapping: mapping, totals: totals, remarks: mapping.ungroupedRemarks)
        return result.report(path: path, format: format, bytes: lines.bytesRead, lines.isCut)
    }
    return (report, statistics)
}
