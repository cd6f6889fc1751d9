// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A measurement of the simulation: what is typed, and what came of it when it was last made.
struct EvidenceSheet: Sendable, CustomTestStringConvertible {
    /// The folder of all sheets, from the root.
    static let folder = "docs/evidence"

    /// All sheets, by name.
    static let all: [EvidenceSheet] = files(in: folder)
        .filter { $0.hasSuffix(".flip") }.map { EvidenceSheet(name: String($0.dropLast(5))) }

    /// What the sheet is called.
    let name: String

    var testDescription: String { name }

    /// The lines that are typed.
    var lines: [String] { rows("\(name).flip") }

    /// What came out, row by row.
    var output: [String] { rows("\(name).txt") }

    /// The lines of a measurement small enough for a test: other seeds and steps, as
    /// `scripts/evidence` has them.
    var sampleLines: [String] {
        lines.filter { !$0.hasPrefix("plot ") }
            .map { $0.replacing(/\ seeds=[0-9.]+/, with: " seeds=2 steps=2") }
    }

    /// Whether it is of the tiny transformer.
    var isOfNetwork: Bool { name.hasPrefix("transformer-") }

    /// Whether a test repeats a small part of it.
    ///
    /// Base 2 of a network takes half a minute to make, and the sheets of base 1 type the same.
    var isSampled: Bool { !lines.contains { $0.contains(" base=2 ") } }

    /// Whether its sample takes no more than seconds: where no release is at hand, those of networks take
    /// half a minute each, and one of them stands for all.
    var isQuick: Bool {
        !isOfNetwork || Program.fastest != Program.beside || name == "transformer-engine"
    }

    /// The runs that the sheet exports, of which only the worst seeds are kept.
    var exportedRuns: [String] {
        lines.filter { $0.hasPrefix("export run=") }.compactMap(Self.outputFile)
    }

    /// The names of the files that are kept of the sheet.
    var outputFiles: [String] {
        ["\(name).txt"] + (exportedRuns.isEmpty ? [] : [EvidenceWorst.file(of: self)])
            + lines.filter { !$0.hasPrefix("export run=") }.compactMap(Self.outputFile)
    }

    /// Those of them that the sample has; it draws nothing.
    var sampleFiles: [String] { outputFiles.filter { !$0.hasSuffix(".png") } }

    private static func outputFile(_ line: String) -> String? {
        line.firstMatch(of: /\ out=(\S+)/).map { String($0.1) }
    }

    /// The trained methods, by the name that the tables give them: `run2.grpo` is `grpo lr=120`.
    ///
    /// What a whole sheet has in common, such as the world, is left out.
    var methodWords: [String: String] {
        let words = lines.filter { $0.hasPrefix("simulate ") }.map { $0.split(separator: " ") }
        var result: [String: String] = [:]
        for (index, words) in words.enumerated() {
            let known = ["preset=", "world=", "size=", "base=", "seeds=", "methods="]
            let more = words.dropFirst().filter { word in !known.contains { word.hasPrefix($0) } }
            let methods = words.first { $0.hasPrefix("methods=") }?.dropFirst(8) ?? ""
            for method in methods.split(separator: ",") {
                result["run\(index + 1).\(method)"] =
                    ([method] + more).joined(separator: " ")
            }
        }
        return result
    }

    /// Returns the names of the files in a folder, sorted.
    static func files(in folder: String) -> [String] {
        let path = Repository.root.appending(path: folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
    }

    private func rows(_ file: String) -> [String] {
        let text = Repository.text("\(Self.folder)/\(file)") ?? ""
        return text.split(separator: "\n").map(String.init)
    }
}
