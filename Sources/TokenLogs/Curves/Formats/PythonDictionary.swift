// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The numbers of a dictionary as Python prints it: `{'loss': 0.1, 'kl': nan, 'x': np.float64(2.0)}`.
struct PythonDictionary {
    /// The numbers by their names, those of inner dictionaries as `outer/inner`.
    private(set) var fields: [(name: String, number: Double)] = []
    private var cursor: JSONCursor

    private static let apostrophe: UInt8 = 0x27

    /// Reads the dictionary with which a text begins; nil where it is broken or not closed.
    init?(_ text: Bytes) {
        guard let start = JSONCursor(text) else { return nil }
        cursor = start
        guard readMembers() else { return nil }
    }

    private mutating func readMembers() -> Bool {
        guard cursor.take(UInt8(ascii: "{")) else { return false }
        var prefixes: [String] = []
        while true {
            if cursor.take(UInt8(ascii: "}")) {
                guard prefixes.popLast() != nil else { return true }
                _ = cursor.take(.comma)
                continue
            }
            guard let key = quoted(), cursor.take(UInt8(ascii: ":")) else { return false }
            if cursor.peek() == UInt8(ascii: "{"), prefixes.count < 8 {
                cursor.place += 1
                prefixes.append((prefixes.last ?? "") + key + "/")
                continue
            }
            guard let value = value() else { return false }
            let number = Self.number(value)
            if NumberFault(number) != .notANumber, NumberFault(number) != .missing {
                fields.append(((prefixes.last ?? "") + key, number))
            }
            if !cursor.take(.comma), cursor.peek() != UInt8(ascii: "}") { return false }
        }
    }

    /// Takes a text in quotes of either kind.
    private mutating func quoted() -> String? {
        let mark = cursor.peek()
        guard mark == Self.apostrophe || mark == .quote else { return nil }
        let start = cursor.place + 1
        guard skipQuoted(mark) else { return nil }
        return String(
            decoding: Bytes(start: start, count: cursor.place - 1 - start), as: UTF8.self)
    }

    /// Moves after a text in quotes; returns false where it does not end.
    private mutating func skipQuoted(_ mark: UInt8) -> Bool {
        cursor.place += 1
        while cursor.place < cursor.end, cursor.place.pointee != mark {
            cursor.place += cursor.place.pointee == .backslash ? 2 : 1
        }
        guard cursor.place < cursor.end else { return false }
        cursor.place += 1
        return true
    }

    /// Takes a value up to the comma or the bracket after it.
    private mutating func value() -> Bytes? {
        cursor.skipBlanks()
        let start = cursor.place
        var depth = 0
        while cursor.place < cursor.end {
            switch cursor.place.pointee {
            case Self.apostrophe, .quote:
                guard skipQuoted(cursor.place.pointee) else { return nil }
                continue
            case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case .comma, UInt8(ascii: "}"):
                if depth == 0 { return Bytes(start: start, count: cursor.place - start) }
                if cursor.place.pointee == UInt8(ascii: "}") { depth -= 1 }
            case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
            cursor.place += 1
        }
        return nil
    }

    /// Returns the number that a value stands for, or a NaN that says why there is none.
    ///
    /// - Parameters:
    ///   - value: `0.3`, `'0.3'`, `nan`, `np.float64(0.3)` or `tensor(0.3, device='cuda:0')`.
    ///   - allowsUnit: Whether something may follow the number: `3.2s`, `12 %`.
    /// - Returns: The number, or ``Swift/Double/missing`` or ``Swift/Double/notANumber``.
    static func number(_ value: Bytes, allowsUnit: Bool = false) -> Double {
        guard var text = trimmed(value) else { return .missing }
        if let open = text.firstIndex(of: UInt8(ascii: "(")), open > 0,
            text.last == UInt8(ascii: ")")
        {
            let inside = Bytes(rebasing: text[(open + 1)..<(text.count - 1)])
            text = Bytes(rebasing: inside.prefix { $0 != .comma })
        } else if text.count > 1, text.first == apostrophe || text.first == .quote,
            text.last == text.first
        {
            text = Bytes(rebasing: text.dropFirst().dropLast())
        }
        guard allowsUnit, var place = Cursor(text.baseAddress) else { return fieldNumber(text) }
        let start = place
        let number = decimalNumber(&place, place + text.count)
        let isUnit = place > start && place < start + text.count && unit(place.pointee)
        return isUnit ? number : fieldNumber(text)
    }

    private static func unit(_ byte: UInt8) -> Bool {
        byte.isBlank || byte.isLetter || byte == UInt8(ascii: "%") || byte >= 0x80
    }
}
