// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Results
import Simulation
import TextFiles
package import WorkbenchModel

/// A simulation as a file: what made it, then every number of every run.
///
/// It is one JSON object. `export run=NAME format=json` writes it and `load FILE` reads it; numbers
/// have as many digits as reading them back to the same bits needs.
package enum RunFile {
    /// The key that tells such a file from others; its value is the form's number.
    package static let mark = "flipside_run"

    /// The form that this version writes and reads.
    package static let form = 1

    /// The largest file that is read, in bytes: 256 MiB.
    package static let largest = 256 << 20

    /// The column of the largest |log r| of each step, which is no metric.
    package static let largestLogRatio = "largest_log_ratio"

    /// What stands before the name of an alternative in its column.
    package static let probability = "p."

    /// Returns whether a file begins as one of ours does, also after another program sorted it.
    package static func isOne(_ head: [UInt8]) -> Bool {
        let text = head.dropFirst(head.starts(with: byteOrderMark) ? byteOrderMark.count : 0)
        let first = text.first { $0 > 0x20 }
        return first == UInt8(ascii: "{")
            && String(decoding: text, as: UTF8.self).contains("\"\(mark)\"")
    }
}

extension RunSet {
    /// The simulation as a file, on one line without a line end.
    package var fileText: String {
        let head = JSON.object([
            JSON.Member(RunFile.mark, .integer(RunFile.form)),
            JSON.Member("version", .string(source?.version ?? Version.number)),
            JSON.Member("run", .string(name)), JSON.Member("world", .string(worldName)),
            JSON.Member("command", .string(Self.line(command))),
            JSON.Member("setup", .array(setup.map { .string(Self.line($0.text)) })),
            JSON.Member("seeds", .array(seeds.map(JSON.integer))),
            JSON.Member("steps", .integer(steps)), JSON.Member("config", config),
            JSON.Member("methods", .array(methods.map(\.json))),
            JSON.Member("alternatives", .array(alternatives.map(JSON.string))),
        ])
        // A run at a time, because a tree of all numbers would take ten times their memory.
        var text = head.text.dropLast() + ",\"runs\":["
        for (index, run) in runs.enumerated() {
            text += (index > 0 ? "," : "") + document(run).text
        }
        return text + "]}"
    }

    private static func line(_ command: String) -> String {
        command.split(whereSeparator: \.isNewline).joined(separator: " ")
    }

    /// Returns a run with a list of numbers for each metric that it has.
    private func document(_ run: Run) -> JSON {
        let metrics = Metric.allCases.filter { metric in
            metric != .step && run.rows.contains { $0[metric] != nil }
        }
        var columns = [JSON.Member("step", .array(run.rows.map { .integer($0.step) }))]
        columns += metrics.map { metric in
            JSON.Member(metric.rawValue, .array(run.rows.map { .optional($0[metric]) }))
        }
        if run.rows.contains(where: { $0.largestLogRatio != nil }) {
            let ratios = run.rows.map { JSON.optional($0.largestLogRatio) }
            columns.append(JSON.Member(RunFile.largestLogRatio, .array(ratios)))
        }
        if !run.probabilities.isEmpty {
            columns += alternatives.enumerated().map { index, name in
                JSON.Member(
                    RunFile.probability + name, .array(run.probabilities.map { .number($0[index]) })
                )
            }
        }
        let answers = answerDocument(run).map { [JSON.Member("answers", $0)] } ?? []
        return .object(
            [
                JSON.Member("method", .string(run.method)),
                JSON.Member("seed", .integer(run.seed)),
                JSON.Member("failure", run.failureText.map(JSON.string) ?? .null),
                JSON.Member("columns", .object(columns)),
            ] + answers)
    }
}

extension RunSet.TrainedMethod {
    fileprivate var json: JSON {
        let list = parameters.map { parameter in
            JSON.object([
                JSON.Member("name", .string(parameter.name)),
                JSON.Member("value", .number(parameter.value)),
                JSON.Member("origin", .string(parameter.origin.key)),
            ])
        }
        return .object([
            JSON.Member("name", .string(name)), JSON.Member("title", .string(title)),
            JSON.Member("parameters", .array(list)),
        ])
    }
}

extension Method.Origin {
    /// Every origin, by the word that files have for it.
    static let byKey: [String: Method.Origin] = [
        "command": .argument, "method": .method, "common": .common, "preset": .preset,
        "default": .rule,
    ]

    /// The word that files have for it.
    package var key: String {
        switch self {
        case .argument: "command"
        case .method: "method"
        case .common: "common"
        case .preset: "preset"
        case .rule: "default"
        }
    }
}
