// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Returns a text that a line reads back as one word with exactly this meaning.
///
/// What needs no quotes stays as it is; everything else goes into double quotes, with control
/// characters as escapes. So the result never holds one and is safe for a terminal.
public func quoted(_ word: String) -> String {
    Plainness.word.holds(word) ? word : inQuotes(word)
}

/// Returns one line that means what the shell's arguments mean, one word or `key=value` each.
///
/// A single argument is a line as it stands. Of several, each that would not read back as one word
/// is put into quotes, the value only in `key=value`; brackets that close in a later argument stay
/// as they are, so that `rule g = ( r + 1 )` works.
public func line(fromArguments arguments: [String]) -> String {
    line(fromArguments: arguments, isOpen: false).line
}

/// Returns the same where the last argument may still be typed: quotes that it needs are open then, so
/// that more can be typed after them.
///
/// - Returns: The line, and where the last argument begins in it, in Unicode scalars; nil where
///   there is one argument, which is a line as it stands.
func line(fromArguments arguments: [String], isOpen: Bool) -> (line: String, lastWord: Int?) {
    guard arguments.count > 1, let last = arguments.last else {
        return (arguments.first ?? "", nil)
    }
    let mode = Plainness(
        brackets: isBalanced(arguments.joined(separator: " ")), commas: true, equals: true)
    let before = arguments.dropLast().map { lineWord(for: $0, mode) + " " }.joined()
    let word = isOpen && last.isEmpty ? "" : lineWord(for: last, mode, isOpen: isOpen)
    return (before + word, before.unicodeScalars.count)
}

/// Returns one argument of a shell as a word of a line that allows what the mode says; where it is
/// open, the quotes that it needs are not closed.
private func lineWord(for text: String, _ mode: Plainness, isOpen: Bool = false) -> String {
    guard !mode.holds(text) else { return text }
    guard let parts = keyAndValue(text) else { return inQuotes(text, isOpen: isOpen) }
    let isPlain = mode.holds(parts.value) || parts.value.isEmpty
    let value = isPlain ? parts.value : inQuotes(parts.value, isOpen: isOpen)
    return quoted(parts.key) + "=" + value
}

/// Returns the parts of `key=value`, or nil where the `=` belongs to a comparison.
private func keyAndValue(_ text: String) -> (key: String, value: String)? {
    let scalars = Array(text.unicodeScalars)
    guard let equals = scalars.firstIndex(of: "="), equals > 0,
        !comparisons.contains(scalars[equals - 1]),
        equals + 1 == scalars.count || scalars[equals + 1] != "="
    else { return nil }
    let key = trimmed(scalars[..<equals])
    return key.isEmpty ? nil : (key, trimmed(scalars[(equals + 1)...]))
}

/// What makes a comparison of a `=` after it.
private let comparisons = Set("<>!".unicodeScalars)

/// Returns scalars as a text without blanks at its ends.
private func trimmed(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var part = scalars
    while part.first?.isBlank == true { part.removeFirst() }
    while part.last?.isBlank == true { part.removeLast() }
    return String(String.UnicodeScalarView(part))
}

/// What a word may hold without quotes.
private struct Plainness {
    /// Brackets, because they match each other elsewhere.
    let brackets: Bool
    /// Commas at its ends, which join it to its neighbours.
    let commas: Bool
    /// The `=` after a key.
    let equals: Bool

    /// A word that means itself and nothing else.
    static let word = Plainness(brackets: false, commas: false, equals: false)

    /// Returns whether a text means the same without quotes.
    func holds(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
            !["#", "\"", "'"].contains(first), last != "\\",
            commas || (first != "," && last != ",")
        else { return false }
        var before: Unicode.Scalar = " "
        for scalar in text.unicodeScalars {
            let opens = LineState.opensQuote(after: before)
            guard !scalar.isBlank, !scalar.isHidden, equals || scalar != "=",
                brackets || !LineScanner.isOpening(scalar) && !LineScanner.isClosing(scalar),
                !opens || (scalar != "\"" && scalar != "'")
            else { return false }
            before = scalar
        }
        return true
    }
}

/// Returns a text in double quotes, with escapes for what cannot stand there; where it is open, the
/// second of them is missing.
private func inQuotes(_ text: String, isOpen: Bool = false) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
        if scalar == "\"" || scalar == "\\" {
            result += "\\\(scalar)"
        } else if scalar.isHidden {
            result += visibleCode(scalar)
        } else {
            result.unicodeScalars.append(scalar)
        }
    }
    return isOpen ? result : result + "\""
}

/// Returns whether every bracket of a text is closed, and none before it is opened.
private func isBalanced(_ text: String) -> Bool {
    var depth = 0
    for scalar in text.unicodeScalars {
        if LineScanner.isOpening(scalar) { depth += 1 }
        if LineScanner.isClosing(scalar) { depth -= 1 }
        if depth < 0 { return false }
    }
    return depth == 0
}
