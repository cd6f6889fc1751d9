// SPDX-License-Identifier: GPL-3.0-or-later

extension LogReport {
    /// Returns one report on several files that are read as one log.
    ///
    /// Its columns are those that all files have, and the lines of dropped rows are those of the first
    /// file that has such.
    ///
    /// - Parameters:
    ///   - parts: The reports on the files, in the order in which they are read; at least one.
    ///   - path: What messages call all of them.
    /// - Returns: The report; on one file its own.
    package static func combined(_ parts: [LogReport], path: String) -> LogReport {
        guard parts.count > 1, let first = parts.first else { return parts[0] }
        return LogReport(
            path: path,
            format: parts.allSatisfy { $0.format == first.format } ? first.format : "several forms",
            mapping: first.mapping.shared(with: parts.map(\.mapping)),
            rowsRead: parts.reduce(0) { $0 + $1.rowsRead },
            rowsUsed: parts.reduce(0) { $0 + $1.rowsUsed }, dropped: combinedDrops(parts),
            responses: parts.reduce(0) { $0 + $1.responses },
            bytes: parts.reduce(0) { $0 + $1.bytes }, remarks: combinedRemarks(parts))
    }

    private static func combinedDrops(_ parts: [LogReport]) -> [Dropped] {
        var drops: [Dropped] = []
        var places: [String: Int] = [:]
        for drop in parts.flatMap(\.dropped) {
            guard let place = places[drop.reason] else {
                places[drop.reason] = drops.count
                drops.append(drop)
                continue
            }
            drops[place] = Dropped(
                reason: drop.reason, count: drops[place].count + drop.count,
                firstLines: drops[place].firstLines, isFault: drop.isFault)
        }
        return drops.enumerated()
            .sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
            .map(\.element)
    }

    /// Returns what is true of all files once, and else of how many it is, and of which first.
    private static func combinedRemarks(_ parts: [LogReport]) -> [String] {
        var counts: [(remark: String, files: Int, first: String)] = []
        var places: [String: Int] = [:]
        for part in parts {
            for remark in Set(part.remarks).sorted() {
                if let place = places[remark] {
                    counts[place].files += 1
                } else {
                    places[remark] = counts.count
                    counts.append((remark, 1, part.path))
                }
            }
        }
        let most = 12
        let lines = counts.map { remark, files, first in
            files == parts.count
                ? remark
                : printable(fileEnd(first))
                    + (files > 1 ? " and \(counted(files - 1, "other file"))" : "") + ": \(remark)"
        }
        return lines.count <= most
            ? lines
            : lines.prefix(most) + ["and \(lines.count - most) more remarks on single files"]
    }
}

/// Returns the last two parts of a path, which are what tells one file of many from another.
private func fileEnd(_ path: String) -> String {
    path.split(separator: "/").suffix(2).joined(separator: "/")
}

extension ColumnMapping {
    /// Returns the mapping of the columns that others have too.
    fileprivate func shared(with others: [ColumnMapping]) -> ColumnMapping {
        ColumnMapping(
            entries: entries.filter { entry in
                others.allSatisfy { $0[entry.column] != nil }
            },
            unused: unused, remarks: remarks)
    }
}
