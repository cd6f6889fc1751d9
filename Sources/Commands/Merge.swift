// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Experiments
import Results
package import WorkbenchModel

private let files = Key(words: "parts", "The files.", .path, required: true)

extension Command<Workspace> {
    /// `merge`: the parts of a sweep as one table.
    package static let merge = Command(
        CommandDescription(
            name: "merge", group: .compute,
            summary: "Join the parts of a sweep into its table.",
            details: """
                The parts are the files that sweep shard=i/n wrote, in any order. All of them have \
                to be there, once each, of the same command, bench and version. The table is the \
                one that the sweep would have made in one piece, to the last digit, and plot \
                sweep draws it.
                """,
            parameters: [files, Keys.table],
            examples: [
                Example(
                    "merge one.csv two.csv", "two parts",
                    setup: [
                        "sweep inner=1,8 shard=1/2 out=one.csv",
                        "sweep inner=1,8 shard=2/2 out=two.csv",
                    ])
            ],
            related: ["sweep"])
    ) { workspace, arguments throws(CommandError) in
        var parts: [MergedPart] = []
        for file in arguments[files] { parts.append(try MergedPart(file)) }
        var result = try merged(parts)
        result.files = parts.map(\.file.text)
        workspace.workbench.sweep = result
        try workspace.present(result.fullTable, people: result.summaryTable, arguments)
    }
}

/// A part with the file that it came from.
private struct MergedPart {
    let file: Argument
    let part: SweepPart
    let version: String

    /// Reads a file.
    init(_ file: Argument) throws(CommandError) {
        let bytes = try InputFile.bytes(of: file.text, span: file.span)
        guard let (part, version) = SweepPart.read(bytes) else {
            throw CommandError(
                .failed, "\(shownText(file.text)) is no part of a sweep, or is damaged",
                span: file.span, hint: "give files that sweep shard=i/n wrote")
        }
        (self.file, self.part, self.version) = (file, part, version)
    }

    /// The file's name, fit for a screen.
    var name: String { shownText(file.text) }

    /// Returns what is wrong with it.
    func error(_ message: String, hint: String? = nil) -> CommandError {
        CommandError(.failed, "\(name) \(message)", span: file.span, hint: hint)
    }
}

/// Returns what all parts found, in the order of the whole sweep.
private func merged(_ parts: [MergedPart]) throws(CommandError) -> SweepResult {
    guard let first = parts.first else {
        throw CommandError(
            .missing, "merge needs parts",
            hint: "they are the files that sweep shard=1/4 out=part-1.csv and its like wrote")
    }
    for part in parts { try check(part, with: first) }
    try checkNumbers(parts)
    for part in parts { try checkRows(part) }
    var result = first.part.result
    result.rows = parts.flatMap(\.part.result.rows)
        .enumerated().sorted { ($0.element.unit, $0.offset) < ($1.element.unit, $1.offset) }
        .map(\.element)
    return result
}

/// Throws where two parts are not of the same sweep, or one was not done to its end.
private func check(_ part: MergedPart, with first: MergedPart) throws(CommandError) {
    let (own, other) = (part.part.result, first.part.result)
    guard part.version == first.version, part.version == Version.number else {
        throw part.error(
            "was written by Flipside \(shownText(part.version))",
            hint: "make all parts with Flipside \(Version.number)")
    }
    guard own.command == other.command, own.setup == other.setup, own.axes == other.axes,
        own.units == other.units, own.methods == other.methods,
        part.part.shard.count == first.part.shard.count
    else {
        throw part.error(
            "is part of another sweep than \(first.name)",
            hint: "its head says what made it: # command, # setup and # shard")
    }
    guard part.part.isComplete else {
        throw part.error(
            "was not done to its end", hint: "run shard=\(part.part.shard.text) again")
    }
}

/// Throws where a part is there twice, or not at all.
private func checkNumbers(_ parts: [MergedPart]) throws(CommandError) {
    let count = parts[0].part.shard.count
    var files: [Int: MergedPart] = [:]
    for part in parts {
        let shard = part.part.shard
        if let other = files[shard.number] {
            throw part.error("is part \(shard.text), and so is \(other.name)")
        }
        files[shard.number] = part
    }
    guard let missing = (1...count).first(where: { files[$0] == nil }) else { return }
    let others = count - files.count - 1
    throw CommandError(
        .missing,
        "part \(missing)/\(count) is missing" + (others > 0 ? ", and \(others) more" : ""),
        hint: "run the sweep with shard=\(missing)/\(count)")
}

/// Throws where a part does not hold exactly the work that its head says.
private func checkRows(_ part: MergedPart) throws(CommandError) {
    let (shard, result) = (part.part.shard, part.part.result)
    let units = (0..<max(0, min(result.units, TrainingSweep.most))).filter(shard.contains)
    let methods = result.methods
    // Counted before it is written out: a damaged part may name as many methods as it has rows.
    let isWhole = !methods.isEmpty && result.rows.count == units.count * methods.count
    let expected = units.lazy.flatMap { unit in methods.map { (unit, $0) } }
    guard isWhole, zip(result.rows, expected).allSatisfy({ ($0.unit, $0.method) == $1 }) else {
        throw part.error(
            "does not hold what its head says", hint: "run shard=\(shard.text) again")
    }
}
