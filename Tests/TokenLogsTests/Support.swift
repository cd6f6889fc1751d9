// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs
import TokenWeights

/// Returns the path of a file that ships with the tests.
func resource(_ name: String) -> String {
    Bundle.module.bundleURL.appending(path: "Resources/\(name)").path
}

/// What reading a log gave: all its tokens, how they were grouped, and the report.
struct Reading {
    var tokens: [LoggedToken] = []
    var lengths: [Int] = []
    var report: LogReport

    /// The remarks of the report as one text.
    var remarks: String { report.remarks.joined(separator: "\n") }

    /// The number of rows dropped for reasons that hold some words.
    func dropped(_ words: String) -> Int {
        report.dropped.filter { $0.reason.contains(words) }.map(\.count).reduce(0, +)
    }
}

/// Reads a file and keeps everything.
func read(path: String, columns: [String: String] = [:]) throws(LogError) -> Reading {
    var tokens: [LoggedToken] = []
    var lengths: [Int] = []
    let report = try readLog(path: path, columns: columns) { response in
        tokens += response
        lengths.append(response.count)
    }
    // Whatever is read response by response is read in parts as well, and reported alike. A pipe is read
    // once.
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
        return Reading(tokens: tokens, lengths: lengths, report: report)
    }
    let parted = try readStatistics(
        path: path, columns: columns, into: LogStatistics(methods: numberRules))
    if parted.report != report {
        Issue.record("in parts: \(parted.report), by responses: \(report)")
    }
    return Reading(tokens: tokens, lengths: lengths, report: report)
}

/// Reads bytes as a file and keeps everything.
func read(bytes: [UInt8], columns: [String: String] = [:]) throws -> Reading {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).log").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    return try read(path: path, columns: columns)
}

/// Reads a text as a file and keeps everything.
func read(_ text: String, columns: [String: String] = [:]) throws -> Reading {
    try read(bytes: Array(text.utf8), columns: columns)
}

/// Returns what is said of a text that cannot be read at all, or nil where it can.
func refusal(_ text: String, columns: [String: String] = [:]) -> LogError? {
    refusal(bytes: Array(text.utf8), columns: columns)
}

/// Returns what is said of bytes that cannot be read at all, or nil where they can.
func refusal(bytes: [UInt8], columns: [String: String] = [:]) -> LogError? {
    do {
        _ = try read(bytes: bytes, columns: columns)
        return nil
    } catch {
        return error as? LogError
    }
}
