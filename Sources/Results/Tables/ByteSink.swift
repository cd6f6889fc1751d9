// SPDX-License-Identifier: GPL-3.0-or-later

/// Bytes on their way out: gathered, and handed on whenever there are enough of them.
///
/// What is appended at once is handed on at once, so that no character is cut in two.
package struct ByteSink {
    /// How many bytes are handed on together.
    package static let enough = 1 << 16

    /// What has not been handed on.
    package private(set) var bytes: [UInt8] = []

    private let handOn: (([UInt8]) -> Void)?

    package init(_ handOn: (([UInt8]) -> Void)? = nil) {
        self.handOn = handOn
    }

    /// Adds an ASCII character.
    package mutating func append(_ character: Unicode.Scalar) {
        bytes.append(UInt8(ascii: character))
    }

    /// Adds a text; something of it is always kept until the next one or ``flush()``.
    package mutating func append(_ text: some StringProtocol) {
        if bytes.count >= Self.enough { flush() }
        bytes.append(contentsOf: text.utf8)
    }

    /// Hands on what is there.
    package mutating func flush() {
        guard let handOn, !bytes.isEmpty else { return }
        handOn(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
