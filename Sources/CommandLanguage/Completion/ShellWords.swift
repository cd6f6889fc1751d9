// SPDX-License-Identifier: GPL-3.0-or-later

extension Completer {
    /// Returns what a shell can offer for a word behind the program's name: verbs, and behind a
    /// verb its keys and the words that are known when the program is built.
    ///
    /// - Parameters:
    ///   - arguments: The arguments before the one being typed.
    ///   - typed: What has been typed of it.
    /// - Returns: Whole arguments such as `format=json`, in the order in which the prompt offers
    ///   them.
    public func shellWords(after arguments: [String], typed: String = "") -> [String] {
        let head = arguments.map { lineWord(for: $0) + " " }.joined()
        let start = head.unicodeScalars.count
        let cursor = start + typed.unicodeScalars.count
        let offer = completions(head + typed, cursor: cursor, Surroundings())
        let kept = typed.unicodeScalars.prefix(max(offer.range.lowerBound - start, 0))
        return offer.candidates.map { String(kept) + $0.text }
    }
}
