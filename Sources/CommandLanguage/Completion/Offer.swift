// SPDX-License-Identifier: GPL-3.0-or-later

/// What could stand at a place, before anybody looks at the letters typed.
struct Offer {
    /// The words.
    var candidates: [Completions.Candidate]

    /// Whether names of files could stand there.
    var offersFiles = false

    /// Makes an offer of candidates.
    init(_ candidates: [Completions.Candidate]) {
        self.candidates = candidates
    }

    /// Makes an offer of words, quoted where they need it.
    init(_ choices: [Choice], offersFiles: Bool = false) {
        candidates = choices.map {
            Completions.Candidate(text: quoted($0.word), summary: $0.summary)
        }
        self.offersFiles = offersFiles
    }

    /// Returns those that go with the letters typed: first those that begin with them, then those
    /// that hold them in their order, each in the order given.
    func matching(_ typed: Snippet) -> Completions {
        let letters = typed.text.lowercased()
        var beginning: [Completions.Candidate] = []
        var containing: [Completions.Candidate] = []
        for candidate in candidates {
            let word = candidate.text.lowercased()
            let bare = word.hasPrefix("\"") ? String(word.dropFirst()) : word
            if bare.hasPrefix(letters) {
                beginning.append(candidate)
            } else if Self.holds(bare, letters) {
                containing.append(candidate)
            }
        }
        return Completions(
            range: typed.span, candidates: beginning + containing, offersFiles: offersFiles)
    }

    /// Returns whether a word holds letters in their order, with others between.
    private static func holds(_ word: String, _ letters: String) -> Bool {
        var rest = letters.unicodeScalars[...]
        for scalar in word.unicodeScalars where scalar == rest.first { rest.removeFirst() }
        return rest.isEmpty
    }
}
