// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import TextFiles
import Transformer

/// Reads a policy's file, of which nothing is believed before it was looked at.
struct PolicyFileReader {
    private typealias Failure = JSONReader.Failure

    /// A matrix as the head tells of it.
    private struct Entry {
        var type = ""
        var shape: [Int] = []
        var place = 0..<0
    }

    private var entries: [String: Entry] = [:]
    private var notes: [String: String] = [:]

    /// What a file holds.
    struct Policy: Equatable {
        let size: NetworkSize
        let weights: TransformerWeights
        /// What the file says of itself.
        let notes: [String: String]
    }

    /// Reads a file.
    ///
    /// - Parameter bytes: The file.
    /// - Returns: What it holds.
    /// - Throws: What is wrong with it, and where.
    static func read(_ bytes: [UInt8]) throws(JSONReader.Failure) -> Policy {
        let count = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
        guard bytes.count >= 8, count <= UInt64(bytes.count - 8) else {
            throw wrong("", "its head is longer than the file")
        }
        let start = 8 + Int(count)
        let file = try JSONReader.read(Array(bytes[8..<start])) {
            reader throws(Failure) -> PolicyFileReader in
            var file = PolicyFileReader()
            try reader.object { reader, key throws(Failure) in try file.member(key, &reader) }
            try reader.end()
            return file
        }
        return try file.policy(bytes[start...])
    }

    private static func wrong(_ place: String, _ message: String) -> JSONReader.Failure {
        JSONReader.Failure(place: visible(place), offset: 0, message: message)
    }

    private mutating func member(
        _ key: String, _ reader: inout JSONReader
    ) throws(JSONReader.Failure) {
        guard key != "__metadata__" else { return try readNotes(&reader) }
        guard entries.count < 100 else { throw reader.failure("there are too many matrices") }
        var entry = Entry()
        try reader.object { reader, key throws(Failure) in
            switch key {
            case "dtype": entry.type = try reader.string(atMost: 40)
            case "shape": entry.shape = try reader.wholeNumbers()
            case "data_offsets":
                let ends = try reader.wholeNumbers()
                guard ends.count == 2, ends[0] <= ends[1] else {
                    throw reader.failure("a beginning and an end are expected")
                }
                entry.place = ends[0]..<ends[1]
            default: try reader.skip()
            }
        }
        entries[key] = entry
    }

    private mutating func readNotes(_ reader: inout JSONReader) throws(JSONReader.Failure) {
        try reader.object { reader, key throws(Failure) in
            guard notes.count < 100 else { throw reader.failure("there are too many notes") }
            notes[key] = try reader.string(atMost: 1 << 16)
        }
        guard let form = notes[PolicyFile.mark], form != PolicyFile.form else { return }
        throw reader.failure("files of form \(visible(form)) need a newer Flipside")
    }

    /// Returns the policy, whose matrices have to be those of a size, each in its place.
    private func policy(_ numbers: ArraySlice<UInt8>) throws(JSONReader.Failure) -> Policy {
        let width = entries["e"]?.shape.last
        guard let size = NetworkSize.all.first(where: { $0.transformer.width == width }) else {
            let widths = NetworkSize.all.map { "\($0.transformer.width) (\($0.name))" }
            throw Self.wrong(
                "e", "a matrix of \(widths.joined(separator: " or ")) columns is expected")
        }
        let matrices = size.transformer.matrices
        let names = Set(matrices.map(\.name))
        if let other = entries.keys.filter({ !names.contains($0) }).min() {
            throw Self.wrong(other, "a policy of size \(size.name) has no such matrix")
        }
        var values: [Float] = []
        for matrix in matrices { values += try self.values(of: matrix, among: numbers) }
        let taken = entries.values.reduce(0) { $0 + $1.place.count }
        guard taken == numbers.count else {
            throw Self.wrong("", "its matrices take \(taken) bytes, and \(numbers.count) are there")
        }
        let weights = TransformerWeights(size: size.transformer, values: values)
        return Policy(size: size, weights: weights, notes: notes)
    }

    private func values(
        of matrix: TransformerMatrix, among numbers: ArraySlice<UInt8>
    ) throws(JSONReader.Failure) -> [Float] {
        guard let entry = entries[matrix.name] else {
            throw Self.wrong(matrix.name, "the matrix is missing")
        }
        guard entry.type == "F32" else {
            throw Self.wrong(
                matrix.name, "numbers of type F32 are expected, not \(visible(entry.type))")
        }
        guard entry.shape == [matrix.rows, matrix.columns] else {
            let shape = entry.shape.prefix(8).map(String.init).joined(separator: " × ")
            throw Self.wrong(
                matrix.name, "\(matrix.rows) × \(matrix.columns) numbers are expected, not \(shape)"
            )
        }
        guard entry.place.count == 4 * matrix.count, entry.place.upperBound <= numbers.count else {
            throw Self.wrong(matrix.name, "its numbers are not all in the file")
        }
        let first = numbers.startIndex + entry.place.lowerBound
        let values = (0..<matrix.count).map { index in
            let place = first + 4 * index
            let bits = (0..<4).reduce(UInt32(0)) { $0 | UInt32(numbers[place + $1]) << (8 * $1) }
            return Float(bitPattern: bits)
        }
        guard values.allSatisfy(\.isFinite) else {
            throw Self.wrong(matrix.name, "a number is not finite")
        }
        return values
    }
}

extension JSONReader {
    /// Reads a list of a few whole numbers from 0.
    fileprivate mutating func wholeNumbers() throws(Failure) -> [Int] {
        var numbers: [Int] = []
        try array { reader, index throws(Failure) in
            guard index < 8 else { throw reader.failure("there are too many numbers") }
            numbers.append(try reader.integer(in: 0...PolicyFile.largest))
        }
        return numbers
    }
}
