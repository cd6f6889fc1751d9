// SPDX-License-Identifier: GPL-3.0-or-later

/// A file of Swift or C, as lines, with and without what is not code.
struct SourceText {
    /// The lines as they stand.
    let lines: [String]

    /// The same lines; blanks stand for comments and for the contents of string literals.
    let code: [String]

    init(_ file: RepositoryFile) {
        self.init(file.text, isC: file.isC)
    }

    init(_ text: String, isC: Bool = false) {
        var mask = CodeMask(Array(text.utf8), isC: isC)
        lines = Self.lines(of: text)
        code = Self.lines(of: String(decoding: mask.masked(), as: UTF8.self))
    }

    private static func lines(of text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
}

/// Blanks out comments and string literals, byte by byte.
///
/// Knows nested comments, raw and multi-line strings and interpolation; not regex literals.
private struct CodeMask {
    private let bytes: [UInt8]
    private let isC: Bool
    private var result: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8], isC: Bool) {
        self.bytes = bytes
        self.isC = isC
        result = bytes
    }

    mutating func masked() -> [UInt8] {
        skipCode(untilParenthesis: false)
        return result
    }

    private func looksAt(_ text: StaticString, after offset: Int = 0) -> Bool {
        let start = index + offset
        guard start + text.utf8CodeUnitCount <= bytes.count else { return false }
        return text.withUTF8Buffer { $0.elementsEqual(bytes[start..<start + $0.count]) }
    }

    private mutating func blank(_ count: Int) {
        for _ in 0..<count where index < bytes.count {
            if bytes[index] != UInt8(ascii: "\n") { result[index] = UInt8(ascii: " ") }
            index += 1
        }
    }

    /// Passes over code, up to the end or to the parenthesis that closes an interpolation.
    private mutating func skipCode(untilParenthesis: Bool) {
        var depth = 0
        while index < bytes.count {
            if looksAt("//") || looksAt("/*") {
                blankComment()
            } else if let hashes = openingHashes() {
                blankString(hashes: hashes)
            } else if isC && looksAt("'") {
                blankString(hashes: 0)
            } else {
                if looksAt("(") { depth += 1 }
                if looksAt(")") { depth -= 1 }
                if untilParenthesis && depth < 0 { return }
                if untilParenthesis { blank(1) } else { index += 1 }
            }
        }
    }

    private mutating func blankComment() {
        guard looksAt("/*") else {
            while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { blank(1) }
            return
        }
        var depth = 0
        repeat {
            if looksAt("/*") && (depth == 0 || !isC) {
                depth += 1
                blank(2)
            } else if looksAt("*/") {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && index < bytes.count
    }

    /// The number of `#` before a quotation mark that opens a string here; nil where none opens.
    private func openingHashes() -> Int? {
        var hashes = 0
        while looksAt("#", after: hashes) { hashes += 1 }
        return looksAt("\"", after: hashes) ? hashes : nil
    }

    private func closes(_ quotes: Int, _ hashes: Int) -> Bool {
        guard index + quotes + hashes <= bytes.count else { return false }
        return bytes[index..<index + quotes].allSatisfy { $0 == bytes[index] }
            && bytes[(index + quotes)..<(index + quotes + hashes)]
                .allSatisfy { $0 == UInt8(ascii: "#") }
    }

    private mutating func blankString(hashes: Int) {
        blank(hashes)
        let mark = bytes[index]
        let quotes = looksAt("\"\"\"") && !isC ? 3 : 1
        blank(quotes)
        while index < bytes.count {
            if bytes[index] == mark && closes(quotes, hashes) {
                blank(quotes + hashes)
                return
            }
            if quotes == 1 && looksAt("\n") { return }
            guard looksAt("\\"), (0..<hashes).allSatisfy({ looksAt("#", after: 1 + $0) }) else {
                blank(1)
                continue
            }
            let opensInterpolation = looksAt("(", after: 1 + hashes) && !isC
            blank(2 + hashes)
            if opensInterpolation {
                skipCode(untilParenthesis: true)
                blank(1)
            }
        }
    }
}
