// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import Results
import TextFiles
import WorkbenchModel

/// One request of the line protocol: a JSON object on one line.
struct ProtocolRequest: Equatable {
    /// What the client calls the request, a whole number or a text; every reply repeats it.
    let id: JSON

    /// What is asked for.
    let operation: Operation

    /// The text that it is about: a cell, or a line as typed so far.
    let code: String

    /// Where the cursor stands in the text, in Unicode scalars; nil for its end.
    let cursor: Int?

    /// Whether what comes of a cell is not to be shown.
    let isSilent: Bool

    /// What can be asked for.
    enum Operation: String, CaseIterable {
        case execute, complete, inspect, shutdown
        case isComplete = "is_complete"

        /// Whether it is about a text.
        var needsCode: Bool { self != .shutdown }
    }

    /// Why a line is no request; as much of it as could be read.
    struct Fault: Error, Equatable {
        /// What the client calls the request; null where that could not be read.
        let id: JSON
        /// What is wrong.
        let message: String
        /// What to send instead; nil where the message says it.
        var hint: String?
    }

    /// Reads a request.
    init(_ line: String) throws(Fault) {
        let bytes = Array(line.utf8)
        var fields = Fields()
        do {
            try JSONReader.read(bytes) { reader throws(JSONReader.Failure) in
                try reader.object { reader, key throws(JSONReader.Failure) in
                    try fields.read(key, &reader)
                }
                try reader.end()
            }
        } catch {
            let place = error.place.isEmpty ? "" : "\(error.place): "
            throw Fault(
                id: Self.id(in: bytes),
                message: "\(place)\(error.message), at byte \(error.offset)")
        }
        guard let operation = fields.operation.flatMap(Operation.init) else {
            let known = Operation.allCases.map(\.rawValue).joined(separator: ", ")
            let given = fields.operation.map { "there is no op \($0)" }
            let isInterrupt = fields.operation == "interrupt"
            throw Fault(
                id: fields.id, message: given ?? "op is missing",
                hint: isInterrupt ? "send the signal SIGINT" : "op is one of \(known)")
        }
        guard fields.id != .null else { throw Fault(id: .null, message: "id is missing") }
        guard fields.code != nil || !operation.needsCode else {
            throw Fault(id: fields.id, message: "\(operation.rawValue) needs code")
        }
        id = fields.id
        self.operation = operation
        code = fields.code ?? ""
        cursor = fields.cursor
        isSilent = fields.isSilent
    }

    /// Returns what a line that is no request calls itself; null where that cannot be read.
    private static func id(in bytes: [UInt8]) -> JSON {
        var id = JSON.null
        try? JSONReader.read(bytes) { reader throws(JSONReader.Failure) in
            try reader.object { reader, key throws(JSONReader.Failure) in
                if key == "id" { id = try Fields.name(&reader) } else { try reader.skip() }
            }
        }
        return id
    }

    /// The fields as they are read; what later versions add is passed over.
    private struct Fields {
        var id = JSON.null
        var operation: String?
        var code: String?
        var cursor: Int?
        var isSilent = false

        mutating func read(
            _ key: String, _ reader: inout JSONReader
        ) throws(JSONReader.Failure) {
            switch key {
            case "id": id = try Self.name(&reader)
            case "op": operation = try reader.string(atMost: 40)
            case "code": code = try reader.string(atMost: TextLines.longest)
            case "cursor": cursor = try reader.integer(in: 0...TextLines.longest)
            case "silent": isSilent = try reader.flag()
            default: try reader.skip()
            }
        }

        fileprivate static func name(_ reader: inout JSONReader) throws(JSONReader.Failure) -> JSON
        {
            if reader.isAtText() { return .string(try reader.string(atMost: 200)) }
            return .integer(try reader.integer(in: -(1 << 53) + 1...(1 << 53) - 1))
        }
    }
}
