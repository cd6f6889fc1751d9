// SPDX-License-Identifier: GPL-3.0-or-later

package import Simulation
import Synchronization
package import Transformer

/// A checkpoint for whoever takes it first, who then is the only one to have it: what two have is
/// copied before it is worked on.
package final class Handover: Sendable {
    private let checkpoint: Mutex<Checkpoint?>

    /// Holds a checkpoint.
    package init(_ checkpoint: Checkpoint) { self.checkpoint = Mutex(checkpoint) }

    /// Returns the checkpoint, once.
    package func take() -> Checkpoint? {
        checkpoint.withLock { checkpoint in
            defer { checkpoint = nil }
            return checkpoint
        }
    }
}

/// A checkpoint that a run keeps in a place of its own.
package final class HeldCheckpoint: Sendable {
    /// The checkpoint.
    package let checkpoint: Checkpoint

    /// Keeps a checkpoint.
    package init(_ checkpoint: Checkpoint) { self.checkpoint = checkpoint }
}

/// A training in the middle, from which it goes on to the same bits.
///
/// One of them is there. They are worked on in place, because a copy of a trainer that is
/// worked on copies its whole policy.
package struct Checkpoint: Sendable {
    /// The training of a sampled world.
    private var sampled: Trainer?
    /// The bench's own training.
    private var bench: BenchTraining?
    /// The training of a network.
    private var written: WrittenTrainer?

    package init(_ trainer: Trainer) { sampled = trainer }

    package init(_ training: BenchTraining) { bench = training }

    package init(_ trainer: WrittenTrainer) { written = trainer }

    /// About the memory that it takes, in bytes: the tables of a policy, of what it was when it
    /// sampled, of its averages and of what is evaluated, each as large as the policy; or the numbers
    /// of the bench's alternatives; or a network.
    package var bytes: Int {
        if let written { return written.bytes }
        let table = sampled.map { $0.automaton.contexts * $0.automaton.vocabulary } ?? 0
        let alternatives = bench?.probabilities.count ?? 0
        return (table * 4 + alternatives * 6) * MemoryLayout<Double>.stride
    }

    /// A network's weights as they are now; nil for tables.
    package var weights: TransformerWeights? { written?.policy }

    /// Whether all rows have been given.
    package var isFinished: Bool {
        sampled?.isFinished ?? bench?.isFinished ?? written?.isFinished ?? true
    }

    /// Adds the next row to a run.
    ///
    /// - Returns: Whether there is one; not where somebody asked to stop before it was there.
    /// - Throws: Where the rule gives no weight, or training diverges.
    package mutating func advance(
        _ run: inout RunSet.Run, unless isCancelled: () -> Bool
    ) throws(SimulationError) -> Bool {
        guard !isCancelled() else { return false }
        if bench != nil {
            guard let row = try bench?.advance(unless: isCancelled) else { return false }
            run.rows.append(row.metrics)
            run.probabilities.append(row.probabilities)
            return true
        }
        if written != nil {
            guard let step = try written?.advance(unless: isCancelled) else { return false }
            run.rows.append(step.metrics)
            run.answers += step.answers
            return true
        }
        guard let row = try sampled?.advance(unless: isCancelled) else { return false }
        run.rows.append(row)
        return true
    }
}
