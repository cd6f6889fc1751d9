// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing
import TokenWeights

@testable import Lab

@Test(
    "Every correction has help with its formula, its bounds and who has it",
    arguments: Correction.all.map(\.name))
func correctionHelp(name: String) throws {
    let correction = try #require(Correction.named(name))
    let text = try run(["help \(name)"]).1.outputs.last ?? ""
    #expect(text.hasPrefix("\(correction.title) (\(name))"))
    #expect(text.contains(correction.formula))
    for parameter in correction.parameters { #expect(text.contains("  \(parameter.name) = ")) }
}

@Test("Every trainer has help with its settings", arguments: Dialect.all.map(\.name))
func dialectHelp(name: String) throws {
    let dialect = try #require(Dialect.named(name))
    let text = (try run(["help \(name)"]).1.outputs.last ?? "")
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("dialect=\(name)"))
    for setting in dialect.settings where setting.role == .weights {
        #expect(text.contains("\(setting.name)=\(setting.defaultText)"), "\(setting.name)")
    }
}
