// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

extension EvidenceColumn {
    static let networkLearning = [
        EvidenceColumn(title: "entropy, all steps", metric: "entropy", moment: .mean),
        EvidenceColumn(title: "entropy, end", metric: "entropy", moment: .final),
        EvidenceColumn(title: "reward, all steps", metric: "reward", moment: .mean),
        EvidenceColumn(title: "pass@1, end", metric: "held_acc", moment: .final),
        EvidenceColumn(title: "pass@8, end", metric: "held_pass8", moment: .final),
        EvidenceColumn(title: "pass@16, end", metric: "held_pass16", moment: .final),
        EvidenceColumn(title: "greedy, end", metric: "held_greedy", moment: .final),
    ]

    static let networkSamples = [
        EvidenceColumn(title: "false steps, all steps", metric: "wrong", moment: .mean),
        EvidenceColumn(title: "duplicates, all steps", metric: "dup_rate", moment: .mean),
        EvidenceColumn(title: "repeated pairs, all steps", metric: "rep_bigram", moment: .mean),
        EvidenceColumn(title: "KL(π‖π₀), end", metric: "kl_ref", moment: .final),
        EvidenceColumn(title: "KL of a step, all steps", metric: "kl_old", moment: .mean),
    ]

    static let networkRatios = [
        EvidenceColumn(title: "mean r, A > 0", metric: "ratio_pos", moment: .mean),
        EvidenceColumn(title: "mean r, A < 0", metric: "ratio_neg", moment: .mean),
        EvidenceColumn(title: "not yet trained on, A > 0", metric: "ratio_first_pos", moment: .mean),
        EvidenceColumn(title: "not yet trained on, A < 0", metric: "ratio_first_neg", moment: .mean),
        EvidenceColumn(title: "masked, A > 0", metric: "mask_pos", moment: .mean),
        EvidenceColumn(title: "masked, A < 0", metric: "mask_neg", moment: .mean),
    ]

    static let networkPareto = [
        networkLearning[2], networkLearning[0], networkLearning[3],
        EvidenceColumn(title: "pass@2, end", metric: "held_pass2", moment: .final),
        networkLearning[4], networkLearning[5], networkLearning[6],
    ]

    static let networkRegimes = [
        networkLearning[0], networkLearning[2], networkLearning[3], networkLearning[4],
        networkLearning[6],
    ]
}

/// The tables of a sheet of the tiny transformer. It prints its comparisons as CSV: that of all its runs
/// first, then those of single runs.
struct EvidenceNetwork {
    private let sheet: EvidenceSheet
    private let comparisons: [EvidenceComparison]
    private let words: [String: String]

    /// Reads what a sheet printed.
    init(_ sheet: EvidenceSheet) {
        self.sheet = sheet
        comparisons = EvidenceComparison.printed(sheet)
        words = sheet.methodWords
    }

    /// The comparison of all runs.
    var whole: EvidenceComparison? { comparisons.first }

    /// The method of the whole comparison that some words name, such as `grpo lr=0.0001`.
    func method(_ words: String) -> String? { self.words.first { $0.value == words }?.key }

    /// How many differences the tables have.
    var count: Int {
        let columns = EvidenceColumn.networkLearning.count
        let first = (comparisons.first?.methods.count ?? 1) - 1
        return comparisons.dropFirst().reduce(
            first * (columns + EvidenceColumn.networkSamples.count)
        ) { $0 + ($1.methods.count - 1) * columns }
    }

    /// All differences: two tables against the first method, and one of methods against the first of
    /// their own run.
    var differences: [String] {
        guard let whole else { return [] }
        let (first, second) = (EvidenceColumn.networkLearning, EvidenceColumn.networkSamples)
        return table(whole, first) + [""] + table(whole, second) + [""] + within(first)
            + ["", caption, "", EvidenceText.chance(count)]
    }

    /// The means of ratios, and what the mask stops.
    var ratios: [String] { own(EvidenceColumn.networkRatios) { _ in true } }

    /// Where the methods that were trained at every learning rate stand.
    var pareto: [String] {
        let every = Set(runs.map(\.methods).reduce(runs.first?.methods ?? []) { all, more in
            all.filter(more.contains)
        })
        return own(EvidenceColumn.networkPareto) { name in every.contains { name.hasPrefix("\($0) ") } }
    }

    /// A row for each run and method: what it differs by from the first of its run, and that run's ratios.
    var regimes: [String] {
        let columns = EvidenceColumn.networkRegimes
        let heads = ["run", "Δ"] + columns.map(\.title) + ["mean r of the first", "masked there"]
        let total = comparisons.reduce(0) { $0 + ($1.methods.count - 1) * columns.count }
        let ratios = EvidenceColumn.networkRatios
        let rows = zip(runs, comparisons).flatMap { run, comparison in
            comparison.methods.enumerated().map { index, method in
                let first = comparison.methods[0]
                let cells = columns.map { column in
                    index == 0
                        ? comparison.own(method, column)
                        : comparison.difference(method, column, among: total)
                }
                let pairs = [(ratios[0], ratios[1]), (ratios[4], ratios[5])].map { pair in
                    index > 0
                        ? ""
                        : [pair.0, pair.1].map { short(comparison, first, $0) }.joined(separator: " / ")
                }
                return [index == 0 ? "`\(run.words)`" : "", "`\(method)`"] + cells + pairs
            }
        }
        return EvidenceText.table(heads, rows) + ["", caption, "", EvidenceText.chance(total)]
    }

    /// What all tables say of themselves.
    private var caption: String {
        let line = sheet.lines.first { $0.hasPrefix("simulate ") } ?? ""
        let word = { (key: String) in
            line.split(separator: " ").first { $0.hasPrefix("\(key)=") }?.dropFirst(key.count + 1)
        }
        let seeds = (word("seeds") ?? "").replacing("..", with: "–")
        return
            "Tiny transformer, size \(word("size") ?? ""), base \(word("base") ?? "1"), world `reach`, "
            + "`verifier=strict`, seeds \(seeds), 150 steps, lr \(word("lr") ?? "") where no other is named."
    }

    /// The runs with their methods, and the words that tell them apart.
    private var runs: [(methods: [String], words: String)] {
        let lines = sheet.lines.filter { $0.hasPrefix("simulate ") }
        let words = lines.map { $0.split(separator: " ").dropFirst().map(String.init) }
        let common = words.dropFirst().reduce(Set(words.first ?? [])) { $0.intersection($1) }
        return words.map { words in
            let methods = words.first { $0.hasPrefix("methods=") }?.dropFirst(8) ?? ""
            let apart = words.filter { !common.contains($0) && !$0.hasPrefix("methods=") }
            let shown = apart.isEmpty ? ["methods=\(methods)"] : apart
            return (methods.split(separator: ",").map(String.init), shown.joined(separator: " "))
        }
    }

    private func name(_ method: String) -> String { "`\(words[method] ?? method)`" }

    private func short(
        _ comparison: EvidenceComparison, _ method: String, _ column: EvidenceColumn
    ) -> String {
        let value = comparison.values(method, column)[column.moment.rawValue] ?? .nan
        return value.formatted(
            .number.precision(.fractionLength(3)).locale(Locale(identifier: "en_US_POSIX")))
    }

    private func table(
        _ comparison: EvidenceComparison, _ columns: [EvidenceColumn]
    ) -> [String] {
        let first = comparison.methods.first ?? ""
        let rows = comparison.methods.map { method in
            [name(method) + (method == first ? " itself" : "")]
                + columns.map { column in
                    method == first
                        ? comparison.own(method, column)
                        : comparison.difference(method, column, among: count)
                }
        }
        return EvidenceText.table(["Δ to \(name(first))"] + columns.map(\.title), rows)
    }

    private func within(_ columns: [EvidenceColumn]) -> [String] {
        let rows = zip(runs.dropFirst(), comparisons.dropFirst()).flatMap { run, comparison in
            comparison.methods.dropFirst().map { method in
                ["`\(method) \(run.words)`"]
                    + columns.map { comparison.difference(method, $0, among: count) }
            }
        }
        guard !rows.isEmpty else { return [] }
        let first = comparisons.first?.methods.first?.split(separator: ".").last ?? ""
        return EvidenceText.table(["Δ to `\(first)` at the same lr"] + columns.map(\.title), rows)
    }

    private func own(
        _ columns: [EvidenceColumn], of isShown: (_ name: String) -> Bool
    ) -> [String] {
        guard let whole else { return [] }
        let rows = whole.methods.filter { isShown("\(words[$0] ?? $0) ") }.map { method in
            [name(method)] + columns.map { whole.own(method, $0) }
        }
        return EvidenceText.table(["method"] + columns.map(\.title), rows) + ["", caption]
    }
}
