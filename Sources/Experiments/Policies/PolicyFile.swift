// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import Transformer

/// The weights of a transformer as a file of safetensors, which PyTorch and others read.
///
/// Eight bytes say how long the head is; the head is a JSON object that says of each matrix what its
/// numbers are, its shape, and where they are; the numbers follow. What it says of itself is under
/// `__metadata__`, as texts.
package enum PolicyFile {
    /// The key that tells such a file from logs; its value is the form's number.
    static let mark = "flipside_policy"

    /// The form that this version writes and reads.
    static let form = "1"

    /// The largest file that is read, in bytes: 4 MiB.
    static let largest = 4 << 20

    /// Returns whether a file begins as a policy does: one of ours, or one with the same matrices that
    /// another program wrote.
    ///
    /// The length of the head is left to whoever reads the file, who tells what is wrong with it.
    package static func isOne(_ head: [UInt8]) -> Bool {
        guard head.count > 8, head[8] == UInt8(ascii: "{") else { return false }
        let text = String(decoding: head.dropFirst(8), as: UTF8.self)
        return text.contains("\"\(mark)\"")
            || ["pos", "qkv0", "head"].allSatisfy { text.contains("\"\($0)\":") }
    }

    /// Returns the file of some weights.
    ///
    /// - Parameters:
    ///   - weights: The weights.
    ///   - notes: What else the file says of itself.
    /// - Returns: All of the file.
    static func bytes(
        of weights: TransformerWeights, notes: [(key: String, value: String)]
    ) -> [UInt8] {
        let said = [(key: mark, value: form)] + notes
        let metadata = said.map { JSON.Member($0.key, .string($0.value)) }
        let matrices = weights.size.matrices.map { matrix in
            JSON.Member(
                matrix.name,
                .object([
                    JSON.Member("dtype", .string("F32")),
                    JSON.Member("shape", .array([matrix.rows, matrix.columns].map(JSON.integer))),
                    JSON.Member(
                        "data_offsets",
                        .array(
                            [matrix.offset, matrix.offset + matrix.count].map { .integer(4 * $0) })),
                ]))
        }
        let head = JSON.object([JSON.Member("__metadata__", .object(metadata))] + matrices).text
        // Numbers that begin at a multiple of eight can be read where they are.
        let blanks = (8 - head.utf8.count % 8) % 8
        let count = UInt64(head.utf8.count + blanks)
        return (0..<8).map { UInt8(truncatingIfNeeded: count >> (8 * UInt64($0))) }
            + Array(head.utf8) + Array(repeating: UInt8(ascii: " "), count: blanks)
            + weights.bytes
    }
}
