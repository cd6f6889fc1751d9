// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The responses of a batch whose arrays have a row for each, as a trainer's tensors `[B][T]`.
///
/// A plain array of B values has one for each response, and everything else holds for all. Rows
/// that are padded and have no mask are cut to the response's length where the batch has lengths.
struct BatchRecords: RecordMaker {
    private enum Part {
        case shared(JSONValue)
        case each(JSONElements)
    }

    private var parts: [(key: TextSlice, part: Part, isCut: Bool)]
    private var lengths: JSONElements?
    private var left: Int

    /// Returns nil where none of the log's columns holds several arrays.
    init?(
        _ members: [JSONMember], _ columns: [String: Slot], _ line: Int, _ remarks: ShapeRemarks
    ) {
        let values = members.map(\.value.unwrapped)
        let counts = values.map { $0.holdsArray ? $0.count : nil }
        let rows = zip(members, counts).filter { columns[$0.0.name] != nil && $0.1 != nil }
        guard let count = rows.first?.1, count > 1,
            zip(members, counts).allSatisfy({ member, count in
                count != nil || columns[member.name]?.isPolicy != true || member.value.isNull
            })
        else { return nil }
        if let other = rows.first(where: { $0.1 != count }) {
            remarks.add(
                "line \(line) is no batch: \(printable(rows[0].0.name)) holds \(count) arrays and "
                    + "\(printable(other.0.name)) \(other.1 ?? 0)")
            return nil
        }
        let isMasked = members.contains { LogColumn.matchingKey($0.name).contains("mask") }
        left = count
        parts = []
        for (index, member) in members.enumerated() {
            let value = values[index]
            let size = counts[index] ?? (value.sort == .array ? value.count : nil)
            let part: Part = size == count ? .each(JSONElements(value)) : .shared(value)
            parts.append((member.key, part, counts[index] != nil))
            guard !isMasked, size == count, counts[index] == nil,
                LengthColumn.lengths.contains(LogColumn.matchingKey(member.name))
            else { continue }
            lengths = JSONElements(value)
            remarks.add(
                "padded rows are cut to \(printable(member.name)), for there is no mask")
        }
    }

    mutating func next() -> [JSONMember]? {
        guard left > 0 else { return nil }
        left -= 1
        let length = lengths?.next()?.whole
        return parts.indices.map { index in
            let value = value(of: &parts[index].part)
            guard let length, parts[index].isCut else {
                return JSONMember(key: parts[index].key, value: value)
            }
            var elements = JSONElements(value)
            return JSONMember(key: parts[index].key, value: elements.next(length))
        }
    }

    /// Returns a part's value for the next response.
    private func value(of part: inout Part) -> JSONValue {
        guard case .each(var elements) = part else {
            guard case .shared(let value) = part else { return .none }
            return value
        }
        let value = elements.next() ?? .none
        part = .each(elements)
        return value
    }
}

extension JSONValue {
    /// Whether it is `null`.
    fileprivate var isNull: Bool { bytes.elementsEqual("null".utf8) }

    /// The value as a whole number from 0 on, or nil.
    var whole: Int? {
        guard var cursor = JSONCursor(bytes), let number = cursor.number()?.whole, number >= 0
        else { return nil }
        return number
    }
}
