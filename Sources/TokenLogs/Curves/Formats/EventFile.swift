// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads the scalars of TensorBoard's event files.
///
/// A file is a row of records: a length of 8 bytes, its checksum, that many bytes, their checksum.
/// Each holds one protobuf message `Event`. Checksums are not looked at; a record that is cut is
/// the end.
///
/// - Source: tensorflow, lib/io/record_writer; tensorboard, proto/event.proto, summary.proto and
///   tensor.proto.
enum EventFile {
    /// Returns whether a file begins as every event file does: with the version of its format.
    static func isOne(_ bytes: Bytes) -> Bool {
        let mark = Array("brain.Event:".utf8)
        guard bytes.count > 24 + mark.count else { return false }
        return (16..<32).contains { start in
            start + mark.count <= bytes.count
                && bytes[start..<start + mark.count].elementsEqual(mark)
        }
    }

    /// Adds the scalars of a file to a table, a row each.
    static func read(_ bytes: Bytes, into table: inout CurveTable) {
        var start = 0
        table.format = "TensorBoard events"
        while start + 16 <= bytes.count {
            let length = littleEndian(bytes[start..<start + 8])
            guard length <= UInt64(bytes.count - start - 16) else {
                return table.unreadable += 1
            }
            let record = Bytes(rebasing: bytes[(start + 12)..<(start + 12 + Int(length))])
            add(record, to: &table)
            start += Int(length) + 16
        }
    }

    /// Adds the scalars of one event.
    private static func add(_ record: Bytes, to table: inout CurveTable) {
        var step = 0.0
        var summaries: [Bytes] = []
        for field in ProtobufFields(record) {
            switch (field.number, field.value) {
            case (2, .integer(let value)): step = Double(Int64(bitPattern: value))
            case (5, .bytes(let summary)): summaries.append(summary)
            default: break
            }
        }
        for summary in summaries {
            for field in ProtobufFields(summary) {
                guard field.number == 1, case .bytes(let value) = field.value,
                    let (name, number) = scalar(value)
                else { continue }
                table.add(step, named: "step")
                table.add(name, named: "tag")
                table.add(number, named: "value")
                table.endRecord()
            }
        }
    }

    /// Returns the name and the number of one value of a summary, or nil where it is no scalar.
    private static func scalar(_ value: Bytes) -> (Bytes, Double)? {
        var name: Bytes?
        var number: Double?
        for field in ProtobufFields(value) {
            switch (field.number, field.value) {
            case (1, .bytes(let text)): name = text
            case (2, .four(let bits)): number = Double(Float(bitPattern: bits))
            case (8, .bytes(let tensor)): number = number ?? element(tensor)
            default: break
            }
        }
        guard let name, let number else { return nil }
        return (name, number)
    }

    /// Returns the one number of a tensor of floats or doubles, or nil.
    private static func element(_ tensor: Bytes) -> Double? {
        var type: UInt64 = 0
        var content = Bytes(start: nil, count: 0)
        for field in ProtobufFields(tensor) {
            switch (field.number, field.value) {
            case (1, .integer(let value)): type = value
            case (4, .bytes(let bytes)), (5, .bytes(let bytes)), (6, .bytes(let bytes)):
                content = bytes
            case (5, .four(let bits)): return Double(Float(bitPattern: bits))
            case (6, .eight(let bits)): return Double(bitPattern: bits)
            default: break
            }
        }
        if type == 1, content.count == 4 {
            return Double(Float(bitPattern: UInt32(truncatingIfNeeded: littleEndian(content[...]))))
        }
        return type == 2 && content.count == 8
            ? Double(bitPattern: littleEndian(content[...])) : nil
    }
}
