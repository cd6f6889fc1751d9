// SPDX-License-Identifier: GPL-3.0-or-later

/// The targets that `Package.swift` declares, read off its text.
///
/// Reading the text starts no process and needs no network. The reader knows literals, lists and
/// calls, so it sees through helper functions that take a target's name and its dependencies.
struct Manifest {
    let targets: [Target]

    /// One target.
    struct Target: Equatable {
        let name: String
        /// Where it is declared, counted from 1.
        let line: Int
        /// Names of targets of this package.
        let dependencies: [String]
        /// Names of products of other packages.
        let products: [String]
        /// Whether it is there for tests alone.
        let isTest: Bool
    }

    init(_ text: String) {
        var reader = LiteralReader(text)
        targets = reader.argument("targets", ofCall: "Package").compactMap(Self.target)
    }

    func target(named name: String) -> Target? {
        targets.first { $0.name == name }
    }

    private static func target(_ value: Literal) -> Target? {
        guard case .call(let function, let arguments, let line) = value else { return nil }
        let words = arguments.filter { $0.label == nil }.map(\.value)
        guard case .string(let name) = arguments.first(labelled: "name") ?? words.first else {
            return nil
        }
        let list = arguments.first(labelled: "dependencies") ?? words.dropFirst().first
        let dependencies: [Literal] = if case .array(let all) = list { all } else { [] }
        let isTests = function == "tests"
        let isBesideTests =
            if case .string(let path) = arguments.first(labelled: "path") {
                path.hasPrefix("Tests/")
            } else {
                false
            }
        return Target(
            name: isTests ? name + "Tests" : name,
            line: line,
            dependencies: (isTests ? [name] : []) + dependencies.compactMap(targetName),
            products: dependencies.compactMap(productName),
            isTest: isTests || isBesideTests || function == ".testTarget")
    }

    private static func targetName(_ value: Literal) -> String? {
        switch value {
        case .string(let name): return name
        case .call(let function, let arguments, _) where function != ".product":
            guard case .string(let name) = arguments.first(labelled: "name") else { return nil }
            return name
        case .call, .array, .other: return nil
        }
    }

    private static func productName(_ value: Literal) -> String? {
        guard case .call(".product", let arguments, _) = value,
            case .string(let name) = arguments.first(labelled: "name")
        else { return nil }
        return name
    }
}

/// A value as it is written in a manifest.
private indirect enum Literal {
    case string(String)
    case array([Literal])
    case call(String, [LabelledLiteral], line: Int)
    case other
}

private struct LabelledLiteral {
    let label: String?
    let value: Literal
}

extension [LabelledLiteral] {
    fileprivate func first(labelled label: String) -> Literal? {
        first { $0.label == label }?.value
    }
}

/// Reads the literals, lists and calls of a Swift expression, and passes over the rest.
private struct LiteralReader {
    private let tokens: [Token]
    private var index = 0

    init(_ text: String) {
        tokens = Token.all(in: text)
    }

    /// Returns the elements of a list that a call has as an argument.
    mutating func argument(_ label: String, ofCall function: String) -> [Literal] {
        for start in tokens.indices where tokens[start].text == function {
            index = start
            if case .call(_, let arguments, _) = value(),
                case .array(let elements) = arguments.first(labelled: label)
            {
                return elements
            }
        }
        return []
    }

    private var text: String { index < tokens.count ? tokens[index].text : "" }

    /// Reads a value with what may be added to it.
    private mutating func value() -> Literal {
        var result = primary()
        while text == "+" {
            index += 1
            if case .array(let left) = result, case .array(let right) = primary() {
                result = .array(left + right)
            }
        }
        while index < tokens.count, ![",", ")", "]", "}"].contains(text) { _ = primary() }
        return result
    }

    private mutating func primary() -> Literal {
        guard index < tokens.count else { return .other }
        let token = tokens[index]
        index += 1
        if token.isString { return .string(token.text) }
        switch token.text {
        case "[": return .array(elements(until: "]").map(\.value))
        case "(", "{":
            _ = elements(until: token.text == "(" ? ")" : "}")
            return .other
        default:
            guard token.isWord, text == "(" else { return .other }
            index += 1
            return .call(token.text, elements(until: ")"), line: token.line)
        }
    }

    /// Reads values between commas, with their labels, up to the bracket that closes them.
    private mutating func elements(until end: String) -> [LabelledLiteral] {
        var result: [LabelledLiteral] = []
        while index < tokens.count, text != end {
            var label: String?
            if tokens[index].isWord, index + 1 < tokens.count, tokens[index + 1].text == ":" {
                label = text
                index += 2
            }
            let start = index
            result.append(LabelledLiteral(label: label, value: value()))
            if text == "," || index == start { index += 1 }
        }
        index += 1
        return result
    }
}

/// A word (with its dots), a string or a sign.
private struct Token {
    let text: String
    let line: Int
    var isString = false
    var isWord: Bool { !isString && text.contains { $0.isLetter } }

    static func all(in text: String) -> [Token] {
        let source = SourceText(text)
        var tokens: [Token] = []
        for (number, (raw, code)) in zip(source.lines, source.code).enumerated() {
            // Where the mask differs from the line stands a string or a comment.
            tokens += Self.tokens(raw: Array(raw.utf8), code: Array(code.utf8), line: number + 1)
        }
        return tokens
    }

    private static func tokens(raw: [UInt8], code: [UInt8], line: Int) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < raw.count {
            let start = index
            index += 1
            if raw[start] == UInt8(ascii: "\""), code[start] != raw[start] {
                while index < raw.count, raw[index] != UInt8(ascii: "\"") { index += 1 }
                let contents = String(decoding: raw[(start + 1)..<index], as: UTF8.self)
                tokens.append(Token(text: contents, line: line, isString: true))
                index += 1
            } else if isWordByte(code[start]) {
                while index < raw.count, isWordByte(code[index]) { index += 1 }
                let word = String(decoding: code[start..<index], as: UTF8.self)
                tokens.append(Token(text: word, line: line))
            } else if code[start] != UInt8(ascii: " ") {
                tokens.append(Token(text: String(UnicodeScalar(code[start])), line: line))
            } else if raw[start] == UInt8(ascii: "/") {
                break  // a comment, up to the end of the line
            }
        }
        return tokens
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }
}
