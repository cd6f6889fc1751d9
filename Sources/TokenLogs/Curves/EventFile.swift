// SPDX-License-Identifier: GPL-3.0-or-later

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

    /// Adds the scalars of a file to curves.
    static func read(_ bytes: Bytes, into collector: inout CurveCollector) {
        var start = 0
        collector.stepName = "step"
        while start + 16 <= bytes.count {
            let length = fixed(bytes[start..<start + 8])
            guard length <= UInt64(bytes.count - start - 16) else {
                return collector.unreadable += 1
            }
            let record = Bytes(rebasing: bytes[(start + 12)..<(start + 12 + Int(length))])
            add(record, to: &collector)
            start += Int(length) + 16
        }
    }

    /// Adds the scalars of one event.
    private static func add(_ record: Bytes, to collector: inout CurveCollector) {
        var step = 0.0
        var summaries: [Bytes] = []
        for field in ProtobufFields(record) {
            switch (field.number, field.value) {
            case (2, .integer(let value)): step = Double(Int64(bitPattern: value))
            case (5, .bytes(let summary)): summaries.append(summary)
            default: break
            }
        }
        let scalars = summaries.flatMap { summary in
            ProtobufFields(summary).compactMap { field -> (String, Double)? in
                guard field.number == 1, case .bytes(let value) = field.value else { return nil }
                return scalar(value)
            }
        }
        if !scalars.isEmpty { collector.countRecord() }
        for (name, value) in scalars {
            collector.add(value.isFinite ? value : .nan, at: step, metric: name, group: "")
        }
    }

    /// Returns the name and the number of one value of a summary, or nil where it is no scalar.
    private static func scalar(_ value: Bytes) -> (String, Double)? {
        var name: String?
        var number: Double?
        for field in ProtobufFields(value) {
            switch (field.number, field.value) {
            case (1, .bytes(let text)): name = String(decoding: text, as: UTF8.self)
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
            return Double(Float(bitPattern: UInt32(truncatingIfNeeded: fixed(content[...]))))
        }
        return type == 2 && content.count == 8 ? Double(bitPattern: fixed(content[...])) : nil
    }
}

/// Returns the number that up to 8 bytes make, the least first.
private func fixed(_ bytes: Slice<Bytes>) -> UInt64 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
}

/// The fields of a protobuf message, in their order; they end where the message is broken.
private struct ProtobufFields: Sequence, IteratorProtocol {
    private let bytes: Bytes
    private var place = 0

    /// One field.
    struct Field {
        let number: UInt64
        let value: Value
    }

    /// What a field holds.
    enum Value {
        case integer(UInt64)
        case eight(UInt64)
        case four(UInt32)
        case bytes(Bytes)
    }

    init(_ bytes: Bytes) {
        self.bytes = bytes
    }

    mutating func next() -> Field? {
        guard let key = varint() else { return nil }
        let number = key >> 3
        switch key & 7 {
        case 0: return varint().map { Field(number: number, value: .integer($0)) }
        case 1: return take(8).map { Field(number: number, value: .eight(fixed($0[...]))) }
        case 5:
            return take(4).map {
                Field(number: number, value: .four(UInt32(truncatingIfNeeded: fixed($0[...]))))
            }
        case 2:
            guard let count = varint(), count <= UInt64(bytes.count) else { return nil }
            return take(Int(count)).map { Field(number: number, value: .bytes($0)) }
        default: return nil
        }
    }

    /// Takes a number of seven bits a byte.
    private mutating func varint() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 70, by: 7) {
            guard place < bytes.count else { return nil }
            let byte = bytes[place]
            place += 1
            number |= UInt64(byte & 0x7F) << shift
            if byte < 0x80 { return number }
        }
        return nil
    }

    /// Takes a number of bytes.
    private mutating func take(_ count: Int) -> Bytes? {
        guard count <= bytes.count - place else { return nil }
        defer { place += count }
        return Bytes(rebasing: bytes[place..<place + count])
    }
}
