// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A file in which MLflow keeps one metric of one run: `timestamp value step` on each line.
enum MetricFile {
    /// Returns whether a line is one of such a file.
    static func isLine(_ line: Bytes) -> Bool {
        let words = line.split(whereSeparator: \.isBlank)
        guard words.count == 3, words[0].count >= 10, words[0].allSatisfy(\.isDigit) else {
            return false
        }
        let step = words[2].first == UInt8(ascii: "-") ? words[2].dropFirst() : words[2]
        return step.allSatisfy(\.isDigit) && !step.isEmpty
            && NumberFault(fieldNumber(Bytes(rebasing: words[1]))) != .notANumber
    }

    /// Returns the metric, which is the file's path below the folder `metrics`.
    static func metric(of path: String) -> String {
        let parts = path.split(separator: "/")
        guard let folder = parts.dropLast().lastIndex(of: "metrics") else {
            return parts.last.map(String.init) ?? path
        }
        return parts[(folder + 1)...].joined(separator: "/")
    }
}

extension CurveTable {
    /// Adds a line of a file of MLflow's.
    mutating func readMetricLine(_ line: Bytes) {
        let words = line.split(whereSeparator: \.isBlank)
        guard !words.isEmpty else { return }
        guard MetricFile.isLine(line) else { return unreadable += 1 }
        for (word, name) in zip(words, ["timestamp", "value", "step"]) {
            add(fieldNumber(Bytes(rebasing: word)), named: name)
        }
        endRecord()
    }
}
