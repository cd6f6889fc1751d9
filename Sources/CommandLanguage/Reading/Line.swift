// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// A line cut into words, some of them with keys.
struct Line {
    /// The words, comments left out.
    let words: [Word]

    /// The line's scalars, with comments, joints and line ends outside quotes blanked out.
    let bare: [Unicode.Scalar]

    /// What was open at the end of the line, or nil.
    let open: LineScanner.Open?

    /// Reads a line.
    ///
    /// - Throws: ``CommandError`` for a line over 1 MiB, a control character, a bad escape, or a
    ///   quote or bracket that is never closed.
    init(_ text: String) throws(CommandError) {
        guard text.utf8.count <= LineScanner.longest else {
            throw CommandError(
                .syntax, "the line is longer than 1 MiB",
                hint: "keep large data in a file and load it")
        }
        var scanner = LineScanner(text)
        try scanner.run()
        words = Word.joined(scanner.words)
        bare = scanner.bare
        open = scanner.open
        try Self.rejectOpen(open)
    }

    /// Throws where a quote or a bracket is never closed.
    private static func rejectOpen(_ open: LineScanner.Open?) throws(CommandError) {
        switch open {
        case .quote(let place):
            throw CommandError(
                .syntax, "this quote is never closed", span: place..<place + 1,
                hint: "add the same quote after the last letter that it holds")
        case .bracket(let place):
            throw CommandError(
                .syntax, "this bracket is never closed", span: place..<place + 1,
                hint: "close it, or put quotes round a word that holds it")
        case .joint, .comment, nil: return
        }
    }

    /// Returns the text from one place to another, as it stands but for comments and joints.
    func text(_ range: Range<Int>) -> String {
        String(scalars: bare[range])
    }

    /// The values of the line, by the ASCII names of their keys; the first one of each.
    var values: [String: String] {
        Dictionary(
            words.compactMap { word in word.key.map { (canonicalName($0.text), word.value.text) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Where the words begin and end: the line without the blanks and comments around it.
    var span: Range<Int> {
        (words.first?.span.lowerBound ?? 0)..<(words.last?.span.upperBound ?? 0)
    }
}

/// One argument of a line: a value, perhaps with a key.
struct Word {
    /// The key in `key=value`.
    let key: Snippet?

    /// The value, or the whole word where there is no key.
    private(set) var value: Snippet

    /// All of it.
    private(set) var span: Range<Int>
}

extension Word {
    /// Returns words as arguments, with what blanks around `=` and after commas tore apart put
    /// together again.
    static func joined(_ snippets: [Snippet]) -> [Word] {
        var words: [Word] = []
        words.reserveCapacity(snippets.count)
        var rest = snippets[...]
        if let verb = rest.popFirst() { words.append(Word(verb)) }
        while let snippet = rest.popFirst() {
            var word = Word(snippet)
            if word.key == nil, let next = rest.first, next.beginsWithEquals, word.canBeKey {
                rest.removeFirst()
                let (equals, end) = (next.placed.startIndex, next.placed.endIndex)
                word = Word(key: snippet, value: next[equals + 1..<end], from: snippet)
            }
            if word.lacksValue, let next = rest.first, Word(next).key == nil,
                !next.beginsWithEquals
            {
                rest.removeFirst()
                word = Word(key: word.key, value: next, from: snippet)
            }
            while let next = rest.first, word.value.wantsMore(next), Word(next).key == nil {
                rest.removeFirst()
                word.extend(by: next)
            }
            words.append(consume word)
        }
        return words
    }

    /// Takes a word that stands by itself, cut at its `=`.
    init(_ snippet: Snippet) {
        guard let equals = snippet.keyEnd else {
            self.init(key: nil, value: snippet, span: snippet.span)
            return
        }
        let start = snippet.placed[equals].offset + 1
        self.init(
            key: snippet[snippet.placed.startIndex..<equals],
            value: Snippet(
                placed: snippet.placed[(equals + 1)...], span: start..<snippet.span.upperBound),
            span: snippet.span)
    }

    private init(key: Snippet?, value: Snippet, from first: Snippet) {
        self.init(
            key: key, value: value,
            span: first.span.lowerBound..<max(first.span.upperBound, value.span.upperBound))
    }

    /// Whether there is a key and nothing after its `=`, not even quotes.
    var lacksValue: Bool { key != nil && value.span.isEmpty }

    /// Whether the whole word could be a key.
    private var canBeKey: Bool {
        value.isQuoted || value.placed.allSatisfy { !$0.isQuoted && Snippet.isKeyLetter($0.scalar) }
    }

    /// Takes the next word in after a comma.
    private mutating func extend(by next: Snippet) {
        value.placed.append(contentsOf: next.placed)
        value.span = value.span.lowerBound..<next.span.upperBound
        span = span.lowerBound..<next.span.upperBound
    }
}

extension Snippet {
    /// Where the `=` after a key stands, or nil where the word has no key.
    fileprivate var keyEnd: Int? {
        guard let equals = placed.firstIndex(where: { $0.means("=") }),
            equals > placed.startIndex, !has("=", at: equals + 1)
        else { return nil }
        let key = placed[..<equals]
        let isKey =
            key.allSatisfy(\.isQuoted)
            || key.allSatisfy { !$0.isQuoted && Self.isKeyLetter($0.scalar) }
        return isKey ? equals : nil
    }

    /// Returns whether an unquoted key may hold a scalar: anything but signs and brackets.
    fileprivate static func isKeyLetter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "<", ">", "!", "=", "(", ")", "[", "]", "{", "}", "+", "*", "/", "^", ",", "%", "\"",
            "'":
            false
        default: true
        }
    }

    /// Whether the word begins with a single `=`.
    fileprivate var beginsWithEquals: Bool {
        has("=", at: placed.startIndex) && !has("=", at: placed.startIndex + 1)
    }

    /// Returns whether a comma says that the next word belongs to this one.
    fileprivate func wantsMore(_ next: Snippet) -> Bool {
        placed.last?.means(",") == true || next.placed.first?.means(",") == true
    }
}
