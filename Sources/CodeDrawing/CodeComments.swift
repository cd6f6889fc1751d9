// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import TextFiles

/// What a file of code says of itself, in comments at its head.
///
/// Each line of a text is a comment of its own with a key before it. Whatever the texts hold, no line
/// of theirs ends early: signs that end lines or act on terminals are written as codes.
struct CodeComments: Sendable {
    /// What begins a comment: `%` or `#`.
    let mark: String

    /// What the first comment says, by which such files are known.
    private static let head = "A figure by Flipside"

    /// Returns whether one of a file's first two lines is the head.
    func recognizes(_ file: [UInt8]) -> Bool {
        let lines = String(decoding: file.prefix(200), as: UTF8.self).split(separator: "\n")
        return lines.prefix(2).contains("\(mark) \(Self.head)")
    }

    /// Returns the comments of some metadata, each line ended.
    func text(_ metadata: FigureMetadata) -> String {
        let parts = [
            ("title", metadata.title), ("description", metadata.description),
            ("software", metadata.software), ("recipe", metadata.recipe ?? ""),
        ]
        let lines = parts.filter { !$0.1.isEmpty }.flatMap { key, text in
            text.split(separator: "\n", omittingEmptySubsequences: false).map {
                "\(mark) flipside:\(key) \(Self.escaped(String($0)))"
            }
        }
        return (["\(mark) \(Self.head)"] + lines).joined(separator: "\n") + "\n"
    }

    /// Returns what a file says of itself.
    ///
    /// - Throws: `DrawingError` where it is no such file.
    func metadata(of file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        guard recognizes(file) else { throw DrawingError("this is no figure by Flipside") }
        var texts: [Substring: [String]] = [:]
        let opening = "\(mark) flipside:"
        for line in String(decoding: file, as: UTF8.self).split(separator: "\n")
        where line.hasPrefix(opening) {
            let rest = line.dropFirst(opening.count)
            let key = rest.prefix { $0 != " " }
            texts[key, default: []].append(Self.unescaped(rest.dropFirst(key.count + 1)))
        }
        func text(_ key: Substring) -> String? { texts[key]?.joined(separator: "\n") }
        return FigureMetadata(
            title: text("title") ?? "", description: text("description") ?? "",
            software: text("software") ?? "", recipe: text("recipe"))
    }

    private static func escaped(_ line: String) -> String {
        visible(line.replacing("\\", with: "\\\\"))
    }

    /// Returns a line as it was before it was escaped.
    private static func unescaped(_ line: Substring) -> String {
        var text = ""
        var rest = line
        while let sign = rest.popFirst() {
            guard sign == "\\", let next = rest.popFirst() else {
                text.append(sign)
                continue
            }
            switch next {
            case "n": text.append("\n")
            case "t": text.append("\t")
            case "r": text.append("\r")
            case "u":
                let code = rest.dropFirst().prefix { $0 != "}" }
                rest = rest.dropFirst(code.count + 2)
                let scalar = UInt32(code, radix: 16).flatMap { Unicode.Scalar($0) }
                text.unicodeScalars.append(scalar ?? "\u{FFFD}")
            default: text.append(next)
            }
        }
        return text
    }
}
