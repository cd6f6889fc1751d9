// SPDX-License-Identifier: GPL-3.0-or-later

/// The texts that a vocabulary gives to the tokens of a log, where a person named one.
struct TokenTexts {
    /// What is typed beside columns: a vocabulary's file.
    static let key = "vocabulary"

    private let vocabulary: Vocabulary?
    private var counts = (known: 0, unknown: 0)

    init(_ overrides: [String: String]) throws(LogError) {
        guard let path = overrides[Self.key] else {
            vocabulary = nil
            return
        }
        vocabulary = try Vocabulary(path: path)
    }

    /// Returns the tokens of a response with their texts.
    mutating func naming(_ tokens: [LoggedToken]) -> [LoggedToken] {
        guard let vocabulary else { return tokens }
        return vocabulary.naming(tokens, &counts)
    }

    /// What a reader of the texts should know.
    func remarks(_ mapping: ColumnMapping) -> [String] {
        guard vocabulary != nil else { return [] }
        guard mapping.reads(.tokenID) || mapping.reads(.token) else {
            return ["the log has no token numbers: the vocabulary is not used"]
        }
        let unknown = counts.unknown
        guard unknown > 0 else {
            return counts.known > 0
                ? [] : ["the log has the tokens' texts: the vocabulary is not used"]
        }
        return [
            "\(counted(unknown, "token number")) \(unknown == 1 ? "has" : "have") no text in the "
                + "vocabulary"
        ]
    }
}
