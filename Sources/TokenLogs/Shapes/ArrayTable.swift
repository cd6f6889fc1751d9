// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// How the arrays of a file become the records of a log.
struct ArrayTable {
    /// What stands in a record of an array.
    enum Part: Equatable {
        /// One value for each response.
        case each
        /// A row of values for each response.
        case row(Int)
        /// One value for each token.
        case tokens
        /// All of it, the same in each record.
        case shared
    }

    /// What a record is.
    enum Layout: Equatable {
        /// A response, of which there are so many; padded rows are cut to these lengths.
        case batch(Int, lengths: [Int]?)
        /// A response of these lengths, one after the other.
        case packed([Int])
        /// A token, of which there are so many.
        case tokens(Int)
    }

    private(set) var columns: [(array: ArrayEntry, part: Part)] = []
    private(set) var layout = Layout.tokens(0)
    private(set) var remarks: [String] = []
    private let file: ArrayFile

    /// The most tokens of one response.
    static let longestResponse = 1 << 20

    /// Finds out how arrays fit together.
    ///
    /// - Parameters:
    ///   - arrays: Those with a meaning, and those that may cut others into responses; of at most two
    ///     dimensions each.
    ///   - file: The file they stand in.
    /// - Throws: Why they are not of one batch.
    init(_ arrays: [ArrayEntry], of file: ArrayFile) throws(LogError) {
        self.file = file
        let (cutting, values) = (
            arrays.filter { LengthColumn.contains($0.name) },
            arrays.filter { !LengthColumn.contains($0.name) }
        )
        let rows = values.filter { $0.shape.count == 2 }
        if let first = rows.first, first.shape[0] != 1 || cutting.isEmpty {
            try batch(values, count: first.shape[0], cutting)
        } else {
            try tokens(values, count: values.map(\.count).max() ?? 0, cutting)
        }
        try check()
    }

    /// Takes arrays whose first dimension is that of the responses.
    private mutating func batch(
        _ arrays: [ArrayEntry], count: Int, _ cutting: [ArrayEntry]
    ) throws(LogError) {
        for array in arrays {
            if array.shape.count == 2 {
                guard array.shape[0] == count else { throw unequal(arrays) }
                columns.append((array, .row(array.shape[1])))
            } else {
                columns.append((array, array.count == count && count > 1 ? .each : .shared))
            }
        }
        let isMasked = arrays.contains { LogColumn.matchingKey($0.name).contains("mask") }
        var lengths: [Int]?
        if !isMasked, let length = cutting.first(where: { $0.count == count }) {
            lengths = try whole(length)
            remarks.append(
                "padded rows are cut to \(printable(length.name)), for there is no mask")
        }
        layout = .batch(count, lengths: lengths)
    }

    /// Takes arrays with a value for each token, and cuts them where others say how.
    private mutating func tokens(
        _ arrays: [ArrayEntry], count: Int, _ cutting: [ArrayEntry]
    ) throws(LogError) {
        var lengths: [Int]?
        if let cutter = cutting.first {
            let found = try whole(cutter)
            let isBoundary = LengthColumn.boundaries.contains(LogColumn.matchingKey(cutter.name))
            let sizes = isBoundary ? zip(found.dropFirst(), found).map { $0 - $1 } : found
            guard !isBoundary || found.first == 0, sizes.allSatisfy({ $0 >= 0 }),
                sizes.reduce(0, { $0 &+ $1 }) == count
            else {
                throw LogError(
                    kind: .format,
                    message: "\(printable(cutter.name)) in \(visible(file.path)) does not add up "
                        + "to the \(count) tokens of the other arrays",
                    hint: "save it as the file's arrays are packed, or leave it out")
            }
            lengths = sizes
        }
        for array in arrays {
            if array.count == count {
                columns.append((array, .tokens))
            } else if array.count == lengths?.count {
                columns.append((array, .each))
            } else {
                guard array.count == 1 else { throw unequal(arrays) }
                columns.append((array, .shared))
            }
        }
        layout = lengths.map(Layout.packed) ?? .tokens(count)
    }

    /// Refuses tables without tokens, and responses that no memory should be filled with.
    private func check() throws(LogError) {
        let longest =
            switch layout {
            case .batch:
                columns.map { $0.part == .tokens ? 1 : $0.array.shape.last ?? 1 }.max() ?? 0
            case .packed(let lengths): lengths.max() ?? 0
            case .tokens: columns.filter { $0.part == .shared }.map(\.array.count).max() ?? 1
            }
        guard !columns.isEmpty, columns.allSatisfy({ $0.array.count > 0 }) else {
            throw LogError(
                kind: .format, message: "\(visible(file.path)) holds arrays without elements",
                hint: "save them when there are tokens in them")
        }
        guard longest <= Self.longestResponse else {
            throw LogError(
                kind: .format,
                message: "a response of \(longest) tokens in \(visible(file.path)) is too long",
                hint: "save flat arrays with response_id beside them, or cu_seqlens")
        }
    }

    /// Returns the values of an array of whole numbers, which must be few.
    private func whole(_ array: ArrayEntry) throws(LogError) -> [Int] {
        guard array.count <= 1 << 22,
            array.element.sort == .signed || array.element.sort == .unsigned
        else { throw file.damaged("\(printable(array.name)) holds no lengths") }
        let stream = try ArrayStream(file, array.bytes)
        var numbers: [Int] = []
        for _ in 0..<array.count {
            var text: [UInt8] = []
            try stream.take(array.element.size) { array.element.write($0, to: &text) }
            numbers.append(Int(String(decoding: text, as: UTF8.self)) ?? -1)
        }
        guard numbers.allSatisfy({ 0...(1 << 40) ~= $0 }) else {
            throw file.damaged("\(printable(array.name)) holds no lengths")
        }
        return numbers
    }

    /// Returns what to say of arrays that are not of one batch.
    private func unequal(_ arrays: [ArrayEntry]) -> LogError {
        let shapes = arrays.prefix(12).map { array in
            "\(printable(array.name)) [\(array.shape.map(String.init).joined(separator: ", "))]"
        }
        return LogError(
            kind: .format,
            message: "the arrays in \(visible(file.path)) do not fit together: "
                + shapes.joined(separator: ", "),
            hint: "save those of one batch: [responses, tokens], [responses], or all [tokens]")
    }
}
