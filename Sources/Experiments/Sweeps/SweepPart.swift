// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Results
import TextFiles
package import WorkbenchModel

/// One part of a sweep as a file: what has to be known of the whole, then a row a run.
///
/// The head is made of lines `# key: value`; the rest is CSV.
package struct SweepPart: Sendable, Equatable {
    /// Which part it is.
    package let shard: Shard

    /// Whether it was done to its end.
    package let isComplete: Bool

    /// What was found.
    package let result: SweepResult

    /// The first line of every such file.
    package static let mark = "# flipside sweep part"

    /// The most lines of a head: a line a token of the bench, and some.
    private static let mostHeadLines = 1_100_000

    /// The file.
    package var text: String {
        let head = [
            ("version", Version.number), ("shard", shard.text),
            ("complete", isComplete ? "yes" : "no"), ("units", String(result.units)),
            ("exact", result.isExact ? "yes" : "no"), ("command", result.command),
            ("caption", result.caption.text),
        ]
        let lines =
            [Self.mark] + (head + result.setup.map { ("setup", $0.text) }).map(Self.line)
        return lines.map { $0 + "\n" }.joined() + TableFormat.csv.text(of: table, digits: 4) + "\n"
    }

    private static func line(_ key: String, _ value: String) -> String {
        "# \(key): \(value.split(whereSeparator: \.isNewline).joined(separator: " "))"
    }

    private var table: Table {
        var table = Table(columns: [Table.Column("unit")] + result.axes.map { Table.Column($0) })
        table.columns += ["method", "seed"].map { Table.Column($0) }
        table.columns += SweepResult.outcomes.map { Table.Column($0.key) }
        table.columns.append(Table.Column("failure"))
        table.rows = result.rows.map { row -> [Table.Cell] in
            [.integer(row.unit)] + row.values.map(\.cell)
                + [.text(row.method), .integer(row.seed)]
                + row.outcomes.map(Table.Cell.optional) + [.text(shownText(row.failureText))]
        }
        return table
    }
}

extension SweepPart {
    /// Reads a file.
    ///
    /// - Returns: The part with the version that wrote it; nil where the file is no part, or is
    ///   damaged.
    package static func read(_ bytes: [UInt8]) -> (part: SweepPart, version: String)? {
        var lines = LineReader(bytes)
        var head: [String] = []
        while lines.advance(), lines.line.first == UInt8(ascii: "#"), head.count < mostHeadLines {
            head.append(String(decoding: lines.line, as: UTF8.self))
        }
        guard head.first == mark else { return nil }
        let entries = head.dropFirst().compactMap(entry)
        func value(_ key: String) -> String? { entries.first { $0.key == key }?.value }
        guard let version = value("version"), let shard = value("shard").flatMap(Shard.init(_:)),
            let units = value("units").flatMap({ Int($0) }), let command = value("command"),
            let caption = value("caption"),
            let (axes, outcomes) = columns(of: Fields(lines.line))
        else { return nil }
        var result = SweepResult(
            command: command,
            setup: entries.filter { $0.key == "setup" }.map { BenchCommand(text: $0.value) },
            caption: RunCaption(text: caption), isExact: value("exact") == "yes", units: units,
            axes: axes)
        while lines.advance() {
            guard trimmed(lines.line) != nil else { continue }
            guard let row = row(Fields(lines.line), axes: axes, outcomes: outcomes) else {
                return nil
            }
            result.rows.append(row)
        }
        let part = SweepPart(
            shard: shard, isComplete: value("complete") == "yes", result: result)
        return (part, version)
    }

    private static func entry(_ line: String) -> (key: String, value: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        let key = line[..<colon].drop { $0 == "#" || $0 == " " }
        return (String(key), String(line[line.index(after: colon)...].drop { $0 == " " }))
    }

    /// How many outcomes the oldest parts have.
    private static let fewestOutcomes = 4

    /// Returns the settings that change, and how many outcomes there are, from the head of the columns.
    ///
    /// Older versions had fewer outcomes. Nil where it is another's.
    private static func columns(of header: Fields) -> (axes: [String], outcomes: Int)? {
        let columns = header.texts
        guard header.areClosed, columns.first == "unit" else { return nil }
        let keys = SweepResult.outcomes.map(\.key)
        for count in (fewestOutcomes...keys.count).reversed() {
            let tail = ["method", "seed"] + keys.prefix(count) + ["failure"]
            if columns.count > tail.count + 1, Array(columns.suffix(tail.count)) == tail {
                return (Array(columns.dropFirst().dropLast(tail.count)), count)
            }
        }
        return nil
    }

    private static func row(
        _ row: Fields, axes: [String], outcomes: Int
    ) -> SweepResult.Row? {
        let (fields, count) = (row.texts, axes.count)
        let missing = SweepResult.outcomes.count - outcomes
        guard row.areClosed, fields.count == count + outcomes + 4,
            let unit = Int(fields[0]), let seed = Int(fields[count + 2])
        else { return nil }
        let values = zip(fields[1...count], axes).compactMap { SweepValue($0, of: $1) }
        let texts = fields[(count + 3)..<(count + 3 + outcomes)]
        let numbers = texts.map { $0.isEmpty ? nil : NumberText.parse($0) }
        guard values.count == count, zip(texts, numbers).allSatisfy({ $0.isEmpty || $1 != nil })
        else { return nil }
        let (method, failure) = (fields[count + 1], fields[count + 3 + outcomes])
        return SweepResult.Row(
            unit: unit, values: values, method: method, seed: seed,
            outcomes: numbers + Array(repeating: nil, count: missing),
            failure: failure.isEmpty
                ? nil : RunFailure(text: failure, method: method, seed: seed))
    }
}
