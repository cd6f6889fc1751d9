// SPDX-License-Identifier: GPL-3.0-or-later

/// How long functions are, from their keyword to their closing brace.
enum FunctionLengths {
    /// No function of the sources is longer than 50 lines.
    static func breaches(in file: RepositoryFile, limit: Int = 50) -> [Breach] {
        guard file.isSource && (file.isSwift || file.isC) else { return [] }
        return all(in: SourceText(file), isC: file.isC).filter { $0.count > limit }.map {
            Breach(
                file: file.path, line: $0.lowerBound,
                what: "a function of \($0.count) lines; at most \(limit) are good")
        }
    }

    /// Returns the lines of every function with a body, counted from 1.
    static func all(in source: SourceText, isC: Bool = false) -> [ClosedRange<Int>] {
        let words = Word.all(in: source.code)
        return isC ? functionsOfC(words) : functionsOfSwift(words)
    }

    private static func functionsOfSwift(_ words: [Word]) -> [ClosedRange<Int>] {
        words.indices.compactMap { start in
            let isDeclaration = start == 0 || words[start - 1].text != "."
            guard isDeclaration,
                ["func", "init", "deinit", "subscript", "var"].contains(words[start].text),
                let brace = bodyOfSwift(words, after: start),
                let end = closing(words, of: brace)
            else { return nil }
            return words[start].line...words[end].line
        }
    }

    /// Returns where the body begins of what a keyword declares; nil where there is none, as in a
    /// protocol or for a stored value.
    private static func bodyOfSwift(_ words: [Word], after keyword: Int) -> Int? {
        var depth = 0
        for index in words.indices.dropFirst(keyword + 1) {
            switch words[index].text {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{" where depth == 0: return index
            case "=" where depth == 0 && words[keyword].text == "var": return nil
            case "}" where depth == 0: return nil
            case "func", "init", "deinit", "subscript", "var", "let", "case":
                if depth == 0 { return nil }
            default: break
            }
            if depth < 0 { return nil }
        }
        return nil
    }

    private static func closing(_ words: [Word], of brace: Int) -> Int? {
        var depth = 0
        for index in words.indices.dropFirst(brace) {
            if words[index].text == "{" { depth += 1 }
            if words[index].text == "}" { depth -= 1 }
            if depth == 0 { return index }
        }
        return nil
    }

    /// In C, a body is an outermost brace right after a parenthesis.
    private static func functionsOfC(_ words: [Word]) -> [ClosedRange<Int>] {
        var result: [ClosedRange<Int>] = []
        var index = 1
        while index < words.count {
            if words[index].text == "{", let end = closing(words, of: index) {
                if words[index - 1].text == ")" {
                    let start = words[..<index].lastIndex { ["}", ";"].contains($0.text) } ?? -1
                    result.append(words[start + 1].line...words[end].line)
                }
                index = end
            }
            index += 1
        }
        return result
    }
}

/// A word or a sign of code.
private struct Word {
    var text: String
    /// Counted from 1.
    let line: Int

    static func all(in code: [String]) -> [Word] {
        var words: [Word] = []
        for (number, line) in code.enumerated() {
            var isInWord = false
            // Lines of C's preprocessor are no code.
            for character in line where !line.hasPrefix("#") {
                let belongsToWord = character.isLetter || character.isNumber || character == "_"
                if belongsToWord && isInWord {
                    words[words.count - 1].text.append(character)
                } else if character != " " && character != "\t" {
                    words.append(Word(text: String(character), line: number + 1))
                }
                isInWord = belongsToWord
            }
        }
        return words
    }
}
