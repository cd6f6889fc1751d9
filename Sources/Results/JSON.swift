// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TextFiles

/// A JSON document whose objects keep the order of their keys.
///
/// Numbers are written with as many digits as reading them back needs. JSON has no NaN and no
/// infinity: they are written as the strings `"nan"`, `"inf"` and `"-inf"`.
package enum JSON: Sendable, Equatable {
    /// Nothing.
    case null
    /// Yes or no.
    case flag(Bool)
    /// A whole number.
    case integer(Int)
    /// A number; NaN and infinities become strings.
    case number(Double)
    /// A text.
    case string(String)
    /// Some documents in their order.
    case array([JSON])
    /// An array whose elements are made when they are written.
    case list(JSONList)
    /// Keys with their values, in this order.
    case object([Member])
    /// A document that is JSON text on one line already.
    case document(String)

    /// One key with its value.
    package struct Member: Sendable, Equatable {
        /// The key.
        package let key: String
        /// The value.
        package let value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// The document on one line.
    package var text: String {
        var sink = ByteSink()
        write(to: &sink)
        return String(decoding: sink.bytes, as: UTF8.self)
    }

    /// Returns the document on one line for people, each number with some decimals.
    package func text(digits: Int) -> String { rounded(digits: digits).text }

    private func rounded(digits: Int) -> JSON {
        switch self {
        case .null, .flag, .integer, .string, .document: return self
        case .number(let number):
            let text = NumberText.tidy(number, digits: digits)
            return .number(NumberText.parse(text) ?? number)
        case .array(let elements): return .array(elements.map { $0.rounded(digits: digits) })
        case .list(let list): return .array(list.map { $0.rounded(digits: digits) })
        case .object(let members):
            return .object(members.map { Member($0.key, $0.value.rounded(digits: digits)) })
        }
    }

    /// Returns a number, or null where there is none.
    package static func optional(_ number: Double?) -> JSON { number.map(JSON.number) ?? .null }

    /// Writes the document on one line.
    package func write(to sink: inout ByteSink) {
        switch self {
        case .null: sink.append("null")
        case .flag(let flag): sink.append(flag ? "true" : "false")
        case .integer(let integer): sink.append(String(integer))
        case .number(let number): Self.write(number, to: &sink)
        case .string(let string): Self.write(string, to: &sink)
        case .document(let text): sink.append(text)
        case .array(let elements):
            Self.write(elements, between: ("[", "]"), to: &sink) { $0.write(to: &$1) }
        case .list(let list):
            Self.write(list, between: ("[", "]"), to: &sink) { $0.write(to: &$1) }
        case .object(let members):
            Self.write(members, between: ("{", "}"), to: &sink) { member, sink in
                Self.write(member.key, to: &sink)
                sink.append(":" as Unicode.Scalar)
                member.value.write(to: &sink)
            }
        }
    }

    private static func write<Element>(
        _ elements: some Sequence<Element>, between brackets: (Unicode.Scalar, Unicode.Scalar),
        to sink: inout ByteSink, each: (Element, inout ByteSink) -> Void
    ) {
        sink.append(brackets.0)
        for (index, element) in elements.enumerated() {
            if index > 0 { sink.append("," as Unicode.Scalar) }
            each(element, &sink)
        }
        sink.append(brackets.1)
    }

    private static func write(_ number: Double, to sink: inout ByteSink) {
        let text = NumberText.shortest(number)
        if number.isFinite { sink.append(text) } else { write(text, to: &sink) }
    }

    private static func write(_ string: String, to sink: inout ByteSink) {
        sink.append("\"" as Unicode.Scalar)
        defer { sink.append("\"" as Unicode.Scalar) }
        guard !string.utf8.allSatisfy(needsNoEscape) else { return sink.append(string) }
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": sink.append("\\\"")
            case "\\": sink.append("\\\\")
            case "\n": sink.append("\\n")
            case "\t": sink.append("\\t")
            case "\r": sink.append("\\r")
            case _ where scalar.isHidden:
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    let zeros = String(repeating: "0", count: 4 - digits.count)
                    sink.append("\\u\(zeros)\(digits)")
                }
            default: sink.append(String(scalar))
            }
        }
    }

    private static func needsNoEscape(_ byte: UInt8) -> Bool {
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
}

/// The elements of a long array, made one by one.
package struct JSONList: Sendable, Equatable, Sequence {
    /// How many there are.
    package let count: Int

    /// Returns the one at an index from 0.
    package let element: @Sendable (Int) -> JSON

    package init(count: Int, element: @escaping @Sendable (Int) -> JSON) {
        (self.count, self.element) = (count, element)
    }

    /// Makes them in turn.
    package func makeIterator() -> some IteratorProtocol<JSON> {
        (0..<count).lazy.map(element).makeIterator()
    }

    /// Returns whether two lists hold the same documents.
    package static func == (first: JSONList, second: JSONList) -> Bool {
        first.count == second.count && first.elementsEqual(second)
    }
}
