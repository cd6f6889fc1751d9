// SPDX-License-Identifier: GPL-3.0-or-later

extension CommandDescription {
    /// Returns which parameter takes another program's settings in a line, or nil.
    func openedParameter(in line: Line) -> Int? {
        firstParameter(at: { $0 == .openKeys }) { place in
            guard let opener = parameters[place].opener else { return false }
            return line.words.contains { $0.key?.text == opener }
        }
    }
}

extension Parameter {
    /// Returns what the words of another program's settings are called in the ``ParsingContext``: the key
    /// that opens them with its value, `dialect verl`; nil where no word gives it.
    func opening(in words: [Word]) -> String? {
        guard let opener else { return nil }
        return words.first { $0.key?.text == opener }.map { "\(opener) \($0.value.text)" }
    }
}

extension Word {
    /// Returns words as settings that somebody pasted: `--clip 2.0` and `clip: 2.0` are `clip=2.0`, and a
    /// `--flag` without a value is true.
    static func pasted(_ words: ArraySlice<Word>) -> [Word] {
        var settings: [Word] = []
        var rest = words
        while let word = rest.popFirst() {
            guard let key = word.pastedKey else {
                settings.append(word.cutAtEquals ?? word)
                continue
            }
            var values: [Word] = []
            while let next = rest.first, next.key == nil, next.pastedKey == nil,
                next.cutAtEquals == nil
            {
                values.append(next)
                rest.removeFirst()
            }
            settings.append(Word(pasted: key, values))
        }
        return settings
    }

    /// The key of `--key` or `key:`, or nil for a word that is neither.
    private var pastedKey: Snippet? {
        guard key == nil, value.placed.count > 2 else { return nil }
        if value.text.hasPrefix("--") { return value }
        guard let last = value.placed.last, last.means(":") else { return nil }
        return value[value.placed.startIndex..<value.placed.endIndex - 1]
    }

    /// The word cut at its first `=`, where what stands before it begins as no key of ours does (`+name`);
    /// nil for another word.
    private var cutAtEquals: Word? {
        guard key == nil, let first = value.placed.first, first.means("+"),
            let equals = value.placed.firstIndex(where: { $0.means("=") })
        else { return nil }
        return Word(
            key: value[value.placed.startIndex..<equals],
            value: value[equals + 1..<value.placed.endIndex], span: span)
    }

    private init(pasted key: Snippet, _ values: [Word]) {
        let end = values.last?.span.upperBound ?? key.span.upperBound
        let start = values.first?.span.lowerBound ?? key.span.lowerBound
        let pieces = values.map(\.value.scalars)
        let text =
            pieces.isEmpty ? Array("true".unicodeScalars) : Array(pieces.joined(separator: [" "]))
        let placed = text.map {
            Snippet.PlacedScalar(scalar: $0, offset: start, isQuoted: false)
        }
        self.init(
            key: key, value: Snippet(placed: placed[...], span: start..<end),
            span: key.span.lowerBound..<end)
    }
}
