// SPDX-License-Identifier: GPL-3.0-or-later

/// Which of the metrics of a training people look at first.
package enum MainMetrics {
    /// Parts of names under which trainers log what matters, the most telling first.
    private static let words = [
        ["entropy"], ["clip"], ["kl"], ["ratio"], ["reward", "score", "acc"], ["grad_norm"],
        ["length"],
        ["loss"],
    ]

    /// Returns metrics in the order in which people look at them.
    ///
    /// One of each kind comes first, then the second ones; within a kind, and among those of no kind,
    /// which come last, the order stays.
    package static func order(_ metrics: [String]) -> [String] {
        var counts = [Int](repeating: 0, count: words.count + 1)
        let ranked = metrics.enumerated().map { place, metric in
            let name = metric.lowercased()
            let kind = words.firstIndex { $0.contains(where: name.contains) } ?? words.count
            counts[kind] += 1
            let turn = kind == words.count ? Int.max : counts[kind]
            return (rank: (turn, kind, place), metric: metric)
        }
        return ranked.sorted { $0.rank < $1.rank }.map(\.metric)
    }
}
