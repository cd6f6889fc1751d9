// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
@testable import Plots
@testable import Results
import Testing

@testable import Lab

@Suite("Laws of completion")
struct CompletionLawTests {
    private func offered(_ session: Session, _ line: String) -> [String] {
        session.completions(line, cursor: line.unicodeScalars.count).candidates.map(\.text)
    }

    @Test(
        "Every key of every command is offered until it is given, and then only where it may be repeated",
        arguments: commandDescriptions.map(\.name))
    func keys(verb: String) throws {
        let (session, _) = try run(["preset demo"])
        let command = try #require(commandDescriptions.first { $0.name == verb })
        let keys = command.parameters.filter { [.key, .requiredKey].contains($0.place) }
        // A trainer's settings take the place of ours once its key is given.
        let openers = Set(command.parameters.compactMap(\.opener))
        let all = offered(session, "\(verb) ").filter { $0.hasSuffix("=") }
        for key in keys where !openers.contains(key.name) {
            #expect(all.contains("\(key.name)="))
            for name in [key.name] + key.aliases {
                let left = offered(session, "\(verb) \(name)=1 ").filter { $0.hasSuffix("=") }
                #expect(
                    left == all.filter { key.isRepeated || $0 != "\(key.name)=" }, "\(name)")
            }
        }
    }

    @Test("A parameter that is set is not offered again, however its name is spelled")
    func settings() throws {
        let (session, _) = try run(["preset demo"])
        let all = offered(session, "set ")
        #expect(all.contains("eps_low=") && all.contains("eps_high="))
        for name in ["eps_low", "ε_low"] {
            #expect(offered(session, "set \(name)=0.1 ") == all.filter { $0 != "eps_low=" })
        }
    }

    @Test("Every command, world, preset, kind of plot and form of a table is offered")
    func registries() throws {
        let (session, _) = try run(["preset demo"])
        #expect(Set(offered(session, "")) == Set(commandDescriptions.map(\.name)))
        #expect(Set(offered(session, "plot ")).isSuperset(of: PlotKind.all.map(\.name)))
        let formats = TableFormat.allCases.map(\.rawValue)
        #expect(offered(session, "weights format=") == formats)
    }
}
