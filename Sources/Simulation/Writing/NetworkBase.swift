// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
package import Transformer

/// The networks that training starts from: base N of a size is what pretraining with seed N comes to.
package enum NetworkBase {
    /// The bases that were made since the program started.
    private static let made = Mutex<[Key: TransformerWeights]>([:])

    private struct Key: Hashable {
        let task: String
        let size: String
        let seed: Int
    }

    /// How bases are made.
    package static let recipe = Pretraining()

    /// How many steps that takes.
    package static var steps: Int { recipe.steps }

    /// A base with its numbers rounded to half precision, which is what is trained, and the numbers
    /// before.
    package typealias Made = (base: TransformerWeights, full: TransformerWeights)

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

    /// Returns a base, and makes it where it is not there yet, in about a minute.
    ///
    /// - Parameters:
    ///   - task: What it imitates demonstrations of.
    ///   - size: Its size.
    ///   - seed: The seed of its demonstrations and untrained weights.
    ///   - anew: Whether it is made even where it is there.
    ///   - progress: Told the number of each step that is done, and its loss in nats a token; returns
    ///     whether to go on.
    /// - Returns: The base; nil where somebody stopped it.
    package static func make(
        _ task: WrittenTask, _ size: NetworkSize, seed: Int, _ recipe: Pretraining = recipe,
        progress: (_ step: Int, _ loss: Double) -> Bool
    ) -> Made? {
        let seed32 = UInt32(truncatingIfNeeded: seed)
        let random = Philox(seed: seed32, .weights)
        let start = TransformerWeights(size: size.transformer) { random.normal($0, 0, 0, $1) }
        let full = try? recipe.run(
            from: start, promptLength: task.promptLength,
            demonstration: { task.demonstration(seed32, $0) }
        ) { step, loss throws(Interruption) in
            if !progress(step, loss) { throw .cancelled }
        }
        guard let full, let base = try? TransformerWeights(size: full.size, halves: full.halves)
        else { return nil }
        if recipe.isUsual {
            made.withLock { $0[Key(task: task.name, size: size.name, seed: seed)] = base }
        }
        return (base, full)
    }
}

extension Pretraining {
    /// Whether it is the recipe that bases are made by.
    fileprivate var isUsual: Bool {
        let usual = Pretraining()
        return steps == usual.steps && batch == usual.batch && rate == usual.rate
            && clip == usual.clip
    }
}
