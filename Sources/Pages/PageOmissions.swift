// SPDX-License-Identifier: GPL-3.0-or-later

import Results
import TokenWeights
import WorkbenchModel

extension PageSubject {
    /// What of the figure or the bench a page does not compute, and why, one sentence each.
    var omissions: [String] {
        pictures + drawn + switchable + thinned + benchOmissions
            + (training.obstacle.isEmpty ? [] : [training.obstacle])
    }

    private var pictures: [String] {
        let kinds = parts.compactMap(\.picture)
        guard !kinds.isEmpty else { return [] }
        return [
            "\(kinds.joined(separator: ", ")): shown as a picture, which does not change with what is set here."
        ]
    }

    /// Methods that the figure draws and the page cannot.
    private var drawn: [String] {
        methods.filter { !$0.isOfPages }.map { method in
            "\(PageText.plain(method.rule.title)) weighs whole \(method.rule.scope.plural), which no "
                + "expression of one token says: it is in the picture alone."
        }
    }

    /// Methods that a reader might look for.
    private var switchable: [String] {
        let names = Set(methods.map(\.rule.name))
        let missing = others.filter { !$0.isOfPages && !names.contains($0.rule.name) }
        guard !missing.isEmpty else { return [] }
        let titles = missing.map { PageText.plain($0.rule.title) }.joined(separator: ", ")
        return [
            "Not among the methods to choose, since more than a token decides their weights: \(titles)."
        ]
    }

    private var thinned: [String] {
        parts.compactMap { part in
            guard case .recorded(let recorded) = part, recorded.stride > 1 else { return nil }
            return
                "\(PageText.plain(recorded.title)): of every \(recorded.stride) steps the page has one."
        }
    }

    private var benchOmissions: [String] {
        var sentences: [String] = []
        if bench.tokens.count > Self.mostTokens {
            sentences.append(
                "The page has the first \(Self.mostTokens) of \(bench.tokens.count) tokens.")
        }
        if bench.tokens.values.contains(where: { $0.response != nil }) {
            sentences.append("Which response a token belongs to counts for nothing here.")
        }
        let corrections = bench.rules.values.filter { $0.kind == .correction }.map(\.name)
        if !corrections.isEmpty {
            sentences.append(
                "Corrections are not here: \(corrections.joined(separator: ", ")).")
        }
        return sentences
    }
}
