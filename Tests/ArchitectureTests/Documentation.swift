// SPDX-License-Identifier: GPL-3.0-or-later

/// Whether everything public says what it is.
enum Documentation {
    /// What a conformance to a protocol of the standard library declares explains itself.
    private static let selfEvident = [
        "var description", "var debugDescription", "func hash(", "func encode(", "init(from ",
        "func == ", "func < ", "func ==(", "func <(",
    ]

    private static let modifiers = [
        "borrowing", "consuming", "convenience", "dynamic", "final", "indirect", "lazy", "mutating",
        "nonisolated", "nonmutating", "override", "postfix", "prefix", "required", "static",
        "unowned", "weak",
    ]

    /// Every public declaration has a comment of `///` right above it; attributes may stand between.
    static func breaches(in file: RepositoryFile) -> [Breach] {
        guard file.isSource && file.isSwift else { return [] }
        let source = SourceText(file)
        var scopes = Scopes()
        return source.code.indices.compactMap { number in
            let line = source.code[number]
            defer { scopes.pass(line) }
            guard let declaration = publicDeclaration(line, inPublicList: scopes.isPublicList),
                !selfEvident.contains(where: declaration.hasPrefix),
                !isDocumented(source, above: number)
            else { return nil }
            return Breach(
                file: file.path, line: number + 1,
                what: "no comment says what this is: \(declaration.prefix(40))")
        }
    }

    /// Returns a public declaration without its attributes and modifiers; nil where there is none.
    ///
    /// The cases of a public enumeration and the demands of a public protocol are public as well;
    /// for several cases on one line the enumeration's own comment speaks.
    private static func publicDeclaration(_ line: String, inPublicList: Bool) -> String? {
        var words = line.split(separator: " ").map(String.init)[...]
        var isPublic = inPublicList
        while let word = words.first {
            if word == "public" || word == "open" {
                isPublic = true
            } else if !word.hasPrefix("@"), !modifiers.contains(word),
                !["internal(set)", "private(set)", "fileprivate(set)"].contains(word)
            {
                break
            }
            words.removeFirst()
        }
        let kinds = [
            "actor", "associatedtype", "case", "class", "enum", "func", "init", "let", "protocol",
            "struct", "subscript", "typealias", "var",
        ]
        let kind = words.first?.prefix { $0.isLetter } ?? ""
        let declaration = words.joined(separator: " ")
        let isList = kind == "case" && !declaration.contains("(") && declaration.contains(",")
        return isPublic && kinds.contains(String(kind)) && !isList ? declaration : nil
    }

    private static func isDocumented(_ source: SourceText, above number: Int) -> Bool {
        for line in source.lines[..<number].reversed() {
            let text = line.drop { $0 == " " }
            if !text.hasPrefix("@") { return text.hasPrefix("///") }
        }
        return false
    }
}

/// In which braces a line stands.
private struct Scopes {
    /// For each open brace, whether it lists what is public without saying so.
    private var stack: [Bool] = []
    private var head = ""

    var isPublicList: Bool { stack.last ?? false }

    mutating func pass(_ line: String) {
        head += " "
        for character in line {
            switch character {
            case "{":
                stack.append(opensPublicList)
                head = ""
            case "}":
                _ = stack.popLast()
                head = ""
            default: head.append(character)
            }
        }
        // A head never goes on after a blank line.
        if line.allSatisfy({ $0 == " " }) { head = "" }
    }

    private var opensPublicList: Bool {
        let words = head.split { $0 == " " || $0 == "(" || $0 == ":" }.map(String.init)
        let keywords = [
            "actor", "case", "class", "enum", "extension", "func", "init", "let", "protocol",
            "struct", "subscript", "switch", "var",
        ]
        guard let last = words.lastIndex(where: keywords.contains) else { return false }
        return ["enum", "protocol"].contains(words[last])
            && words[..<last].suffix(3).contains("public")
    }
}
