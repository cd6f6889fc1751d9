// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions

/// A JSON document whose objects keep the order of their keys.
///
/// Numbers are written with as many digits as reading them back needs. JSON has no NaN and no
/// infinity: they are written as the strings `"nan"`, `"inf"` and `"-inf"`.
enum JSON: Sendable, Equatable {
    case null
    case flag(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSON])
    case object([Member])

    /// One key with its value.
    struct Member: Sendable, Equatable {
        /// The key.
        let key: String
        /// The value.
        let value: JSON

        /// Makes a member.
        init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// The document on one line.
    var text: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Returns the document on one line for people, each number with some decimals.
    func text(digits: Int) -> String { rounded(digits: digits).text }

    private func rounded(digits: Int) -> JSON {
        switch self {
        case .null, .flag, .integer, .string: return self
        case .number(let number):
            let text = NumberText.tidy(number, digits: digits)
            return .number(NumberText.parse(text) ?? number)
        case .array(let elements): return .array(elements.map { $0.rounded(digits: digits) })
        case .object(let members):
            return .object(members.map { Member($0.key, $0.value.rounded(digits: digits)) })
        }
    }

    /// Returns a number, or null where there is none.
    static func optional(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }

    private func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .integer(let integer): bytes.append(contentsOf: String(integer).utf8)
        case .number(let number): Self.write(number, to: &bytes)
        case .string(let string): Self.write(string, to: &bytes)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &bytes) { $0.write(to: &$1) }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &bytes) { member, bytes in
                Self.write(member.key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                member.value.write(to: &bytes)
            }
        }
    }

    private static func write<Element>(
        _ elements: [Element], between brackets: (Unicode.Scalar, Unicode.Scalar),
        to bytes: inout [UInt8], each: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(UInt8(ascii: brackets.0))
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            each(element, &bytes)
        }
        bytes.append(UInt8(ascii: brackets.1))
    }

    private static func write(_ number: Double, to bytes: inout [UInt8]) {
        let text = NumberText.shortest(number)
        if number.isFinite { bytes.append(contentsOf: text.utf8) } else { write(text, to: &bytes) }
    }

    private static func write(_ string: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        defer { bytes.append(UInt8(ascii: "\"")) }
        guard !string.utf8.allSatisfy(needsNoEscape) else {
            bytes.append(contentsOf: string.utf8)
            return
        }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": bytes.append(contentsOf: "\\\"".utf8)
            case "\\": bytes.append(contentsOf: "\\\\".utf8)
            case "\n": bytes.append(contentsOf: "\\n".utf8)
            case "\t": bytes.append(contentsOf: "\\t".utf8)
            case "\r": bytes.append(contentsOf: "\\r".utf8)
            case _ where scalar.isHidden:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    let zeros = String(repeating: "0", count: 4 - digits.count)
                    bytes.append(contentsOf: "\\u\(zeros)\(digits)".utf8)
                }
            default: bytes.append(contentsOf: String(scalar).utf8)
            }
        }
    }

    private static func needsNoEscape(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}
