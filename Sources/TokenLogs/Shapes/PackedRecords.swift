// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The sequences of a packed row, of which it is said where they begin or how long they are.
struct PackedRecords: RecordMaker {
    private enum Part {
        case shared(JSONValue)
        /// One value for each sequence.
        case each(JSONElements)
        /// One value for each token.
        case tokens(JSONElements)
    }

    private var parts: [(key: TextSlice, part: Part)] = []
    private var lengths: ArraySlice<Int>

    /// Returns nil where nothing cuts the arrays, or there is one sequence only.
    init?(
        _ members: [JSONMember], _ columns: [String: Slot], _ line: Int, _ remarks: ShapeRemarks
    ) {
        guard let cutting = members.first(where: { LengthColumn.contains($0.name) }),
            let lengths = Self.lengths(cutting), lengths.count > 1
        else { return nil }
        let total = lengths.reduce(0, +)
        let values = members.map(\.value.unwrapped)
        let counts = values.map { $0.sort == .array ? $0.count : nil }
        let longest = zip(members, counts).filter { columns[$0.0.name] != nil }
            .compactMap(\.1).max()
        guard longest == total else {
            remarks.add(
                "line \(line) is taken for one response: \(printable(cutting.name)) adds up to "
                    + "\(total) tokens, and there are \(longest ?? 0)")
            return nil
        }
        self.lengths = lengths[...]
        for (index, member) in members.enumerated() where member.name != cutting.name {
            let part: Part =
                switch counts[index] {
                case total: .tokens(JSONElements(values[index]))
                case lengths.count: .each(JSONElements(values[index]))
                default: .shared(values[index])
                }
            parts.append((member.key, part))
        }
    }

    /// Returns how long the sequences are, by their lengths or boundaries; nil where that is unclear.
    private static func lengths(_ member: JSONMember) -> [Int]? {
        var elements = JSONElements(member.value.unwrapped)
        var numbers: [Int] = []
        while let element = elements.next() {
            guard let number = element.whole, number < 1 << 32 else { return nil }
            numbers.append(number)
        }
        guard LengthColumn.boundaries.contains(LogColumn.matchingKey(member.name)) else {
            return numbers
        }
        guard numbers.first == 0 else { return nil }
        let lengths = zip(numbers.dropFirst(), numbers).map { $0 - $1 }
        return lengths.contains { $0 < 0 } ? nil : lengths
    }

    mutating func next() -> [JSONMember]? {
        guard let length = lengths.popFirst() else { return nil }
        return parts.indices.map { index in
            JSONMember(key: parts[index].key, value: value(of: &parts[index].part, length))
        }
    }

    /// Returns a part's value for the next sequence.
    private func value(of part: inout Part, _ length: Int) -> JSONValue {
        switch part {
        case .shared(let value): return value
        case .each(var elements):
            let value = elements.next() ?? .none
            part = .each(elements)
            return value
        case .tokens(var elements):
            let value = elements.next(length)
            part = .tokens(elements)
            return value
        }
    }
}
