// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import TokenWeights

extension TrainingSettings {
    /// The most memory that one run may take, in bytes: 1 GB, and no more than `ulimit -v` allows.
    static var memoryLimit: Double {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return 1e9 }
        return min(1e9, Double(limit.rlim_cur))
    }

    /// Checks every setting against its domain, and those that depend on each other.
    ///
    /// - Throws: ``SimulationError`` that names the first setting that is wrong.
    public func check() throws(SimulationError) {
        for description in Self.descriptions { try description.check(description.read(self)) }
        try checkCorrection()
    }

    /// Checks that the bounds of a correction do not cross.
    private func checkCorrection() throws(SimulationError) {
        guard let correction, let low = value(of: "rho_low"), let high = value(of: "rho_high"),
            correction.parameters.contains(where: { $0.name == "rho_low" }), low > high
        else { return }
        throw SimulationError(
            "rho_low = \(low) is above rho_high = \(high)", parameter: "rho_low",
            hint: "let rho_low be at most rho_high")
    }

    /// Checks that a task of some size fits into memory, before anything is made.
    ///
    /// - Parameters:
    ///   - contexts: The number of contexts.
    ///   - contextsPerType: How many of them can follow a context.
    ///   - rows: The number of parameter rows.
    ///   - prompts: The number of training prompts.
    ///   - most: The most that it may take, in bytes.
    /// - Throws: ``SimulationError`` that says how much it would take.
    func checkMemory(
        contexts: Int, contextsPerType: Int, rows: Int, prompts: Int,
        most: Double = Self.memoryLimit
    ) throws(SimulationError) {
        let bytes =
            tableBytes(contexts: contexts, contextsPerType: contextsPerType, rows: rows)
            + sampleBytes(contextsPerType: contextsPerType, prompts: prompts)
        guard bytes <= most else {
            throw SimulationError(
                "a run of this size would need about \((bytes / 1e7).rounded(.up) / 100) GB, and "
                    + "\((most / 1e7).rounded(.down) / 100) GB is the most",
                parameter: largest(contexts: contexts, prompts: prompts),
                hint: "make the vocabulary, the world or the number of prompts smaller")
        }
    }

    /// Returns how much the tables of a task take, in bytes.
    func tableBytes(contexts: Int, contextsPerType: Int, rows: Int) -> Double {
        let (contexts, rows) = (Double(contexts), Double(rows))
        let row = Double((vocabulary + 3) / 4 * 4)
        // Log-probabilities and probabilities of two policies and the reference, coefficients, edges of
        // tokens; thresholds; next contexts.
        let byToken =
            row * (5 * 8 + 8 + 2 * 4) + Double((vocabulary + 15) / 16 * 16 * 4)
            + Double(vocabulary * 4)
        // Edges lead to different contexts: target, probability, and three tables to walk by;
        // those of a type are also put into lanes, in two orders.
        let edges = Double(min(vocabulary, contextsPerType))
        let byEdge = edges * (4 + 8 + 3 * 4)
        let lanes = Double(contextsPerType) * edges * 2 * 32
        let pairs = Double(min(vocabulary * vocabulary, 65_536) * 8)
        // The untrained parameters, the trained ones, their gradient, and Adam's means.
        let byRow = Double(vocabulary * 8) + row * Double(optimizer == .adam ? 4 * 8 : 2 * 8)
        return engineBytes(row: row) * contexts + contexts * (byToken + byEdge + 128) + rows * byRow
            + lanes + pairs
    }

    /// Returns how much the engine's policy takes by context, in bytes: log-probabilities,
    /// probabilities and thresholds, and those of as many rollouts as it lags behind.
    private func engineBytes(row: Double) -> Double {
        guard !rollout.isExact else { return 0 }
        let past = if case .stale(let rollouts) = rollout { Double(rollouts + 2) } else { 0.0 }
        return row * (2 * 8 + 8) + row * 2 * 8 * past + 64
    }

    /// Returns how much the responses and what they teach can take, in bytes.
    private func sampleBytes(contextsPerType: Int, prompts: Int) -> Double {
        let cells = Double(contextsPerType * vocabulary) * 2
        let entries = min(Double(group) * Double(length), cells)
        // An array that grows holds up to twice what is in it.
        let signal = Double(prompts + 1) * entries * 2 * Double(MemoryLayout<Signal.Entry>.stride)
        return signal + Double(max(group, 256)) * (Double(length + 1) * 8 + 40) + cells * 4
    }

    /// Checks that every minibatch gets a prompt.
    func checkMinibatches(prompts: Int) throws(SimulationError) {
        guard minibatches <= prompts || exact else {
            throw SimulationError(
                "minibatches = \(minibatches) leaves some without a prompt: there are \(prompts)",
                parameter: "minibatches", hint: "minibatches must be at most \(prompts)")
        }
    }

    /// Checks that a method can be trained with these settings on a task.
    func checkMethod(
        _ method: BoundRule, _ automaton: ContextAutomaton
    ) throws(SimulationError) {
        if exact {
            guard entropyTop == 1 else {
                throw SimulationError(
                    "entropy_top chooses among samples, and exact training has none",
                    parameter: "entropy_top", hint: "take exact=no, or leave out entropy_top")
            }
            _ = try method.tokenRule(orElse: "take exact=no")
            guard aggregation == .tokenMean || automaton.length == 1 else {
                throw SimulationError(
                    "exact training has no responses to average over", parameter: "aggregation",
                    hint: "take aggregation=token-mean, or exact=no")
            }
            if let correction, correction.isOfResponses, automaton.length > 1 {
                throw SimulationError(
                    "\(correction.name) looks at whole responses, and exact training has none",
                    parameter: "correction", hint: "take correction=tis, or exact=no")
            }
            guard normalization.limit != nil else {
                throw SimulationError(
                    "exact training has no responses whose lengths could be compared",
                    parameter: "norm", hint: "take norm=grpo, or exact=no")
            }
        }
        guard needsResponses(method) else { return }
        let tokens = Double(automaton.trainingStarts.count) * Double(group) * Double(length)
        guard tokens * 64 <= Self.memoryLimit else {
            let name = method.needsResponses ? method.name : correction?.name ?? method.name
            throw SimulationError(
                "\(name) needs whole responses, which could take "
                    + "\((tokens * 64 / 1e9).rounded(.up)) GB", parameter: "group",
                hint: "make group, length or prompts smaller")
        }
    }

    /// Returns whether responses must be kept whole, for a method or for the correction.
    func needsResponses(_ method: BoundRule) -> Bool {
        method.needsResponses || correction?.isOfResponses ?? false && !exact
    }

    /// The untrained logit of each token: ending, then tokens that grow rarer.
    var tokenPrior: [Double] {
        [endBias] + (1..<vocabulary).map { -zipf * naturalLogarithm(Double($0)) }
    }

    /// Returns the name of the setting that most of the memory comes from.
    private func largest(contexts: Int, prompts: Int) -> String {
        if group >= contexts { return "group" }
        if prompts >= contexts { return "prompts" }
        return vocabulary >= states ? "vocabulary" : "states"
    }
}
