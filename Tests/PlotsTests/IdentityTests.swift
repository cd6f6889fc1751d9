// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import LabTestSupport
import Testing
import TokenWeights
import WorkbenchModel

@testable import Lab

/// Every method by its name.
private let methods = WeightRule.all.map(\.name)

@Test("Every method has a style of its own, whatever stands beside it and in whatever order")
func ownStyles() {
    let all = MethodStyles.styles(of: methods)
    #expect(Set(all).count == methods.count)
    #expect(all.allSatisfy { $0 < 56 }, "the last eight are those of rules and runs")
    #expect(MethodStyles.styles(of: methods.reversed()) == all.reversed())
    for (name, style) in zip(methods, all) {
        #expect(MethodStyles.styles(of: [name]) == [style])
        #expect(
            MethodStyles.styles(of: ["mine", "cispo", name, "yours"])[2] == style || name == "cispo"
        )
        #expect(MethodStyles.styles(ofRuns: [name.uppercased()]) == [style])
    }
}

@Test("The best-known methods have a colour each", arguments: Theme.all)
func wellKnown(theme: Theme) {
    let names = ["ppo", "grpo", "dapo", "nois", "aspo", "cispo", "gspo", "sapo"]
    let styles = MethodStyles.styles(of: names).map(theme.style)
    #expect(Set(styles.map(\.color)).count == 8)
    #expect(Set(styles.map(\.dash)).count == 8 && Set(styles.map(\.marker)).count == 8)
}

@Test("No two methods, rules and runs of one figure look alike, in any theme and palette")
func noTwoAlike() {
    let names = methods + ["mine", "yours", "ours", "baseline", "rule-1", "rule-2", "x", "y"]
    let themes =
        Theme.all + [Theme.light, .dark].flatMap { theme in Palette.all.map(theme.colored) }
    for theme in themes {
        let looks = MethodStyles.styles(of: names).map(theme.style)
        #expect(Set(looks.map { "\($0.color) \($0.dash) \($0.width)" }).count == names.count)
    }
    // Far more than there are looks still have numbers of their own.
    let many = (0..<300).map { "run \($0)" }
    #expect(Set(MethodStyles.styles(ofRuns: many)).count == 300)
}

@Test("Rules and runs keep their style in any order, in a colour that no method beside them has")
func others() {
    let names = ["grpo", "mine", "aspo", "yours", "cispo"]
    let styles = MethodStyles.styles(of: names)
    let turned = MethodStyles.styles(of: names.reversed())
    #expect(turned == styles.reversed())
    let colors = styles.map { $0 % 8 }
    #expect(Set(colors).count == names.count)
    let alone = MethodStyles.styles(of: ["mine"])[0]
    for (name, style) in zip(methods, MethodStyles.styles(of: methods)) {
        let beside = MethodStyles.styles(of: [name, "mine"])[1]
        #expect(style % 8 == alone % 8 ? beside % 8 != alone % 8 : beside == alone, "\(name)")
    }
    let ten = (0..<10).map { "rule \($0)" }
    #expect(Set(MethodStyles.styles(of: ten)).count == 10)
    #expect(
        Set(MethodStyles.styles(of: ten).map { $0 % 8 }).count == 8, "all colours are used first")
}

@Test(
    "A run named after a method has its style",
    arguments: [
        ("grpo-seed1", "grpo"), ("CISPO", "cispo"), ("runs/aspo_nocap lr=1e-6", "aspo-nocap"),
        ("DAPO (ours)", "dapo"), ("2.gspo-token", "gspo-token"), ("ce_gppo", "ce-gppo"),
    ])
func namedRuns(run: String, method: String) {
    #expect(MethodStyles.method(ofRun: run) == method)
    #expect(MethodStyles.styles(ofRuns: ["other", run])[1] == MethodStyles.styles(of: [method])[0])
}

@Test("A run is named after a method by whole words alone")
func unnamedRuns() {
    for run in ["", "baseline", "dropout", "grpox", "surreal", "real data", "apposite", "---"] {
        #expect(MethodStyles.method(ofRun: run) == nil, "\(run)")
    }
    #expect(MethodStyles.method(ofRun: "real") == "real")
    let twice = MethodStyles.styles(ofRuns: ["grpo-a", "grpo-b", "aspo"])
    #expect(twice[0] == 0 && twice[1] % 8 == 0 && twice[1] != 0 && twice[2] == 1)
}

/// Returns the style of each line of a plot, by what people type for it.
private func styles(_ lines: [String], _ plot: String) throws -> [String: Int] {
    let scratch = try ScratchFolder()
    let (_, listener) = try run(lines + ["\(plot) out=\(scratch.word("f.png"))"])
    let series = try #require(listener.figures.last).panels.flatMap(\.marks).flatMap(\.series)
    return Dictionary(
        series.filter { !$0.identity.isEmpty }.map { ($0.identity, $0.style) },
        uniquingKeysWith: { first, _ in first })
}

@Test("A method has the same style in every kind of figure, in any order of methods")
func sameEverywhere() throws {
    let setup = [smallGraph("methods=cispo,grpo,nois")]
    let expected = ["grpo": 0, "cispo": 2, "nois": 3]
    for order in ["grpo,cispo,nois", "nois,cispo,grpo"] {
        for plot in ["weight", "gradient"] {
            #expect(try styles([], "plot \(plot) methods=\(order)") == expected, "\(plot)")
        }
    }
    for plot in ["entropy", "dynamics", "ratio", "kl", "clip"] {
        #expect(try styles(setup, "plot \(plot)") == expected, "\(plot)")
    }
    #expect(try styles(setup, "plot entropy methods=nois") == ["nois": 3])
    let rule = ["rule mine = if A > 0 then 1 else r"]
    let mine = try styles(rule, "plot weight methods=mine,grpo")["mine"]
    #expect(try styles(rule, "plot gradient methods=grpo,aspo,mine")["mine"] == mine)
}
