// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import WorkbenchModel

/// One of several parts of a job, so that each can be done elsewhere.
package struct Shard: Sendable, Equatable {
    /// Which part it is, from 1.
    package let number: Int

    /// How many parts there are.
    package let count: Int

    /// `2/4`.
    package var text: String { "\(number)/\(count)" }

    /// The most parts that a job may have.
    package static let most = 100_000

    package init?(number: Int, count: Int) {
        guard (1...Self.most).contains(count), (1...count).contains(number) else { return nil }
        (self.number, self.count) = (number, count)
    }

    /// Reads `2/4`; nil where it is something else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = Int(parts[0]), let count = Int(parts[1]) else {
            return nil
        }
        self.init(number: number, count: count)
    }

    /// Returns whether a unit of work, counted from 0, belongs to this part.
    ///
    /// Units are dealt out in turn, so that the parts take about the same time.
    package func contains(_ unit: Int) -> Bool { unit % count == number - 1 }
}

extension Workspace {
    /// Returns the part that a command asks for, or that its task of a Slurm job array is.
    ///
    /// - Returns: The part, or nil where the whole is asked for.
    /// - Throws: For a part that cannot be, and for an array that is not numbered without gaps.
    package func shard(_ arguments: Arguments) throws(CommandError) -> Shard? {
        guard let given = arguments.first(SweepKeys.shard) else { return try slurmShard() }
        guard let shard = Shard(given.text) else {
            throw CommandError(
                .domain, "shard must be a part and their number, such as 2/4", span: given.span,
                hint: "parts are shard=1/4, shard=2/4 and so on to shard=4/4")
        }
        return shard
    }

    private func slurmShard() throws(CommandError) -> Shard? {
        func number(_ name: String) -> Int? {
            environment.variable("SLURM_ARRAY_TASK_\(name)").flatMap { Int($0) }
                .flatMap { (0...1_000_000_000).contains($0) ? $0 : nil }
        }
        guard let task = number("ID"), let count = number("COUNT") else { return nil }
        let first = number("MIN") ?? 1
        let last = number("MAX") ?? (first + count - 1)
        guard last - first + 1 == count, let shard = Shard(number: task - first + 1, count: count)
        else {
            throw CommandError(
                .failed, "the Slurm job array is not numbered without gaps",
                hint: "submit it with --array=1-\(max(count, 1)), or give shard=")
        }
        remark("Task \(task) of a Slurm job array: shard=\(shard.text).")
        return shard
    }
}
