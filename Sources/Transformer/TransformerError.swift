// SPDX-License-Identifier: GPL-3.0-or-later

/// What is wrong with weights that are read.
public enum TransformerError: Error, Equatable, Sendable {
    /// There are more or fewer bytes than the weights of a size have.
    case wrongByteCount(found: Int, expected: Int)

    /// A number among them, counted from 0, is not finite.
    case notFinite(index: Int)
}
