// SPDX-License-Identifier: GPL-3.0-or-later

internal import CTransformer

/// A transformer that computes: its weights, their gradient, and room for passes.
///
/// One is used by one thread at a time; runs share none. All numbers are the same bits on every
/// machine, whatever its vectors and however texts are batched: a row does not depend on which
/// others are worked out with it, and gradients add up row by row in the order of the texts.
public final class Transformer {
    let packed: PackedWeights
    let gradientBlock: FloatBlock
    let pass: Pass
    let path: ctf_path

    /// Room for the texts of rollouts, made for the first.
    private var keptCache: KeyValueCache?

    /// Makes the transformer with some weights.
    public convenience init(_ weights: TransformerWeights) {
        self.init(weights, on: TransformerKernels.fastest)
    }

    /// The same on one path, with passes of so many rows.
    init(_ weights: TransformerWeights, on path: ctf_path, rowsInPass: Int = 160) {
        self.path = path
        packed = PackedWeights(weights)
        gradientBlock = FloatBlock(count: weights.values.count)
        pass = Pass(weights.size, rows: rowsInPass, on: path)
    }

    /// The shape.
    public var size: TransformerSize { packed.size }

    /// The weights as they are; those that are set must have the same shape.
    public var weights: TransformerWeights {
        get { TransformerWeights(size: size, values: packed.values.array) }
        set {
            precondition(newValue.size == size, "weights of the same shape")
            packed.take(newValue.values)
        }
    }

    /// The gradient of the loss by the weights, added up since it was cleared.
    public var gradient: [Float] { gradientBlock.array }

    /// Sets the gradient to 0.
    public func clearGradient() {
        gradientBlock.clear()
    }

    /// Works out what the transformer says of the responses to some prompts.
    ///
    /// - Parameters:
    ///   - texts: Prompts with their responses; the last token of each is not fed.
    ///   - promptLength: How many tokens each prompt has, at least 1.
    ///   - visit: Is handed each response, in order.
    /// - Throws: What `visit` throws.
    public func score<Failure: Error>(
        _ texts: [[UInt8]], promptLength: Int,
        visit: (ScoredResponse) throws(Failure) -> Void
    ) throws(Failure) {
        var first = 0
        while first < texts.count {
            goForward(texts, from: first, promptLength)
            for place in 0..<pass.texts.count {
                try visit(ScoredResponse(text: first + place, place: place, pass: pass))
            }
            first += pass.texts.count
        }
    }

    /// Adds the gradient of a loss over the responses to some prompts.
    ///
    /// The rows are the same bits as those that ``score(_:promptLength:visit:)`` hands over. Where
    /// `push` throws, the gradient is left half done.
    ///
    /// - Parameters:
    ///   - texts: Prompts with their responses; the last token of each is not fed.
    ///   - promptLength: How many tokens each prompt has, at least 1.
    ///   - push: Is handed each response, in order, and says what the loss asks of its tokens; all
    ///     is 0 at first.
    /// - Throws: What `push` throws.
    public func addGradient<Failure: Error>(
        of texts: [[UInt8]], promptLength: Int,
        push: (ScoredResponse, UnsafeMutableBufferPointer<TokenPush>) throws(Failure) -> Void
    ) throws(Failure) {
        var first = 0
        let room = UnsafeMutableBufferPointer<TokenPush>.allocate(capacity: pass.rowRoom)
        defer { room.deallocate() }
        while first < texts.count {
            goForward(texts, from: first, promptLength)
            room.initialize(repeating: TokenPush())
            for place in 0..<pass.texts.count {
                let response = ScoredResponse(text: first + place, place: place, pass: pass)
                let rows = pass.texts.tailStarts[place]..<pass.texts.tailStarts[place + 1]
                try push(response, UnsafeMutableBufferPointer(rebasing: room[rows]))
            }
            let pushes = room.prefix(pass.texts.tail)
            pass.goBack(
                packed, coefficients: pushes.map(\.coefficient),
                entropies: pushes.map(\.entropyCoefficient), to: gradientBlock.base)
            first += pass.texts.count
        }
    }

    /// Returns room for the texts of a rollout.
    func cache() -> KeyValueCache {
        if let keptCache { return keptCache }
        let cache = KeyValueCache(size, slots: Rollout.slots)
        keptCache = cache
        return cache
    }

    private func goForward(_ texts: [[UInt8]], from first: Int, _ promptLength: Int) {
        let some = texts.pass(
            from: first, promptLength: promptLength, rowLimit: pass.rowLimit)
        for place in 0..<some.count {
            let text = texts[first + place]
            precondition(promptLength >= 1 && text.count > promptLength, "a response")
            precondition(text.count - 1 <= size.positions, "no more tokens than positions")
            precondition(text.allSatisfy { Int($0) < size.vocabulary }, "tokens of the vocabulary")
        }
        pass.goForward(some, packed)
    }
}
