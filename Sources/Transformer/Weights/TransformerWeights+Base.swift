// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

extension TransformerWeights {
    /// The shipped weights of a shape, or nil where none are shipped.
    ///
    /// Those of ``TransformerSize/large`` and ``TransformerSize/small`` come with the program: a
    /// pretraining of seed 1, rounded to half precision. The rounded numbers are the base.
    public static func base(_ size: TransformerSize) -> TransformerWeights? {
        guard size == .large || size == .small else { return nil }
        let count = 2 * size.parameterCount
        guard let bytes = ctf_base(Int64(count)) else { return nil }
        return try? TransformerWeights(
            size: size, halves: Array(UnsafeBufferPointer(start: bytes, count: count)))
    }
}
