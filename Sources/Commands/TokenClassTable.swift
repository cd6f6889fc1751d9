// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Plots
import Results
import TokenLogs
import WorkbenchModel

extension Workspace {
    /// Shows the classes of a log's tokens.
    mutating func presentClasses(
        _ log: LoadedLog, _ arguments: Arguments
    ) throws(CommandError) {
        let interval = clipInterval(arguments)
        var means = TokenClass.allCases.map { _ in TokenMeans() }
        try read(log) { response in
            for logged in response {
                let token = logged.token
                let found = TokenClass(
                    token, epsilonLow: interval.low, epsilonHigh: interval.high)
                if let index = TokenClass.allCases.firstIndex(of: found) { means[index].add(token) }
            }
        }
        try present(classTable(means, log), arguments)
        if let words = classWords(means) { remark(words) }
    }
}

/// Returns one row a class, and one for what the log's own mask leaves out.
private func classTable(_ means: [TokenMeans], _ log: LoadedLog) -> Table {
    let all = means.reduce(0) { $0 + $1.tokens }
    var table = Table(
        columns: [
            Table.Column("class", importance: 3), Table.Column("tokens", importance: 3),
            Table.Column("share", importance: 2), Table.Column("old", "π_old"),
            Table.Column("new", "π"), Table.Column("entropy", "H"), Table.Column("ratio", "r"),
            Table.Column("advantage", "|A|"),
        ])
    table.rows = zip(TokenClass.allCases, means).map { kind, means in
        [
            .text(kind.rawValue), .integer(means.tokens),
            .optional(all > 0 ? Double(means.tokens) / Double(all) : nil),
            .optional(means.oldProbability), .optional(means.probability),
            .optional(means.entropy), .optional(means.ratio), .optional(means.advantage),
        ]
    }
    let masked = log.report.dropped.filter { !$0.isFault }.reduce(0) { $0 + $1.count }
    table.rows.append(
        [.text("outside_mask"), .integer(masked)] + [Table.Cell](repeating: .none, count: 6))
    let masks = log.report.mapping.entries.filter { $0.column.hasSuffix("mask") }.map(\.source)
    table.caption =
        "shares are of the tokens used; "
        + (masks.isEmpty
            ? "the log has no mask" : "masks: \(masks.map(shownText).joined(separator: ", "))")
    return table
}

/// Returns in words what clipped tokens are like.
private func classWords(_ means: [TokenMeans]) -> String? {
    let classes = Dictionary(zip(TokenClass.allCases, means), uniquingKeysWith: { $1 })
    guard let kept = classes[.kept], let known = kept.oldProbability else { return nil }
    let parts = [(TokenClass.clippedHigh, "above"), (.clippedLow, "below")].compactMap {
        kind, side -> String? in
        guard let means = classes[kind], means.tokens > 0, let old = means.oldProbability
        else { return nil }
        let entropy = means.entropy.map { ", H \(NumberText.significant($0, digits: 3))" } ?? ""
        return "clipped \(side): π_old \(NumberText.significant(old, digits: 3))\(entropy)"
    }
    guard !parts.isEmpty else { return "nothing is clipped" }
    let entropy = kept.entropy.map { ", H \(NumberText.significant($0, digits: 3))" } ?? ""
    return "means of \(parts.joined(separator: "; ")); kept: π_old "
        + "\(NumberText.significant(known, digits: 3))\(entropy)"
}
