// SPDX-License-Identifier: GPL-3.0-or-later

package import TextFiles

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
    let report = try readStatistics(
        LogLines.open(path), path: path, columns: overrides, into: &statistics, threads: threads,
        isCancelled: isCancelled)
    return (report, statistics)
}

/// Adds the tokens of a file that is open, and unpacks what it reads, to statistics; messages call it by
/// `path`.
package func readStatistics(
    _ file: consuming OpenFile, path: String, columns overrides: [String: String] = [:],
    into statistics: inout LogStatistics, threads: Int = 1, isCancelled: () -> Bool = { false }
) throws(LogError) -> LogReport {
    // Whether a vocabulary has the texts of a log's numbers shows only where tokens are made.
    guard statistics.isOfNumbers, overrides["vocabulary"] == nil else {
        return try readLog(file, path: path, columns: overrides, isCancelled: isCancelled) {
            statistics.add($0)
        }
    }
    var given: OpenFile? = consume file
    return try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> LogReport in
        guard let file = given.take() else { preconditionFailure("the file is given once") }
        return try read(
            LogLines(file, named: path, isCancelled: check),
            ReadRequest(path: path, overrides: overrides), isCancelled: check
        ) { (lines, request, format) throws(LogError) in
            try readParts(&lines, request, format, &statistics, threads)
        }
    }
}

/// Reads the lines of a file in parts.
private func readParts(
    _ lines: inout LogLines, _ request: ReadRequest, _ format: LogFormat,
    _ statistics: inout LogStatistics, _ threads: Int
) throws(LogError) -> ReadResult {
    switch format {
    case .delimited(let delimiter):
        let rows = try DelimitedReader(delimiter: delimiter)
            .rows(&lines, request, values: StatisticsSink.values)
        var reading = PartedReading(rows, statistics)
        try reading.run(&lines, threads: threads)
        statistics = reading.statistics
        return try DelimitedReader.result(reading.reader, reading.totals, request.path)
    case .jsonLines, .shaped:
        var reader = JSONLinesReader()
        let objects = try reader.objects(&lines, request)
        var reading = PartedReading(objects, statistics)
        try reading.begin(&lines) { sink in reader.drop(into: &sink) }
        try reading.run(&lines, threads: threads)
        statistics = reading.statistics
        return try JSONLinesReader.result(reading.reader, reading.totals)
    }
}
