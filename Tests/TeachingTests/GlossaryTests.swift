// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
@testable import Commands
import Figures
import Foundation
import LabTestSupport
import Simulation
@testable import Teaching
import Testing
import TokenLogs
import TokenWeights

@testable import Lab
@testable import WorkbenchModel

@Suite("The glossary")
struct GlossaryTests {
    @Test("Every example works on the demo bench", arguments: GlossaryEntry.all.map(\.name))
    private func example(name: String) throws {
        let example = try #require(GlossaryEntry.named(name)).example
        let (_, listener) = try run(
            (["preset demo"] + example.setup + [example.line]).map(shipped))
        let failures = listener.events.filter { if case .failure = $0 { true } else { false } }
        #expect(failures.isEmpty, "\(example.line)")
    }

    @Test("Entries are in the order of their names")
    func sorted() {
        let names = GlossaryEntry.all.map(\.name)
        #expect(names == names.sorted())
        #expect(names.count >= 45)
    }

    @Test("A word stands for one thing, and not for a command, a method or a topic")
    func unique() {
        var seen: Set<String> = []
        let taken = Set(
            commandDescriptions.map(\.name) + WeightRule.all.map(\.name)
                + Topic.all.map(\.name) + ["world"])
        for word in GlossaryEntry.all.flatMap({ [$0.name] + $0.aliases }) {
            #expect(seen.insert(word).inserted, "\(word) is there twice")
            #expect(!taken.contains(word), "\(word) is taken")
            #expect(!word.isEmpty && !word.contains { $0.isWhitespace }, "\(word)")
        }
    }

    @Test("A word is found as it is written, and else in any case")
    func found() {
        for entry in GlossaryEntry.all {
            for word in [entry.name] + entry.aliases {
                #expect(GlossaryEntry.named(word)?.name == entry.name, "\(word)")
            }
        }
        #expect(GlossaryEntry.named("ENTROPY")?.name == "entropy")
        #expect(GlossaryEntry.named("R")?.name != GlossaryEntry.named("r")?.name)
        #expect(GlossaryEntry.named("no such word") == nil)
    }

    @Test("What people look for next is there")
    func related() {
        for entry in GlossaryEntry.all {
            #expect(!entry.related.isEmpty, "\(entry.name)")
            #expect(!entry.related.contains(entry.name), "\(entry.name) leads to itself")
            #expect(Set(entry.related).count == entry.related.count, "\(entry.name)")
            for word in entry.related {
                let isThere =
                    GlossaryEntry.all.contains { $0.name == word } || hasOtherHelp(word)
                #expect(isThere, "\(entry.name) → \(word)")
            }
        }
    }

    @Test("Meanings are two or three sentences, and everything else is one short line")
    func form() {
        for entry in GlossaryEntry.all {
            let ends = entry.meaning.matches(of: /[.!?](?= |$)/).count
            #expect((2...3).contains(ends), "\(entry.name) has \(ends) sentences")
            #expect(entry.meaning.hasSuffix("."), "\(entry.name)")
            let formulas = entry.formula?.split(separator: "\n").map(String.init) ?? []
            let example = entry.example
            let lines =
                formulas + [entry.shownIn, example.line, example.purpose] + example.setup
                + entry.aliases + [entry.name]
            for line in lines {
                #expect(!line.isEmpty && line.count <= 100, "\(entry.name): \(line)")
            }
            for text in lines + [entry.meaning] {
                #expect(text.unicodeScalars.allSatisfy(isPlain), "\(entry.name): \(text)")
            }
        }
    }

    @Test("Every metric, setting, parameter and column of logs is explained")
    func names() {
        let parameters = WeightRule.all.flatMap(\.parameters)
        let names =
            Metric.allCases.map(\.rawValue) + TrainingSettings.descriptions.map(\.name)
            + parameters.flatMap { [$0.name, $0.symbol] } + LogColumn.all.map(\.name)
            + GroupNormalization.all.map(\.name)
        for name in Set(names) { #expect(isExplained(name), "\(name)") }
    }

    @Test(
        "Every column that programs read is explained",
        arguments: [
            ["weights"], ["gradient"], ["group 1 0 1"], ["preset rich", "step"],
            [simulation, "compare"], [log, "reweigh"], [log, "reweigh rows=all"],
            ["sweep lr=0.1,0.5 world=bandit seeds=2 steps=4"],
        ])
    private func columns(lines: [String]) throws {
        let line = try #require(lines.last)
        let (_, listener) = try run(
            (["preset demo"] + lines.dropLast() + [line + " format=json"]).map(shipped))
        let json = listener.pieces.joined() + (listener.outputs.last ?? "")
        let keys = try #require(orderedKeys(json).first)
        #expect(keys.count > 2)
        for key in keys { #expect(isExplained(columnWord(key)), "\(line): \(key)") }
    }

    @Test("Every word that commands take has help: arguments, their values, presets and titles")
    func accepted() throws {
        let (session, _) = try run(["preset demo", simulation])
        var words = commandDescriptions.flatMap(\.parameters).filter(\.hasKey).map(\.name)
        for parameter in commandDescriptions.flatMap(\.parameters) {
            if case .fixed(let choices)? = parameter.kind.choices { words += choices.map(\.word) }
        }
        words +=
            BenchPreset.all.map(\.name) + WorldPreset.all.map(\.name) + SizePreset.all.map(\.name)
        words += session.workbench.bench.allRules.flatMap { [$0.name, $0.title] }
        words += TrainingSettings.descriptions.flatMap(\.choices)
        words += ["run1", "run27", "L1", "lead", "kept", "clamped", "verl", "TRL", "○", "●"]
        for word in Set(words) {
            #expect(session.help(on: [word]) != nil, "\(word)")
        }
        for words in [["95", "%", "interval"], ["method's", "default"], ["|∇z|", "GRPO"]] {
            #expect(session.help(on: words) != nil, "\(words)")
        }
        #expect(
            session.help(on: ["no", "such"]) == nil && session.help(on: ["runs", "zzz"]) == nil)
    }

    @Test(
        "Every head of a column is explained",
        arguments: Shown.allCases.map { "show \($0.rawValue)" } + [
            "weights", "gradient wrt=logp", "group 1 0 0 1", "compare", "reweigh",
            "sweep lr=0.1,0.5 world=bandit seeds=2 steps=4",
        ])
    private func columnHeads(line: String) throws {
        let (session, listener) = try run(
            [
                "preset demo", "rule gentle = 1/sqrt(r)", "token lucky entropy=1", simulation, log,
                line,
            ].map(shipped))
        let text = listener.pieces.joined() + (listener.outputs.last ?? "")
        let heads = text.prefix { $0 != "\n" }.split(
            separator: "  ", omittingEmptySubsequences: true)
        #expect(!heads.isEmpty)
        for head in heads {
            let words = head.split { " ,".contains($0) }.map(String.init)
            let isKnown = words.isEmpty || session.help(on: words) != nil
            let isBegun = words.first.flatMap { session.help(on: [$0]) } != nil
            #expect(isKnown || isBegun, "\(line): \(head)")
        }
    }

    @Test("Every head of the columns of weights is explained, and those symbols of step")
    func heads() throws {
        let table = try lastOutput("preset demo", "token lucky entropy=1", "weights")
        let titles = ["GRPO", "ASPO"]
        let heads = table.prefix { $0 != "\n" }.split(separator: " ").map(String.init)
        #expect(heads.count > 8)
        let words = heads.filter { !titles.contains($0) }
        for word in words + ["ΔH", "KL(old‖new)"] { #expect(isExplained(word), "\(word)") }
    }
}

private let simulation = "simulate world=bandit seeds=2 steps=4"
private let log = "load assets/logs/tiny-grpo-tokens.csv"

/// Returns a line with the path of the shipped logs written out.
private func shipped(_ line: String) -> String {
    let name = "assets/logs/tiny-grpo-tokens.csv"
    return line.replacing(name, with: "\"\(repository.appending(path: name).path)\"")
}

/// Returns the word that a column's key is about: `weight` of `weight.grpo`, `final_entropy` of
/// `d_final_entropy_low`.
private func columnWord(_ key: String) -> String {
    if GlossaryEntry.named(key) != nil { return key }
    var word = String(key.prefix { $0 != "." })
    if word.hasPrefix("d_") { word = String(word.dropFirst(2)) }
    for ending in ["_low", "_high"] where word.hasSuffix(ending) {
        word = String(word.dropLast(ending.count))
    }
    return word
}

/// Whether the glossary or other help tells about a word, or about the one thing of which it is
/// the plural.
private func isExplained(_ word: String) -> Bool {
    let single = word.hasSuffix("s") ? String(word.dropLast()) : word
    return GlossaryEntry.named(word) != nil || hasOtherHelp(word) || hasOtherHelp(single)
}

/// Whether a word is a command, a method or a topic.
private func hasOtherHelp(_ word: String) -> Bool {
    actions[word] != nil || Topic.all.contains { $0.name == word }
        || WeightRule.named(word) != nil
}

/// Whether a character is neither a control character nor a line's end.
private func isPlain(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
        .unassigned:
        false
    default: true
    }
}
