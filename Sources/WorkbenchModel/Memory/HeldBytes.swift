// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Simulation
import TokenLogs
import Transformer

extension Workbench {
    /// Returns how much memory a workbench takes besides what another one shares with it.
    ///
    /// Counted are the arrays of tokens, rules, runs, sweeps and curves and the texts in them, each
    /// where it is not one in memory with the other's. What is left out is small: parameters that were
    /// set, and the words of reports. A training that can go on counts as ``Checkpoint/bytes``.
    package func bytes(notIn other: Workbench) -> Int {
        bench.tokens.bytes(notIn: other.bench.tokens)
            + bench.rules.bytes(notIn: other.bench.rules, of: \.bytes)
            + bench.settingBytes(notIn: other.bench)
            + runs.bytes(notIn: other.runs) { $0.bytes(notIn: $1) }
            + logs.bytes(notIn: other.logs) { log, other in log == other ? 0 : log.bytes }
            + (curves.map { $0.bytes(notIn: other.curves) } ?? 0)
            + (sweep.map { $0.bytes(notIn: other.sweep) } ?? 0)
            + policies.bytes(notIn: other.policies) { policy, _ in
                policy.path.bytes + policy.origin.bytes
            }
    }
}

extension Array {
    /// Returns the memory of a list and of what its elements hold, besides what another list shares:
    /// an element is compared with that in its place.
    fileprivate func bytes(notIn other: [Element], _ own: (Element, Element?) -> Int) -> Int {
        guard !areOne(self, other) else { return 0 }
        return indices.reduce(bytes) {
            $0 + own(self[$1], other.indices.contains($1) ? other[$1] : nil)
        }
    }
}

extension Bench {
    /// Returns the memory of what was set and chosen, where it is not as in another bench.
    fileprivate func settingBytes(notIn other: Bench) -> Int {
        // A dictionary's place takes its key, its value and, by the load, a third again.
        let values = common.capacity + ofMethod.values.reduce(0) { $0 + $1.capacity }
        let settings = common == other.common && ofMethod == other.ofMethod ? 0 : values * 32
        return settings + (methodNames == other.methodNames ? 0 : methodNames.textBytes)
    }
}

extension TypedRule {
    /// The memory of its text and of the parts that it was read into.
    fileprivate var bytes: Int { expression.source.bytes + expression.partBytes }
}

extension RunSet {
    /// Returns the memory of a simulation, besides what it shares with another.
    fileprivate func bytes(notIn other: RunSet?) -> Int {
        guard let other else {
            return headBytes + runs.reduce(runs.bytes) { $0 + $1.bytes(notIn: nil) }
        }
        guard !areOne(runs, other.runs) else { return 0 }
        let own = runs.indices.reduce(runs.bytes) {
            $0 + runs[$1].bytes(notIn: other.runs.indices.contains($1) ? other.runs[$1] : nil)
        }
        return own + (areOne(setup, other.setup) ? 0 : headBytes)
    }

    /// The memory of what was asked for.
    private var headBytes: Int {
        command.bytes + setup.textBytes + seeds.bytes + settings.bytes + alternatives.textBytes
            + methods.reduce(methods.bytes) { $0 + $1.parameters.bytes }
    }
}

extension RunSet.Run {
    /// Returns the memory of a run's numbers, besides what it shares with another.
    fileprivate func bytes(notIn other: RunSet.Run?) -> Int {
        let isShared = other.map { areOne(rows, $0.rows) } ?? false
        guard !isShared else { return 0 }
        return rows.bytes + probabilities.reduce(probabilities.bytes) { $0 + $1.bytes }
            + answers.reduce(answers.bytes) { $0 + $1.bytes } + (weights?.values.bytes ?? 0)
            + (held == nil || held === other?.held ? 0 : held?.checkpoint.bytes ?? 0)
    }
}

extension LoadedLog {
    /// The memory of the report; the tokens stay in their file.
    fileprivate var bytes: Int {
        words.textBytes + files.reduce(files.bytes) { $0 + $1.path.bytes } + report.heldBytes
            + parts.reduce(parts.bytes) { $0 + $1.heldBytes }
    }
}

extension LogReport {
    fileprivate var heldBytes: Int {
        path.bytes + remarks.textBytes
            + dropped.reduce(dropped.bytes) { $0 + $1.firstLines.bytes }
            + mapping.entries.reduce(mapping.entries.bytes) { $0 + $1.source.bytes }
    }
}

extension LoadedCurves {
    /// Returns the memory of the curves' numbers, where another one does not share them.
    fileprivate func bytes(notIn other: LoadedCurves?) -> Int {
        guard !(other.map { areOne(files, $0.files) } ?? false) else { return 0 }
        return files.reduce(files.bytes) { sum, file in
            var steps: [Double] = []
            return file.curves.reduce(sum + file.curves.bytes) { sum, curve in
                // Metrics that a trainer writes together share their steps.
                let own = areOne(steps, curve.steps) ? 0 : curve.steps.bytes
                steps = curve.steps
                return sum + own + curve.values.bytes
            }
        }
    }
}

extension SweepResult {
    /// Returns the memory of a sweep's rows, where another one does not share them.
    fileprivate func bytes(notIn other: SweepResult?) -> Int {
        guard !(other.map { areOne(rows, $0.rows) } ?? false) else { return 0 }
        return setup.textBytes
            + rows.reduce(rows.bytes) {
                $0 + $1.values.bytes + $1.outcomes.bytes + ($1.failure?.reason.bytes ?? 0)
            }
    }
}

extension [BenchCommand] {
    /// The memory of the list and of all its texts.
    fileprivate var textBytes: Int { reduce(bytes) { $0 + $1.text.bytes } }
}
