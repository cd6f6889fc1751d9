// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import TokenWeights
import WorkbenchModel

/// A function as other languages write it: `f(r) = 1/r`, `def f(r): return 1/r`, `f = lambda r: 1/r`.
struct ForeignFunction: Equatable {
    /// What it is called; nil where it has no name.
    let name: String?

    /// The names of its arguments.
    let arguments: [String]

    /// Its value.
    let body: String

    /// Reads a line; nil where it is no function.
    init?(_ line: String) {
        var text = line.drop { $0 == " " }
        for word in ["rule ", "def ", "let ", "fn ", "function "] where text.hasPrefix(word) {
            text = text.dropFirst(word.count).drop { $0 == " " }
            break
        }
        let parsed = Self.lambda(text) ?? Self.call(text)
        guard let (name, inner, rest) = parsed else { return nil }
        let value = rest.drop { " {".contains($0) }
        let isReturn = value.hasPrefix("return ")
        let body = (isReturn ? value.dropFirst(7) : value).drop { $0 == " " }
        let end = body.lastIndex { !" ;}".contains($0) }
        guard let end else { return nil }
        self.name = name
        arguments = inner.split { ", ".contains($0) }.map(String.init)
        self.body = String(body[...end])
    }

    /// Cuts `NAME = lambda ARGUMENTS: BODY`, with a name or without.
    private static func lambda(_ text: Substring) -> (String?, Substring, Substring)? {
        guard let word = text.firstRange(of: "lambda "),
            let colon = text[word.upperBound...].firstIndex(of: ":")
        else { return nil }
        let before = text[..<word.lowerBound].split { " =".contains($0) }
        guard before.count <= 1, before.allSatisfy({ $0.allSatisfy(isLetter) }) else { return nil }
        return (
            before.first.map(String.init), text[word.upperBound..<colon],
            text[text.index(after: colon)...]
        )
    }

    /// Cuts `NAME(ARGUMENTS) = BODY`, with `=` or `:`.
    private static func call(_ text: Substring) -> (String?, Substring, Substring)? {
        let name = text.prefix(while: isLetter)
        let behind = text[name.endIndex...]
        guard !name.isEmpty, behind.first == "(", let close = behind.firstIndex(of: ")") else {
            return nil
        }
        let inner = behind[..<close].dropFirst()
        let rest = behind[close...].dropFirst().drop { $0 == " " }
        guard let sign = rest.first, "=:".contains(sign), rest.dropFirst().first != "=",
            inner.allSatisfy({ isLetter($0) || ", ".contains($0) })
        else { return nil }
        return (String(name), inner, rest.dropFirst())
    }

    private static func isLetter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || "_-".contains(character)
    }

    /// The line that makes a rule of it, whose arguments are `r` and `A` whatever they were called.
    var line: String {
        let known = Set(TypedRule.variables.map(\.name)).union(TypedRule.aliases.keys)
        var renamed = body
        for (argument, own) in zip(arguments, ["r", "A"]) where !known.contains(argument) {
            renamed = Self.replacing(argument, by: own, in: renamed)
        }
        return "rule \(Session.freeRuleName(name ?? "mine")) = \(renamed)"
    }

    private static func replacing(_ name: String, by other: String, in text: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
            let piece = word.isEmpty ? rest.prefix(1) : word
            result += word.isEmpty ? String(first) : word == name ? other : String(word)
            rest = rest[piece.endIndex...]
        }
        return result
    }
}

extension ForeignLine {
    /// `f(r) = 1/r` and its kin.
    static let functionDefinition = ForeignLine { line in
        guard !line.contains("\n"), let function = ForeignFunction(line) else { return nil }
        return CommandError(
            .syntax, "a rule names no arguments: r, A, p and q are given",
            span: 0..<line.unicodeScalars.count, hint: "type \(shownText(function.line))")
    }

    /// `seed=3`.
    static let singleSeed = ForeignLine { line in
        let parts = line.split { " =".contains($0) }
        guard line.contains("="), parts.count == 2, parts[0] == "seed",
            let seed = Int(parts[1]), seed >= 0
        else { return nil }
        return CommandError(
            .unknownCommand, "a seed goes with what is trained",
            span: 0..<line.unicodeScalars.count,
            hint: "type simulate world=graph seeds=\(seed)..\(seed)")
    }
}
