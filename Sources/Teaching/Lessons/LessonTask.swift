// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
package import WorkbenchModel

/// Something to do, judged by what comes of it and never by what was typed.
package struct LessonTask: Sendable, Equatable {
    /// Lines that do it.
    package let solution: [String]

    /// The condition under which it is done, by the names of ``LessonNumbers``.
    ///
    /// Nil where the bench has to have what the solution changes about it.
    package let check: String?

    /// Judges a task by what it has led to.
    ///
    /// - Parameters:
    ///   - numbers: The workbench as it is, and what was drawn.
    ///   - before: The workbench from which the step begins.
    ///   - model: The workbench that the solution makes of it.
    /// - Returns: Whether it is done.
    package func isDone(_ numbers: LessonNumbers, before: Workbench, model: Workbench) -> Bool {
        guard let check else { return numbers.workbench.has(changesFrom: before, to: model) }
        return (try? numbers.holds(check)) ?? false
    }
}

extension Workbench {
    /// Returns whether this has all that is another in one workbench than in another before it.
    ///
    /// Numbers may differ by a millionth part; what else there is here does not count.
    package func has(changesFrom before: Workbench, to model: Workbench) -> Bool {
        bench.has(changesFrom: before.bench, to: model.bench)
            && model.runs.dropFirst(before.runs.count).allSatisfy { run in
                runs.contains { $0.isLike(run) }
            }
    }

    /// Returns whether anything about it is another than before that a task could ask for.
    package func offersMore(than before: Workbench) -> Bool {
        !before.has(changesFrom: before, to: self)
    }
}

extension Bench {
    fileprivate func has(changesFrom before: Bench, to model: Bench) -> Bool {
        let changed = model.tokens.values.filter { before.tokens[$0.name] != $0 }
        let dropped = before.tokens.values.filter { model.tokens[$0.name] == nil }
        let changedRules = model.rules.values.filter { before.rules[$0.name] != $0 }
        return changed.allSatisfy { tokens[$0.name]?.isNear($0) ?? false }
            && dropped.allSatisfy { tokens[$0.name] == nil }
            && Bench.has(common, changesFrom: before.common, to: model.common)
            && Set(before.ofMethod.keys).union(model.ofMethod.keys).allSatisfy {
                Bench.has(
                    ofMethod[$0] ?? [:], changesFrom: before.ofMethod[$0] ?? [:],
                    to: model.ofMethod[$0] ?? [:])
            }
            && (before.methodNames == model.methodNames
                || Set(methodNames) == Set(model.methodNames))
            && changedRules.allSatisfy { rules[$0.name] != nil }
    }

    private static func has(
        _ values: [String: Double], changesFrom before: [String: Double],
        to model: [String: Double]
    ) -> Bool {
        Set(before.keys).union(model.keys).allSatisfy { name in
            guard before[name] != model[name] else { return true }
            guard let value = values[name], let other = model[name] else {
                return values[name] == nil && model[name] == nil
            }
            return isNear(value, other)
        }
    }
}

extension BenchToken {
    /// Returns whether its numbers are those of another, up to a millionth part.
    package func isNear(_ other: BenchToken) -> Bool {
        Teaching.isNear(old.value, other.old.value) && Teaching.isNear(new.value, other.new.value)
            && Teaching.isNear(advantage, other.advantage) && entropy == other.entropy
    }
}

extension RunSet {
    /// Returns whether this trains the same methods under the same settings, at least as often.
    fileprivate func isLike(_ other: RunSet) -> Bool {
        let (mine, others) = (
            Dictionary(settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 }),
            Dictionary(other.settings.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        )
        return worldName == other.worldName && steps == other.steps && mine == others
            && Set(methods.map(\.name)).isSuperset(of: other.methods.map(\.name))
            && Set(seeds).isSuperset(of: other.seeds) && isDone
            && alternatives == other.alternatives
    }
}

private func isNear(_ number: Double, _ other: Double) -> Bool {
    number == other || abs(number - other) <= 1e-6 * max(abs(number), abs(other))
}
