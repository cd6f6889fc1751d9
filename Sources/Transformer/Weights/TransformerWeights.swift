// SPDX-License-Identifier: GPL-3.0-or-later

/// The weights of a transformer.
public struct TransformerWeights: Sendable, Equatable {
    /// The shape that they belong to.
    public let size: TransformerSize

    /// All numbers, matrix by matrix in the order of ``TransformerSize/matrices``, row by row.
    public var values: [Float]

    /// All numbers in single precision, little-endian: what files of weights hold.
    public var bytes: [UInt8] {
        values.flatMap { number in
            withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) }
        }
    }

    /// Takes numbers as the weights of a shape, which must have as many.
    public init(size: TransformerSize, values: [Float]) {
        precondition(values.count == size.parameterCount, "a number a parameter")
        self.size = size
        self.values = values
    }

    /// Makes the weights of an untrained transformer.
    ///
    /// - Parameters:
    ///   - size: The shape.
    ///   - normal: Returns a standard normal number for a matrix, counted from 0, and an index
    ///     inside it; it is multiplied by the matrix's deviation and rounded.
    public init(size: TransformerSize, normal: (_ matrix: Int, _ index: Int) -> Double) {
        self.size = size
        values = size.matrices.enumerated().flatMap { number, matrix in
            (0..<matrix.count).map { Float(matrix.deviation * normal(number, $0)) }
        }
    }
}
