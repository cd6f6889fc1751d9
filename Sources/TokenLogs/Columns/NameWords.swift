// SPDX-License-Identifier: GPL-3.0-or-later

/// The words of which the names of columns are made, and what each of them tells.
///
/// Trainers put the same few words together in any order and number: `old_per_token_logps`,
/// `rollout_log_probs`, `tool_mask`. A name is understood where it is made of known words only;
/// a word that nobody knows may change what the others say.
struct NameWords<Meaning: Sendable>: Sendable {
    /// What each word tells; in lower case, without separators.
    private let meanings: [String: Meaning]

    private let longest: Int

    /// Takes the words of each meaning, with blanks between them.
    init(_ lists: [(meaning: Meaning, words: String)]) {
        var meanings: [String: Meaning] = [:]
        for (meaning, words) in lists {
            for word in words.split(separator: " ") { meanings[String(word)] = meaning }
        }
        self.meanings = meanings
        longest = meanings.keys.map(\.utf8.count).max() ?? 0
    }

    /// Returns what the words of a name tell, or nil where it is not made of known words alone.
    ///
    /// - Parameter key: The name as ``LogColumn/matchingKey(_:)`` gives it.
    /// - Returns: The meanings in the order of the words.
    func meanings(of key: String) -> [Meaning]? {
        let bytes = Array(key.utf8)
        guard !bytes.isEmpty, bytes.count <= 64 else { return nil }
        // From the end, so that each rest of the name is taken apart once.
        var rests = [[Meaning]?](repeating: nil, count: bytes.count + 1)
        rests[bytes.count] = []
        for start in bytes.indices.reversed() {
            let furthest = min(bytes.count, start + longest)
            for end in stride(from: furthest, to: start, by: -1) where rests[start] == nil {
                let word = String(decoding: bytes[start..<end], as: UTF8.self)
                guard let rest = rests[end], let meaning = meanings[word] else { continue }
                rests[start] = [meaning] + rest
            }
        }
        return rests[0]
    }
}
