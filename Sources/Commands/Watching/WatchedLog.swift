// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TokenLogs

/// What a log of tokens says by step, kept up with the file while it grows.
///
/// Of a file whose lines stand for themselves only what is new is read; another is read anew. Memory does
/// not grow with the file: the last ``most`` steps are told apart.
struct WatchedLog: Sendable {
    /// The most steps that are told apart.
    static let most = 512

    private let columns: [String: String]
    private let empty: ClipTally
    private var all: ClipTally
    private var steps: [Int: ClipTally] = [:]
    private var mapping: ColumnMapping?
    private var format = ""
    /// Whether parts of the file did not tell the same columns, so that it has to be read as a whole.
    private var isWhole = false

    /// Lines that say nothing alone, such as a trainer's message: they are read with those after them.
    private var pending: [UInt8] = []

    /// The most bytes of such lines that are held.
    private static let mostPending = 1 << 20

    /// How many rows could not be used.
    private(set) var dropped = 0

    init(columns: [String: String], epsilonLow: Double, epsilonHigh: Double, cap: Double) {
        // No text of a token is shown while a log is watched.
        self.columns = columns.filter { $0.key != ReadingKeys.vocabulary.name }
        empty = ClipTally(epsilonLow: epsilonLow, epsilonHigh: epsilonHigh, cap: cap)
        all = empty
    }

    /// How many tokens came so far.
    var tokens: Int { all.result.tokens }

    /// The steps in their order; all tokens together where the log names none.
    var courses: [Course] {
        guard !steps.isEmpty else { return Course.all(of: [(nil, all.result)]) }
        return Course.all(of: steps.sorted { $0.key < $1.key }.map { ($0.key, $0.value.result) })
    }

    /// What there is, in words.
    var words: String {
        let last = steps.keys.max().map { ", step \($0)" } ?? ""
        let left = dropped == 0 ? "" : ", \(dropped) left out"
        return "\(counted(tokens, "token"))\(last)\(left) (\(format))"
    }

    /// Takes in what is new.
    ///
    /// - Throws: Where the file is no log; what was taken in before stays.
    mutating func take(
        _ file: inout GrowingFile, _ isCancelled: () -> Bool
    ) throws(CommandError) {
        guard file.layout != .whole, !isWhole else {
            clear()
            return try read(nil, file.path, isCancelled)
        }
        while !isCancelled(), let piece = try file.next() {
            let known = mapping
            try take(piece, of: file, isCancelled)
            guard known == nil || mapping == known, pending.count <= Self.mostPending else {
                isWhole = true
                clear()
                return try read(nil, file.path, isCancelled)
            }
        }
    }

    /// Takes in whole lines; those of a log that cannot be read alone wait for the next ones.
    private mutating func take(
        _ piece: [UInt8], of file: GrowingFile, _ isCancelled: () -> Bool
    ) throws(CommandError) {
        guard mapping != nil, file.layout == .lines else {
            return try read(piece, file.path, isCancelled)
        }
        let lines = pending + piece
        do {
            try read(lines, file.path, isCancelled)
            pending = []
        } catch {
            pending = lines
        }
    }

    /// Forgets what was read, as of a file that is another one now.
    mutating func clear() {
        (all, steps, mapping, dropped, pending) = (empty, [:], nil, 0, [])
    }

    /// Reads a file, or a piece of it, and adds its tokens.
    private mutating func read(
        _ piece: [UInt8]?, _ path: String, _ isCancelled: () -> Bool
    ) throws(CommandError) {
        let report: LogReport
        do {
            if let piece {
                report = try readLog(
                    piece, path: path, columns: columns, isCancelled: isCancelled
                ) { add($0) }
            } else {
                report = try readLog(path: path, columns: columns, isCancelled: isCancelled) {
                    add($0)
                }
            }
        } catch {
            // What a person stopped is kept as far as it went.
            if error.kind == .interrupted { return }
            let hint = error.hint?.replacing("FILE", with: shownText(quoted(path)))
            throw CommandError(.file, error.message, hint: hint)
        }
        dropped += report.dropped.filter(\.isFault).reduce(0) { $0 + $1.count }
        (mapping, format) = (report.mapping, report.format)
    }

    private mutating func add(_ response: [LoggedToken]) {
        guard let first = response.first else { return }
        for token in response { all.add(token.token) }
        guard let step = first.step else { return }
        for token in response { steps[step, default: empty].add(token.token) }
        while steps.count > Self.most, let least = steps.keys.min() { steps[least] = nil }
    }
}
