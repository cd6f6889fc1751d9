// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
package import Transformer

extension NetworkBase {
    /// The numbers of bases that pretraining makes; larger ones are those of policies from files.
    package static let seeds = 1...1_000_000

    /// The largest number that a base has.
    static let largestNumber = 9_999_999_999

    /// Returns the number of a policy, which is made of a digest in hexadecimal digits: ten digits, so that it
    /// is no seed.
    package static func number(digest: String) -> Int {
        1_000_000_000 + (Int(digest.prefix(14), radix: 16) ?? 0) % 9_000_000_000
    }

    /// Makes weights the base of a number for as long as the program runs.
    ///
    /// - Returns: Whether they are; not where other weights have that number.
    package static func adopt(
        _ weights: TransformerWeights, _ task: WrittenTask, _ size: NetworkSize, as number: Int
    ) -> Bool {
        let key = Key(task: task.name, size: size.name, seed: number)
        return made.withLock { made in
            if let other = made[key] { return other == weights }
            made[key] = weights
            return true
        }
    }

    /// Throws where nobody can make the base that settings name.
    ///
    /// - Parameters:
    ///   - task: What is trained.
    ///   - settings: The settings.
    ///   - loaded: The numbers of the policies that may be named; nil for all that were ever adopted.
    /// - Throws: ``SimulationError`` that says which bases there are, or of what size the policy is.
    package static func check(
        _ task: WrittenTask, _ settings: TrainingSettings, loaded: [Int]? = nil
    ) throws(SimulationError) {
        let number = settings.base
        guard !seeds.contains(number) else { return }
        // What was adopted stays until the program ends; a load that was taken back is none.
        let isLoaded = loaded?.contains(number) ?? true
        if isLoaded, known(task, settings.size, seed: number) != nil { return }
        let other = NetworkSize.all.first { isLoaded && known(task, $0, seed: number) != nil }
        if let other {
            throw SimulationError(
                "base \(number) is a policy of size \(other.name)", parameter: "size",
                hint: "take size=\(other.name)")
        }
        throw SimulationError(
            "there is no base \(number): seeds of pretraining go from 1 to \(seeds.upperBound), and of "
                + "the policies, which have ten digits, none with that number is loaded",
            parameter: "base", hint: "load the policy's file first, or take base=1")
    }
}
