// SPDX-License-Identifier: GPL-3.0-or-later

/// What could stand at a place, before anybody looks at the letters typed.
struct Offer {
    /// The words.
    private var entries: [Entry]

    /// Whether names of files could stand there.
    let offersFiles: Bool

    /// How the names of these files end.
    let endings: [String]

    /// What may be typed, where that cannot be listed.
    var note: String?

    fileprivate struct Entry {
        let word: String
        let summary: String
        /// Whether the word is put into quotes where it needs them; only those that match are looked at.
        let isQuotable: Bool
    }

    init(note: String?) {
        self.init([Choice]())
        self.note = note
    }

    init(_ candidates: [Completions.Candidate]) {
        entries = candidates.map { Entry(word: $0.text, summary: $0.summary, isQuotable: false) }
        (offersFiles, endings) = (false, [])
    }

    init(_ choices: [Choice], offersFiles: Bool = false, endings: [String] = []) {
        entries = choices.map { Entry(word: $0.word, summary: $0.summary, isQuotable: true) }
        (self.offersFiles, self.endings) = (offersFiles, endings)
    }

    /// Adds candidates after the others.
    mutating func add(_ candidates: [Completions.Candidate]) {
        entries += candidates.map {
            Entry(word: $0.text, summary: $0.summary, isQuotable: false)
        }
    }

    /// Returns those that go with the letters typed: first those that begin with them, then those
    /// that hold them in their order, each in the order given.
    func matching(_ typed: Snippet) -> Completions {
        let letters = Array(typed.text.lowercased().utf8)
        var beginning: [Completions.Candidate] = []
        var containing: [Completions.Candidate] = []
        for entry in entries {
            switch Self.match(entry.word, letters) {
            case .beginning: beginning.append(entry.candidate)
            case .containing: containing.append(entry.candidate)
            case .none: continue
            }
        }
        return Completions(
            range: typed.span, candidates: beginning + containing, offersFiles: offersFiles,
            endings: endings, note: note)
    }

    private enum Match { case beginning, containing, none }

    /// Returns whether a word begins with letters in small letters, or holds them in their order.
    ///
    /// By bytes, for a bench may hold thousands of names and Tab asks for all of them.
    private static func match(_ word: String, _ letters: [UInt8]) -> Match {
        if !word.utf8.allSatisfy({ $0 < 0x80 }) {
            return match(bytes: word.lowercased().utf8, letters)
        }
        return match(
            bytes: word.utf8.lazy.map {
                (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) ? $0 | 0x20 : $0
            }, letters)
    }

    private static func match(bytes: some Collection<UInt8>, _ letters: [UInt8]) -> Match {
        let bare = bytes.first == UInt8(ascii: "\"") ? bytes.dropFirst() : bytes[...]
        if bare.starts(with: letters) { return .beginning }
        var next = 0
        for byte in bare where next < letters.count && byte == letters[next] { next += 1 }
        return next == letters.count ? .containing : .none
    }
}

extension Offer.Entry {
    /// The word as it is put into a line.
    fileprivate var candidate: Completions.Candidate {
        Completions.Candidate(text: isQuotable ? quoted(word) : word, summary: summary)
    }
}
