// SPDX-License-Identifier: GPL-3.0-or-later

/// The tables of a sheet of the tiny transformer.
///
/// It prints its comparisons as CSV: that of all its runs first, then those of single runs.
struct EvidenceNetwork {
    private let sheet: EvidenceSheet
    let comparisons: [EvidenceComparison]
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
        return table(whole, first) + [""] + table(whole, second) + within(first)
            + ["", caption, "", EvidenceText.chance(count)]
    }

    /// The means of ratios, and what the mask stops.
    var ratios: [String] { own(EvidenceColumn.networkRatios) { _ in true } }

    /// Where the methods that were trained at every learning rate stand.
    var pareto: [String] {
        let every = runs.map(\.methods).reduce(runs.first?.methods ?? []) { all, more in
            all.filter(more.contains)
        }
        return own(EvidenceColumn.networkPareto) { name in
            every.contains { name.hasPrefix("\($0) ") }
        }
    }

    /// What all tables say of themselves.
    var caption: String {
        "Tiny transformer, \(setup), world `reach`, `verifier=strict`, 150 steps, lr "
            + "\(word("lr")) where no other is named."
    }

    /// The network, and how often it was trained.
    var setup: String {
        let base = word("base")
        return "size \(word("size")), base \(base.isEmpty ? "1" : base), "
            + "seeds \(word("seeds").replacing("..", with: "–"))"
    }

    /// What the first simulation is given for a key; empty where it is left as usual.
    private func word(_ key: String) -> Substring {
        let line = sheet.lines.first { $0.hasPrefix("simulate ") } ?? ""
        return line.split(separator: " ").first { $0.hasPrefix("\(key)=") }?
            .dropFirst(key.count + 1) ?? ""
    }

    /// The runs with their methods, and the words that tell them apart.
    var runs: [(methods: [String], words: String)] {
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

    /// The comparisons after that of all runs: of one run, at its learning rate, or of some.
    private func within(_ columns: [EvidenceColumn]) -> [String] {
        let rows = zip(runs.dropFirst(), comparisons.dropFirst()).flatMap { run, comparison in
            comparison.methods.dropFirst().map { method in
                ["`\(words[method] ?? "\(method) \(run.words)")`"]
                    + columns.map { comparison.difference(method, $0, among: count) }
            }
        }
        guard let first = comparisons.dropFirst().first?.methods.first else { return [] }
        let head =
            "Δ to `\(words[first] ?? first)`" + (words[first] == nil ? " at the same lr" : "")
        return [""] + EvidenceText.table([head] + columns.map(\.title), rows)
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
