// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Simulation
import Testing

@Suite("What the reference promises to programs")
struct ContractTests {
    @Test("Each command's JSON has the keys that the reference lists", arguments: ContractEntry.all)
    func keys(entry: ContractEntry) throws {
        let object = try object(entry)
        #expect(Set(object.keys) == entry.keysOfTwoMethods, "\(entry.command)")
    }

    @Test("A step of world graph reports the listed metrics, the last one no tallies")
    func metrics() throws {
        let entry = try #require(ContractEntry.all.first { $0.command == "simulate" })
        let steps = try #require(try object(entry)["metrics"] as? [[String: Any]])
        #expect(steps.map { $0["step"] as? Int } == [0, 1])
        // Three tell of an engine and of a correction, and are absent without; some are of networks.
        let absent = Set(
            ([Metric.klFromEngine, .engineRatio, .engineCut] + Metric.ofNetworks).map(\.rawValue))
        #expect(Set(steps[0].keys) == Set(Metric.allCases.map(\.rawValue)).subtracting(absent))
        #expect(steps[1]["weight_pos"] == nil && steps[1]["entropy"] != nil)
    }

    @Test("An error is one JSON document on standard error")
    func errors() throws {
        let workplace = try Workplace(program: Program.beside)
        let outcome = try Program.run(
            "scripts/flipside --json gentle 2>&1 >/dev/null", in: workplace.folder)
        let document = try JSONSerialization.jsonObject(with: Data(outcome.text.utf8))
        let error = try #require((document as? [String: [String: Any]])?["error"])
        #expect(Set(["code", "message", "line", "span", "hint"]).isSubset(of: error.keys))
        #expect(outcome.exitCode == 1)
    }

    /// Returns the first object that the entry's last line prints.
    private func object(_ entry: ContractEntry) throws -> [String: Any] {
        let workplace = try Workplace(program: Program.beside)
        let words = entry.lines.map { " -c '\($0)'" }.joined()
        let output = try Program.run(
            "scripts/flipside --json\(words)", in: workplace.folder, keepsErrors: false)
        let lines = output.text.split(separator: "\n")
        let last = try #require(lines.last, "\(entry.command) prints nothing")
        let document = try JSONSerialization.jsonObject(with: Data(last.utf8))
        let first = (document as? [[String: Any]])?.first ?? document as? [String: Any]
        return try #require(first)
    }
}
