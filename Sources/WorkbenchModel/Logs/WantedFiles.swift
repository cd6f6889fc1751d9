// SPDX-License-Identifier: GPL-3.0-or-later

/// Which files of a folder are taken for logs of tokens, or for training curves: their names say so.
package enum WantedFiles: Sendable {
    case logs, curves

    private static let packed = ["gz", "zst"]

    private var endings: [String] {
        let tables = ["jsonl", "ndjson", "json", "csv", "tsv"]
        return tables + (self == .logs ? ["npz"] : ["log", "txt"])
    }

    /// Returns whether a file in a folder is wanted.
    func contains(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return false }
        if self == .curves, name.contains("tfevents") { return true }
        var words = name.split(separator: ".", omittingEmptySubsequences: false)
        if let last = words.last, Self.packed.contains(last.lowercased()) { words.removeLast() }
        // MLflow has a file without an ending for each metric.
        guard words.count > 1, let ending = words.last else {
            return self == .curves && parts.dropLast().contains("metrics")
        }
        return endings.contains(ending.lowercased())
    }

    /// What there is none of, where there is none.
    var noun: String { self == .logs ? "log" : "file of training curves" }

    /// How such files are called.
    var names: String {
        "their names end in \(endings.map { ".\($0)" }.joined(separator: ", ")), also with "
            + Self.packed.map { ".\($0)" }.joined(separator: " or ")
    }
}
