// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The scores in a dump of texts, by prompt.
public struct ScoreFile: Sendable, Equatable {
    /// The most groups that are told apart.
    static let mostGroups = 100_000

    /// The file, as it was named.
    public let path: String

    /// The file's name of the score that is read; not cleaned of control characters.
    public internal(set) var metric = ""

    /// The other scores that could be read.
    public internal(set) var others: [String] = []

    /// The groups in the order in which they begin.
    public internal(set) var groups: [ScoreGroup] = []

    /// Answers with a score.
    public internal(set) var answers = 0

    /// Answers whose score is missing or no finite number.
    public internal(set) var withoutScore = 0

    /// Lines that hold no object with a prompt and the score.
    public internal(set) var foreignLines = 0

    /// Answers to prompts beyond the most that are told apart.
    public internal(set) var beyond = 0

    /// Groups of two and more answers whose scores are all equal.
    public var equalGroups: Int { groups.count { $0.answers > 1 && $0.isEqual } }
}

/// Reads the scores of answers from what trainers dump as texts: JSON lines with an answer each
/// (verl's rollouts), or with the answers of a step as lists (ms-swift's completions).
///
/// - Parameters:
///   - path: The file.
///   - metric: The file's name of the score, or nil for the one with the usual name.
///   - isCancelled: Asked before each block is read; true stops the reading.
/// - Returns: The scores by prompt.
/// - Throws: ``LogError`` where the file cannot be read or holds no scores.
public func readScores(
    path: String, metric: String? = nil, isCancelled: () -> Bool = { false }
) throws(LogError) -> ScoreFile {
    try withoutActuallyEscaping(isCancelled) { (check) throws(LogError) -> ScoreFile in
        var lines = try LogLines(path, isCancelled: check)
        try BinarySignature.refuse(try lines.prefix(), path: path)
        var collector = ScoreCollector(path: path, metric: metric)
        var result = try lines.next()
        while result != .end {
            if result == .line, trimmed(lines.line) != nil {
                try collector.take(lines.line, lines.lineNumber)
            } else if result == .tooLong {
                collector.file.foreignLines += 1
            }
            result = try lines.next()
        }
        return try collector.finish()
    }
}
