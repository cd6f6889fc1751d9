// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results
import TokenLogs
package import WorkbenchModel

extension LoadedLog {
    /// What `load` prints.
    var text: String {
        let dropped = report.rowsRead - report.rowsUsed
        let count =
            " \(counted(report.rowsUsed, "token")) in \(counted(report.responses, "response"))"
            + (dropped == 0 ? ", nothing dropped" : ", \(dropped) dropped")
        let several = parts.isEmpty ? "" : "\(counted(parts.count, "file")), "
        return
            ([" \(shownText(path)): \(several)\(report.format)", " columns: \(columns(report))"]
            + otherColumns + notRead + [count] + drops).joined(separator: "\n")
    }

    private func columns(_ report: LogReport) -> String {
        let first = parts.first ?? report
        return first.mapping.choices.map { "\($0.column)=\(shownText($0.source))" }
            .joined(separator: " ")
    }

    /// The files that are written otherwise than the first one, a few for each way.
    private var otherColumns: [String] {
        guard let first = parts.first else { return [] }
        let usual = way(first)
        var ways: [String] = []
        var names: [String: [String]] = [:]
        for part in parts where way(part) != usual {
            if names[way(part)] == nil { ways.append(way(part)) }
            names[way(part), default: []].append(shownText(part.path))
        }
        let lines = ways.prefix(5).map { way in
            let files = names[way] ?? []
            return "   but \(files.prefix(3).joined(separator: ", "))"
                + (files.count > 3 ? " and \(counted(files.count - 3, "other file"))" : "")
                + ": \(way)"
        }
        return lines + (ways.count > 5 ? ["   and in \(ways.count - 5) other ways"] : [])
    }

    private func way(_ part: LogReport) -> String {
        let columns = part.mapping.choices.map { "\($0.column)=\(shownText($0.source))" }
        return "\(part.format), columns: \(columns.joined(separator: " "))"
    }

    private var notRead: [String] { unreadColumns.map { [" not read: \($0)"] } ?? [] }

    /// The names of the columns that are not read, at most twelve of them; nil where all are.
    package var unreadColumns: String? {
        let (most, unused) = (12, report.mapping.unused)
        guard !unused.isEmpty else { return nil }
        let names = unused.prefix(most).map(shownText).joined(separator: ", ")
        let rest = unused.count - most
        return rest > 0 ? names + " and \(rest) more" : names
    }

    /// The rows that were dropped: each reason with its first places.
    private var drops: [String] {
        report.dropped.map { drop in
            let isFull = drop.count > drop.firstLines.count
            let places =
                parts.isEmpty
                ? "line \(drop.firstLines.map(String.init).joined(separator: ", "))"
                    + (isFull ? ", …" : "")
                : places(of: drop)
            return "   \(drop.count) × \(shownText(drop.reason)) (\(places))"
        }
    }

    private func places(of drop: LogReport.Dropped) -> String {
        let found = parts.flatMap { part in
            part.dropped.filter { $0.reason == drop.reason }.flatMap { part in part.firstLines }
                .map { "\(shownText(part.path)) line \($0)" }
        }
        return found.prefix(3).joined(separator: ", ") + (drop.count > 3 ? ", …" : "")
    }
}

extension LoadedLog {
    /// Whether loading said that every ratio is 1.
    var isSaidToBeOnPolicy: Bool { report.remarks.contains { $0.hasPrefix("on-policy:") } }

    /// The same for programs.
    var json: JSON {
        var members = report.members
        if !parts.isEmpty {
            let files = zip(files, parts).map { file, part in
                JSON.object(part.members + [JSON.Member("step", .optional(file.step))])
            }
            members.append(JSON.Member("files", .array(files)))
        }
        if let stop { members.append(JSON.Member("stopped", .string(stop))) }
        return .object(members)
    }
}

extension JSON {
    fileprivate static func optional(_ number: Int?) -> JSON { number.map(JSON.integer) ?? .null }
}

extension LogReport {
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member("log", .string(path)), JSON.Member("format", .string(format)),
            JSON.Member(
                "columns",
                .object(mapping.choices.map { JSON.Member($0.column, .string($0.source)) })),
            JSON.Member("not_read", .array(mapping.unused.map(JSON.string))),
            JSON.Member("tokens", .integer(rowsUsed)), JSON.Member("rows", .integer(rowsRead)),
            JSON.Member("responses", .integer(responses)),
            JSON.Member("dropped", .array(dropped.map(\.json))),
            JSON.Member("remarks", .array(remarks.map(JSON.string))),
        ]
    }
}

extension LogReport.Dropped {
    fileprivate var json: JSON {
        .object([
            JSON.Member("reason", .string(reason)), JSON.Member("count", .integer(count)),
            JSON.Member("lines", .array(firstLines.map(JSON.integer))),
        ])
    }
}
