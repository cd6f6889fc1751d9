// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Simulation
package import WorkbenchModel

/// Methods side by side, over runs of the same length, with one that the others are held against.
package struct Comparison: Sendable {
    /// The methods, in the order of their runs.
    package let entries: [Entry]

    /// Which entry the others are held against.
    package let baseline: Int

    /// How many rows every run has here.
    package let rows: Int

    /// Whether nothing is random, so that one run says it all.
    package let isExact: Bool

    /// What every table and picture says: what kind of simulation, which world, seeds and ε.
    package let captionParts: [String]

    /// The same in one line.
    package var caption: String { captionParts.joined(separator: " · ") }

    /// What has to be said about runs that are not whole.
    package let remarks: [String]

    /// One method of one simulation.
    package struct Entry: Sendable {
        /// What programs read: `aspo`; `run2.aspo` where several simulations are compared.
        package let name: String
        /// What people read.
        package let title: String
        /// Its colour and dash: the method's own, or its place where several simulations are here.
        package let style: Int
        /// Its runs, cut to the length that all have.
        package let runs: [RunSet.Run]
    }

    /// The entry that the others are held against.
    package var reference: Entry { entries[baseline] }

    /// Returns whether some run has a metric.
    package func has(_ metric: Metric) -> Bool {
        entries.contains { $0.runs.contains { $0.rows.contains { $0[metric] != nil } } }
    }

    /// Returns one number of each of an entry's runs, nil where a run has none.
    package func values(of entry: Entry, _ value: ([StepMetrics]) -> Double?) -> [Double?] {
        entry.runs.map { value($0.rows) }
    }

    /// Returns how an entry differs from the one it is held against, seed by seed.
    ///
    /// - Returns: Nil where no seed has a value of both.
    package func difference(
        of entry: Entry, _ value: ([StepMetrics]) -> Double?
    ) -> PairedComparison? {
        let base = Dictionary(
            reference.runs.map { ($0.seed, value($0.rows)) },
            uniquingKeysWith: { first, _ in first }
        )
        return Statistics.compare(
            values(of: entry, value), with: entry.runs.map { base[$0.seed] ?? nil })
    }
}

extension Workspace {
    /// Returns the methods of simulations side by side.
    ///
    /// Where every method has whole runs, those are compared; else all are cut to the steps that
    /// every run has, so that nothing is compared with what has been trained longer.
    ///
    /// - Parameters:
    ///   - sets: The simulations, at least one; all of the same world.
    ///   - to: The method that the others are held against; nil for the first.
    /// - Returns: The methods that have a run, in the order of the simulations.
    /// - Throws: Where they cannot be compared.
    package func comparison(_ sets: [RunSet], to: Argument?) throws(CommandError) -> Comparison {
        if let first = sets.first,
            let other = sets.first(where: { $0.worldName != first.worldName })
        {
            throw CommandError(
                .failed,
                "\(first.name) is of world \(first.worldName) and \(other.name) of "
                    + "\(other.worldName), which share no random numbers",
                hint: "compare simulations of one world")
        }
        let candidates = sets.flatMap { set in
            set.methods.indices.map {
                Candidate(simulation: set, index: $0, isOneOfMany: sets.count > 1)
            }
        }
        let started = candidates.enumerated().filter { !$0.element.started.isEmpty }
        guard !started.isEmpty else {
            throw CommandError(
                .missing, "there is no step of these simulations yet",
                hint: "resume goes on with what was interrupted")
        }
        let isWhole = started.allSatisfy { !$0.element.whole.isEmpty }
        let chosen = started.map { ($0.offset, $0.element, $0.element.runs(isWhole)) }
        let rows = chosen.flatMap { $0.2.map(\.rows.count) }.min() ?? 0
        let styles =
            sets.count == 1
            ? MethodStyles.styles(of: candidates.map(\.name))
            : MethodStyles.styles(ofRuns: candidates.map(\.name))
        let entries = chosen.map { index, candidate, runs in
            Comparison.Entry(
                name: candidate.name, title: candidate.title, style: styles[index],
                runs: runs.map { $0.cut(to: rows) })
        }
        return Comparison(
            entries: entries, baseline: try baseline(entries, to), rows: rows,
            isExact: sets.allSatisfy { !$0.alternatives.isEmpty }, captionParts: captionParts(sets),
            remarks: remarks(sets, candidates, rows: rows))
    }

    /// Returns the place of the method that a command names, the first where it names none.
    private func baseline(
        _ entries: [Comparison.Entry], _ to: Argument?
    ) throws(CommandError) -> Int {
        guard let to else { return 0 }
        let index =
            entries.firstIndex { $0.name == to.text }
            ?? entries.firstIndex { $0.name.hasSuffix(".\(to.text)") }
        guard let index else {
            throw unknown("method here", to.text, entries.map(\.name), to.span)
        }
        return index
    }

    private func captionParts(_ sets: [RunSet]) -> [String] {
        guard sets.count > 1 else { return sets.first?.caption.words() ?? [] }
        let different = sets.flatMap(\.settings).filter { name, value in
            // Engines and corrections stand in each caption already.
            !["rollout", "correction"].contains(name)
                && sets.contains { $0.settings.contains { $0.name == name && $0.value != value } }
        }
        let names = Set(different.map(\.name))
        let each = sets.map { set in
            let caption = set.caption
            let words = set.settings.filter {
                names.contains($0.name) && !caption.settings.contains($0.name)
            }.map { name, value in
                " · \(name) \(TrainingSettings.description(of: name)?.text(of: value) ?? "")"
            }
            return "\(set.name): \(caption.text)" + words.joined()
        }
        return [each.joined(separator: "; ")]
    }

    /// Returns what has to be said about runs that are not whole, besides how many there are.
    private func remarks(_ sets: [RunSet], _ candidates: [Candidate], rows: Int) -> [String] {
        let absent = candidates.filter(\.started.isEmpty).map { "\($0.name) has no step." }
        let longest = sets.map(\.steps).max() ?? 0
        let cut =
            rows <= longest ? ["Compared are steps 0 to \(rows - 1), which all runs have."] : []
        return absent + cut
    }
}

/// A method of a simulation before it is known which of its runs are compared.
private struct Candidate {
    let simulation: RunSet
    let index: Int
    let isOneOfMany: Bool

    private var method: RunSet.TrainedMethod { simulation.methods[index] }

    var name: String { isOneOfMany ? "\(simulation.name).\(method.name)" : method.name }

    var title: String { isOneOfMany ? "\(method.title), \(simulation.name)" : method.title }

    /// The runs that have at least a row and did not fail.
    var started: [RunSet.Run] {
        simulation.runs.filter { $0.method == method.name && $0.failure == nil && !$0.rows.isEmpty }
    }

    /// The runs that have all their rows.
    var whole: [RunSet.Run] { started.filter(simulation.isComplete) }

    /// Returns the whole runs, or all that began.
    func runs(_ isWhole: Bool) -> [RunSet.Run] { isWhole ? whole : started }
}

extension RunSet.Run {
    /// Returns the run's first rows, without what it takes to go on.
    fileprivate func cut(to count: Int) -> RunSet.Run {
        var run = self
        run.checkpoint = nil
        run.rows.removeLast(max(0, rows.count - count))
        run.probabilities.removeLast(max(0, min(probabilities.count, probabilities.count - count)))
        return run
    }
}
