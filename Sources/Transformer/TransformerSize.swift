// SPDX-License-Identifier: GPL-3.0-or-later

/// The shape of a causal transformer without gains and biases.
///
///     x   = E[token] + P[position]
///     each layer:  x += softmax(q kᵀ / √h, causal) v · Wo      with [q k v] = n(x) Wqkv
///                  x += relu(n(x) W1)² W2
///     log π = logsoftmax(n(x) U)          n(x) = x / sqrt(mean x² + 1e-5)
///
/// where h is the width of a head. U is not tied to E.
public struct TransformerSize: Sendable, Hashable {
    /// The numbers of a row of activations, a multiple of 8.
    public var width: Int

    /// The heads of attention of a layer, each `width / heads` wide, at most 8.
    public var heads: Int

    /// The layers.
    public var layers: Int

    /// How many times wider the hidden rows of a layer are.
    public var expansion: Int

    /// The tokens, at most 16.
    public var vocabulary: Int

    /// How many tokens of a text are fed at most, at most 64.
    public var positions: Int

    /// Makes a shape.
    ///
    /// - Precondition: the limits that the properties name hold.
    public init(
        width: Int, heads: Int, layers: Int = 2, expansion: Int = 4, vocabulary: Int = 16,
        positions: Int = 23
    ) {
        precondition(width > 0 && width.isMultiple(of: 8), "a width is a multiple of 8")
        precondition(heads > 0 && width.isMultiple(of: heads) && width / heads <= 8)
        precondition(layers > 0 && expansion > 0)
        precondition((1...16).contains(vocabulary) && (1...64).contains(positions))
        self.width = width
        self.heads = heads
        self.layers = layers
        self.expansion = expansion
        self.vocabulary = vocabulary
        self.positions = positions
    }

    /// 57,936 parameters: goes on learning for hundreds of steps.
    public static let large = TransformerSize(width: 48, heads: 6)

    /// 26,336 parameters: half the time, for many seeds.
    public static let small = TransformerSize(width: 32, heads: 4)

    /// How many numbers its weights are.
    public var parameterCount: Int {
        matrices.reduce(0) { $0 + $1.count }
    }

    /// Its matrices, in the order in which their numbers stand.
    public var matrices: [TransformerMatrix] {
        let narrow = 1 / Double(width).squareRoot()
        let hidden = expansion * width
        var shapes = [("e", vocabulary, width, 1.0), ("pos", positions, width, 0.3)]
        for layer in 0..<layers {
            shapes.append(("qkv\(layer)", width, 3 * width, narrow))
            shapes.append(("o\(layer)", width, width, 0.3 / Double(width).squareRoot()))
            shapes.append(("f1\(layer)", width, hidden, narrow))
            shapes.append(("f2\(layer)", hidden, width, 0.3 / Double(hidden).squareRoot()))
        }
        shapes.append(("head", width, vocabulary, 0.05))
        var offset = 0
        return shapes.map { name, rows, columns, deviation in
            defer { offset += rows * columns }
            return TransformerMatrix(
                name: name, rows: rows, columns: columns, offset: offset, deviation: deviation)
        }
    }
}

/// One matrix among the weights of a transformer; vectors multiply it from the left.
public struct TransformerMatrix: Sendable, Hashable {
    /// What files call it: `e`, `pos`, `qkv0`, `o0`, `f10`, `f20` and so on, `head`.
    public let name: String

    /// How many rows it has.
    public let rows: Int

    /// How many columns it has.
    public let columns: Int

    /// Where its first number is among the weights; its rows follow each other.
    public let offset: Int

    /// The standard deviation of its numbers before any training.
    public let deviation: Double

    /// How many numbers it has.
    public var count: Int { rows * columns }
}
