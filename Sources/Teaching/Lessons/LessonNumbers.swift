// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Simulation
import TokenWeights
package import WorkbenchModel

/// The numbers that a lesson's texts, checks and answers may name, read off a workbench.
///
///     old.NAME new.NAME adv.NAME r.NAME     of a token of the bench
///     rho.NAME f.CORRECTION.NAME            π_old/μ of it, and a correction's factor
///     w.METHOD.NAME g.METHOD.NAME           its weight, and the size of its gradient on its logit
///     entropy.METHOD acc.METHOD …           of the last simulation, at its end: the mean over seeds
///     low.METHOD high.METHOD                the interval of entropy's difference to the first method
///     p.METHOD.NAME                         of the bench's own simulation, at its end
///     start.METRIC setting.NAME             of the last simulation; METRIC at its first step
///     tokens runs figures files undone      how many there are, or were drawn or undone in the step
///
/// Besides these, all that the calculator knows. In names of methods `_` stands for `-`, and `best`
/// is the method that ended with the most entropy.
package struct LessonNumbers: Sendable {
    /// What the numbers are of.
    package let workbench: Workbench

    /// How many figures were drawn since the step began.
    package var figures = 0

    /// How many of them were written to files.
    package var files = 0

    /// Whether something that was undone could be made again.
    package var hasUndone = false

    package init(workbench: Workbench, figures: Int = 0, files: Int = 0, hasUndone: Bool = false) {
        self.workbench = workbench
        self.figures = figures
        self.files = files
        self.hasUndone = hasUndone
    }

    /// Returns the value of an expression.
    ///
    /// - Throws: Where it cannot be read, or names what is not there.
    package func value(of text: String) throws(CommandError) -> Double {
        do throws(ExpressionError) {
            let expression = try Expression(parsing: text)
            return try expression.value(in: scope(for: expression))
        } catch {
            throw CommandError(
                .syntax, "\(error.problem), in \(shownText(text))", hint: error.remedy)
        }
    }

    /// Returns whether a condition holds.
    package func holds(_ condition: String) throws(CommandError) -> Bool {
        try value(of: "if \(condition) then 1 else 0") == 1
    }

    /// Returns a text with a number in the place of each `{EXPRESSION}`.
    ///
    /// `{EXPRESSION:2}` gives that many decimals; else four digits that count.
    package func filled(_ text: String) throws(CommandError) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let inner = rest[rest.index(after: open)..<close]
            let parts = inner.split(separator: ":", maxSplits: 1).map(String.init)
            let number = try value(of: parts.first ?? "")
            let decimals = parts.count > 1 ? Int(parts[1]) : nil
            result +=
                decimals.map { NumberText.fixed(number, digits: $0) }
                ?? NumberText.significant(number, digits: 4)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    /// Returns the calculator's scope, with those names that an expression uses.
    private func scope(for expression: Expression) -> Scope {
        var scope = workbench.bench.calculatorScope
        for name in expression.names {
            if let number = number(name) { scope.numbers[name] = number }
        }
        return scope
    }

    /// Returns the number after a name, or nil where there is none.
    private func number(_ name: String) -> Double? {
        let parts = name.split(separator: ".").map(String.init)
        switch (parts.first, parts.count) {
        case ("tokens", 1): return Double(workbench.bench.tokens.count)
        case ("runs", 1): return Double(workbench.runs.count)
        case ("figures", 1): return Double(figures)
        case ("files", 1): return Double(files)
        case ("undone", 1): return hasUndone ? 1 : 0
        case ("start", 2):
            return Metric(rawValue: parts[1]).flatMap { metric in
                workbench.runs.last?.runs.first?.rows.first?[metric]
            }
        case ("setting", 2):
            return workbench.runs.last?.settings.first { $0.name == parts[1] }?.value
        case (let kind?, 2): return ofToken(kind, parts[1]) ?? ofRuns(kind, method(parts[1]))
        case (let kind?, 3): return ofBoth(kind, method(parts[1]), parts[2])
        default: return nil
        }
    }

    private func method(_ name: String) -> String {
        name.split(separator: "_").joined(separator: "-")
    }

    private func ofToken(_ kind: String, _ name: String) -> Double? {
        guard let token = token(name) else { return nil }
        switch kind {
        case "old": return token.old.value
        case "new": return token.new.value
        case "adv": return token.advantage
        case "r": return Bench.weighable([token]).first?.importanceRatio
        case "rho": return Bench.weighable([token]).first?.engineRatio
        default: return nil
        }
    }

    /// Returns a token by its name, whose Greek letters an expression spells out.
    private func token(_ name: String) -> BenchToken? {
        workbench.bench.tokens[name]
            ?? workbench.bench.tokens.values.first { canonicalName($0.name) == name }
    }

    private func ofBoth(_ kind: String, _ method: String, _ name: String) -> Double? {
        if kind == "p" { return share(of: name, under: method) }
        if kind == "f" { return factor(of: name, under: method) }
        guard let bound = workbench.bench.methods([method]).first, let token = token(name),
            let weighable = Bench.weighable([token]).first
        else { return nil }
        switch kind {
        case "w": return bound.bound.weight(weighable)
        case "g": return bound.gradientSize(weighable)
        default: return nil
        }
    }
}

extension LessonNumbers {
    /// Returns the factor of a correction, with its own bounds, for a token that is a response by itself.
    private func factor(of name: String, under correction: String) -> Double? {
        guard let token = token(name), let weighable = Bench.weighable([token]).first else {
            return nil
        }
        return workbench.bench.correction(named: correction)?.bound().factor(weighable)
    }

    private func ofRuns(_ kind: String, _ method: String) -> Double? {
        guard let run = workbench.runs.last else { return nil }
        switch kind {
        case "low": return entropyDifference(run, method)?.low
        case "high": return entropyDifference(run, method)?.high
        default: return Metric(rawValue: kind).flatMap { mean($0, run, method) }
        }
    }

    private func mean(_ metric: Metric, _ run: RunSet, _ method: String) -> Double? {
        let values = run.usableRuns(of: method == "best" ? best(run) : method).compactMap {
            Trajectory.final(metric, $0.rows)
        }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Returns the method that ended with the most entropy.
    private func best(_ run: RunSet) -> String {
        run.methods.map(\.name).max {
            (mean(.entropy, run, $0) ?? 0) < (mean(.entropy, run, $1) ?? 0)
        } ?? ""
    }

    /// Returns the interval of the differences to the first method, seed by seed.
    private func entropyDifference(_ run: RunSet, _ method: String) -> Interval? {
        guard let first = run.methods.first else { return nil }
        let others = run.usableRuns(of: first.name)
        let differences = run.usableRuns(of: method).compactMap { each -> Double? in
            guard let other = others.first(where: { $0.seed == each.seed }),
                let entropy = Trajectory.final(.entropy, each.rows),
                let reference = Trajectory.final(.entropy, other.rows)
            else { return nil }
            return entropy - reference
        }
        return differences.isEmpty ? nil : Statistics.interval(differences)
    }

    private func share(of name: String, under method: String) -> Double? {
        guard let set = workbench.runs.last,
            let place = set.alternatives.firstIndex(where: { canonicalName($0) == name }),
            let last = set.usableRuns(of: method == "best" ? best(set) : method).first?
                .probabilities.last,
            last.indices.contains(place)
        else { return nil }
        return last[place]
    }
}
