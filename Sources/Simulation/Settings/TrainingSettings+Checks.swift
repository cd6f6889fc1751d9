// SPDX-License-Identifier: GPL-3.0-or-later

extension TrainingSettings {
    /// The most memory that one run may take, in bytes.
    static let memoryLimit = 1e9

    /// Checks every setting against its domain, and those that depend on each other.
    ///
    /// - Throws: ``SimulationError`` that names the first setting that is wrong.
    public func check() throws(SimulationError) {
        for description in Self.descriptions { try description.check(description.read(self)) }
    }

    /// Checks that a task of some size fits into memory, before anything is made.
    func checkMemory(contexts: Int, rows: Int, prompts: Int) throws(SimulationError) {
        let tables = Double(contexts) * Double(vocabulary) * 64
        let parameters = Double(rows) * Double(vocabulary) * 40
        let samples = Double(prompts) * Double(min(group * length, contexts * vocabulary)) * 32
        let responses = Double(group) * Double(length) * 104
        let bytes = tables + parameters + samples + responses
        guard bytes <= Self.memoryLimit else {
            throw SimulationError(
                "a run of this size would need about \((bytes / 1e9).rounded(.up)) GB, and "
                    + "\(Self.memoryLimit / 1e9) GB is the most",
                parameter: largest(contexts: contexts, prompts: prompts),
                hint: "make the vocabulary, the world or the number of prompts smaller")
        }
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
        _ method: TrainingMethod, _ automaton: ContextAutomaton
    ) throws(SimulationError) {
        if exact {
            _ = try method.tokenRule(orElse: "take exact=no")
            guard aggregation == .tokenMean || automaton.length == 1 else {
                throw SimulationError(
                    "exact training has no responses to average over", parameter: "aggregation",
                    hint: "take aggregation=token-mean, or exact=no")
            }
        }
        guard method.needsResponses else { return }
        let tokens = Double(automaton.trainingStarts.count) * Double(group) * Double(length)
        guard tokens * 64 <= Self.memoryLimit else {
            throw SimulationError(
                "\(method.name) needs whole responses, which could take "
                    + "\((tokens * 64 / 1e9).rounded(.up)) GB", parameter: "group",
                hint: "make group, length or prompts smaller")
        }
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
