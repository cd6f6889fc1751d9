// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
package import Transformer

/// The networks that training starts from: base N of a size is what pretraining with seed N comes to.
package enum NetworkBase {
    /// The bases that were made since the program started.
    static let made = Mutex<[Key: TransformerWeights]>([:])

    struct Key: Hashable {
        let task: String
        let size: String
        let seed: Int
    }

    /// How bases are made.
    package static let recipe = Pretraining()

    /// What to tell people whose processor trains slowly; nil for others.
    package static var remark: String? { TransformerKernels.remark }

    /// How many steps that takes.
    package static var steps: Int { recipe.steps }

    /// What pretraining comes to.
    package struct Made: Sendable {
        /// The numbers rounded to half precision, which is what is trained.
        package let base: TransformerWeights

        /// The numbers before.
        let full: TransformerWeights

        /// The numbers in single precision, little-endian.
        package var bytes: [UInt8] { full.bytes }

        /// Whether it is the base that is shipped; nil where none is.
        package let isShipped: Bool?
    }

    /// Returns a base that is there already: shipped, or made before; nil for others.
    package static func known(
        _ task: WrittenTask, _ size: NetworkSize, seed: Int
    ) -> TransformerWeights? {
        let key = Key(task: task.name, size: size.name, seed: seed)
        if let base = made.withLock({ $0[key] }) { return base }
        guard seed == 1, let base = TransformerWeights.base(size.transformer) else { return nil }
        made.withLock { $0[key] = base }
        return base
    }

    /// Makes a base, in about a minute.
    ///
    /// - Parameters:
    ///   - task: What it imitates demonstrations of.
    ///   - size: Its size.
    ///   - seed: The seed of its demonstrations and untrained weights.
    ///   - steps: How many steps it takes; with fewer than usual it is not remembered, and neither is
    ///     one in whose place a base is shipped, for that stays the base of its number.
    ///   - progress: Told the number of each step that is done, and its loss in nats a token; returns
    ///     whether to go on.
    /// - Returns: The base; nil where somebody stopped it.
    package static func make(
        _ task: WrittenTask, _ size: NetworkSize, seed: Int, steps: Int = steps,
        progress: (_ step: Int, _ loss: Double) -> Bool
    ) -> Made? {
        let seed32 = UInt32(truncatingIfNeeded: seed)
        let random = Philox(seed: seed32, .weights)
        let start = TransformerWeights(size: size.transformer) { random.normal($0, 0, 0, $1) }
        var recipe = recipe
        recipe.steps = steps
        let full = try? recipe.run(
            from: start, promptLength: task.promptLength,
            demonstration: { task.demonstration(seed32, $0) }
        ) { step, loss throws(Interruption) in
            if !progress(step, loss) { throw .cancelled }
        }
        guard let full, let base = try? TransformerWeights(size: full.size, halves: full.halves)
        else { return nil }
        guard steps == Self.steps else { return Made(base: base, full: full, isShipped: nil) }
        if let shipped = seed == 1 ? TransformerWeights.base(size.transformer) : nil {
            return Made(base: base, full: full, isShipped: shipped == base)
        }
        made.withLock { $0[Key(task: task.name, size: size.name, seed: seed)] = base }
        return Made(base: base, full: full, isShipped: nil)
    }
}
