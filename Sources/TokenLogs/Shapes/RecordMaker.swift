// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Makes the records that one object holds, one after the other.
protocol RecordMaker {
    /// Returns the next record, or nil after the last.
    mutating func next() -> [JSONMember]?
}

/// What is worth saying about the records of a file; each sentence once, and few of them.
final class ShapeRemarks {
    private static let most = 8

    /// The sentences, safe to print.
    private(set) var sentences: [String] = []

    /// Adds a sentence unless it is there.
    func add(_ sentence: String) {
        guard sentences.count < Self.most, !sentences.contains(sentence) else { return }
        sentences.append(sentence)
    }
}

/// Names with which arrays are cut into responses.
enum LengthColumn {
    /// Where each sequence of a packed row starts, and after the last where it ends.
    static let boundaries = keys("cu_seqlens", "cu_seqlens_q", "cu_seq_lens", "cu_seq_lens_q")

    /// How long each sequence is: of a packed row, or of a padded batch.
    static let lengths = keys(
        "seq_lens", "seqlens", "seq_lengths", "sequence_lengths", "sequence_lens",
        "response_lengths", "response_length", "response_lens", "completion_lengths",
        "completion_length", "completion_lens", "output_lengths", "lengths", "response_len",
        "completion_len")

    private static func keys(_ names: String...) -> Set<String> {
        Set(names.map(LogColumn.matchingKey))
    }

    /// Returns whether a name says how long something is.
    static func isLength(_ name: String) -> Bool {
        lengths.contains(LogColumn.matchingKey(name))
    }

    /// Returns whether a name is one of them.
    static func contains(_ name: String) -> Bool {
        let key = LogColumn.matchingKey(name)
        return boundaries.contains(key) || lengths.contains(key)
    }
}
