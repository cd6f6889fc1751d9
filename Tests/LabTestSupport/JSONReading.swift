// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// Returns the keys of the objects that lie some brackets deep in a JSON text, in their order.
///
/// In an array of objects the objects' own keys are 2 deep.
package func orderedKeys(_ json: String, depth: Int = 2) -> [[String]] {
    var objects: [[String]] = []
    var open: [Unicode.Scalar] = []
    var text: String?
    var isEscape = false
    var last = ""
    for scalar in json.unicodeScalars {
        if text != nil {
            if scalar == "\"" && !isEscape {
                last = text ?? ""
                text = nil
            } else {
                text?.unicodeScalars.append(scalar)
            }
            isEscape = scalar == "\\" && !isEscape
            continue
        }
        switch scalar {
        case "\"": text = ""
        case "[", "{":
            open.append(scalar)
            if scalar == "{" && open.count == depth { objects.append([]) }
        case "]", "}": open.removeLast()
        case ":" where open.count == depth && open.last == "{":
            objects[objects.count - 1].append(last)
        default: break
        }
    }
    return objects
}

/// A JSON value.
///
/// `JSONSerialization` rounds long numbers wrongly; the decoder does not.
package enum JSONValue: Decodable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([String: JSONValue])

    package init(parsing json: String) throws {
        self = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))
    }

    package init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let array = try? value.decode([JSONValue].self) {
            self = .array(array)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    /// The number, or nil.
    package var number: Double? { if case .number(let number) = self { number } else { nil } }

    /// The text, or nil.
    package var text: String? { if case .text(let text) = self { text } else { nil } }

    /// The truth value, or nil.
    package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    /// The elements; none where it is no array.
    package var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members, or nil.
    package var members: [String: JSONValue]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// The value of a key, or nil.
    package subscript(key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }
}

/// Returns the objects of a JSON array.
package func rows(_ json: String) throws -> [JSONValue] {
    try JSONDecoder().decode([JSONValue].self, from: Data(json.utf8))
}

/// Returns the fields of CSV or TSV text without quotes, a line each.
package func fields(_ text: String, _ separator: Character = ",") -> [[String]] {
    text.split(separator: "\n", omittingEmptySubsequences: false).map {
        $0.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
}

/// Returns whether two numbers are as close as ten digits can tell.
package func isClose(_ first: Double?, _ second: Double?) -> Bool {
    guard let first, let second else { return false }
    return abs(first - second) <= 1e-10 * max(1, abs(second))
}
