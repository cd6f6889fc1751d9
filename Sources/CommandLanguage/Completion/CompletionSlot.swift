// SPDX-License-Identifier: GPL-3.0-or-later

/// The place in a line where somebody asks what can stand there.
struct CompletionSlot {
    /// The verb, or nil where the place is the verb's own.
    let verb: String?

    /// The words after the verb that are complete.
    let before: [Word]

    /// What has been typed of the word at the place, up to the cursor.
    let typed: Word

    /// Returns the place of a cursor in a line, or nil in a comment or after a control character.
    ///
    /// - Parameters:
    ///   - line: The line.
    ///   - cursor: Where the cursor stands, in Unicode scalars.
    init?(_ line: String, cursor: Int) {
        let head = line.unicodeScalars.prefix(max(cursor, 0))
        guard head.count <= LineScanner.longest else { return nil }
        var scanner = LineScanner(String(head))
        guard (try? scanner.run()) != nil, scanner.open != .comment else { return nil }
        var snippets = scanner.words
        let end = head.count
        let isInWord = snippets.last?.span.upperBound == end
        if !isInWord { snippets.append(Snippet(placed: [], span: end..<end)) }
        var words = Word.joined(snippets)
        guard let last = words.popLast() else { return nil }
        typed = last
        verb = words.first?.value.text
        before = Array(words.dropFirst())
    }
}
