// SPDX-License-Identifier: GPL-3.0-or-later

public import TokenWeights

/// The training of one method with one seed, step by step.
///
/// A trainer is a value: a copy goes on from the same place to the same bits, so it is a
/// checkpoint. What it does depends on its world, settings, method and seed and nothing else.
public struct Trainer: Sendable {
    /// The settings that it was made with.
    public let settings: TrainingSettings

    /// The method.
    public let method: BoundRule

    /// The seed, which all random numbers come from.
    public let seed: UInt32

    /// The task.
    public let automaton: ContextAutomaton

    /// The number of rows that ``advance()`` has given.
    public private(set) var rowsDone = 0

    /// What training changes; copied before a shared one is changed.
    private var state: TrainingState

    /// Makes a world and an untrained policy.
    ///
    /// - Parameters:
    ///   - world: The world; not `bench`, whose training is ``BenchTraining``.
    ///   - settings: The settings; those that the world does not use are ignored.
    ///   - method: The method.
    ///   - seed: The seed; methods with the same seed get the same world and random numbers.
    /// - Throws: ``SimulationError`` for settings outside their domains, a run that would not
    ///   fit into memory, or a world that cannot be made from them.
    public init(
        world: World, settings: TrainingSettings, method: BoundRule, seed: UInt32
    ) throws(SimulationError) {
        do throws(Interruption) {
            var budget = CancellationBudget { false }
            try self.init(world, settings, method, seed, &budget)
        } catch {
            throw error.reason
        }
    }

    /// Makes a world and an untrained policy unless somebody asks to stop before they are there,
    /// and then gives nil.
    ///
    /// - Parameters:
    ///   - world: The world.
    ///   - settings: The settings.
    ///   - method: The method.
    ///   - seed: The seed.
    ///   - isCancelled: Asked every few milliseconds of work, from this thread; never asked where
    ///     a world takes less.
    /// - Throws: As without it.
    public init?(
        world: World, settings: TrainingSettings, method: BoundRule, seed: UInt32,
        unless isCancelled: () -> Bool
    ) throws(SimulationError) {
        do throws(Interruption) {
            self = try withoutActuallyEscaping(isCancelled) { question throws(Interruption) in
                var budget = CancellationBudget(rowsOf: settings.vocabulary, question)
                return try Trainer(world, settings, method, seed, &budget)
            }
        } catch {
            if case .cancelled = error { return nil }
            throw error.reason
        }
    }

    private init(
        _ world: World, _ settings: TrainingSettings, _ method: BoundRule, _ seed: UInt32,
        _ budget: inout CancellationBudget
    ) throws(Interruption) {
        let make = try Interruption.failing { () throws(SimulationError) in
            try settings.check()
            guard let make = world.make else {
                throw SimulationError("world \(world.name) is not trained by sampling")
            }
            return make
        }
        let method = method.masked(EntropyMask(top: settings.entropyTop))
        let automaton = try make(settings, seed, &budget)
        try Interruption.failing { () throws(SimulationError) in
            try settings.checkMinibatches(prompts: automaton.trainingStarts.count)
            try settings.checkMethod(method, automaton)
        }
        self.automaton = automaton
        self.settings = settings
        self.method = method
        self.seed = seed
        state = try TrainingState(
            Topology(automaton, &budget), settings, method, seed: seed, &budget)
    }

    /// Whether all rows have been given: one for each rollout and one for the last policy.
    public var isFinished: Bool { rowsDone > settings.steps }

    /// Gives the next row: evaluates the policy, then samples and trains it for a step.
    ///
    /// Rows 0..<steps hold everything; the last one only the evaluation. With `every` above 1
    /// the evaluation is there at every so many steps and in the last row, unless the training is
    /// exact, which needs it always. A finished trainer gives the last policy's evaluation again.
    ///
    /// - Throws: ``SimulationError`` that names method, seed and step where the rule gives a
    ///   weight that is negative or not finite, or where training diverges.
    public mutating func advance() throws(SimulationError) -> StepMetrics {
        var row: StepMetrics?
        repeat { row = try advance(unless: { false }) } while row == nil
        return row ?? StepMetrics(step: rowsDone)
    }

    /// Gives the next row unless somebody asks to stop before it is there.
    ///
    /// Nothing is lost by stopping: the next call, also on a copy, goes on where this one
    /// stopped, and comes to the same bits. Large worlds stop within 100 ms.
    ///
    /// - Parameter isCancelled: Asked every few milliseconds of work, from this thread; never
    ///   asked where a step takes less.
    /// - Returns: The row that ``advance()`` gives, or nil where it was stopped.
    /// - Throws: As ``advance()``.
    public mutating func advance(
        unless isCancelled: () -> Bool
    ) throws(SimulationError) -> StepMetrics? {
        try advance(askingEvery: CancellationBudget.usualInterval, unless: isCancelled)
    }

    /// Does the same with another amount of work between two questions.
    mutating func advance(
        askingEvery interval: Int, unless isCancelled: () -> Bool
    ) throws(SimulationError) -> StepMetrics? {
        if !isKnownUniquelyReferenced(&state) { state = state.copy() }
        let step = min(rowsDone, settings.steps)
        let isLast = step == settings.steps
        let isEvaluated = isLast || settings.exact || step % settings.every == 0
        do throws(Interruption) {
            let row = try withoutActuallyEscaping(isCancelled) { question throws(Interruption) in
                var budget = CancellationBudget(every: interval, question)
                return try state.advance(
                    step: step, isEvaluated: isEvaluated, isTrained: !isLast, &budget)
            }
            if !isFinished { rowsDone += 1 }
            return row
        } catch {
            switch error {
            case .cancelled: return nil
            case .failed(let reason):
                throw reason.during(method: method.name, seed: Int(seed), step: step)
            }
        }
    }

    /// The policy's parameters, row after row (rows × V), in logit units.
    public var parameters: [Double] { state.parameters }
}
