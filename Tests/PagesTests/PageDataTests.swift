// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Figures
import Foundation
import LabTestSupport
import Simulation
import Testing
import TokenWeights
import WorkbenchModel

@testable import Lab
@testable import Pages

@Suite("What a page computes from")
struct PageDataTests {
    @Test("Every rule of one token is on the page, and its expression gives the rule's own weights")
    func expressions() throws {
        let (page, _) = try page(
            of: "plot weight", after: ["rule gentle = if A > 0 then 1/sqrt(r) else min(r, c)"])
        let expected = WeightRule.all.filter { $0.scope == .token }.map(\.name) + ["gentle"]
        #expect(Set(page.methods.keys) == Set(expected) && expected.count > 30)
        let tokens = try sampleTokens(random: 100)
        let bench = try run(["rule gentle = if A > 0 then 1/sqrt(r) else min(r, c)"]).0.workbench
            .bench
        for name in expected {
            let method = try #require(page.methods[name])
            let values = try #require(method["values"] as? [String: Any]).compactMapValues(number)
            let bound = try #require(bench.methods([name]).first?.bound)
            let weight = try function(method["expression"], values)
            let additive = try method["additive"].map { try function($0, values) }
            for token in tokens where token.advantage != 0 {
                #expect(weight(token) == bound.weight(token), "\(name) \(token)")
                if let additive { #expect(additive(token) == bound.additive?(token), "\(name)") }
            }
            #expect((method["additive"] != nil) == (bound.additive != nil))
        }
    }

    /// Returns an expression of the page as a function, as the program itself reads it.
    private func function(
        _ text: Any?, _ values: [String: Double]
    ) throws -> @Sendable (Token) -> Double {
        let expression = try Expression(parsing: try #require(text as? String))
        let function = try TokenFunction(
            expression, constants: values, aliases: TypedRule.aliases)
        return { function($0) }
    }

    /// Returns a number of the page; infinities are words there.
    private func number(_ value: Any?) -> Double? {
        (value as? NSNumber)?.doubleValue ?? (value as? String).flatMap { Double($0) }
    }

    @Test("A rule that the reader types looks like none of the page's, whatever these are called")
    func ownStyle() throws {
        for name in ["mine", "other"] {
            let (page, _) = try page(
                of: "plot weight methods=grpo,\(name)", after: ["rule \(name) = r"])
            let style = try #require(page.methods[name]?["style"] as? [String: Any])
            let own = try #require(page.data["ownStyle"] as? [String: Any])
            #expect(
                "\(style["light"] ?? "")\(style["dash"] ?? "")"
                    != "\(own["light"] ?? "")\(own["dash"] ?? "")")
        }
    }

    @Test("What is stated with names of its parts is the same once they are put in")
    func stated() throws {
        let (page, _) = try page(of: "plot weight")
        let dcpo = try #require(page.methods["dppo-kl"])
        let parts = try #require(dcpo["definitions"] as? [[String: String]])
        #expect(parts.map { $0["name"] } == ["D", "D_up", "D_down"])
        #expect((dcpo["stated"] as? String)?.contains("D_up > delta") == true)
        for method in page.methods.values {
            #expect((method["stated"] == nil) == (method["definitions"] == nil))
        }
    }

    @Test("Values are those in force: of the line, of the method, of all, by default")
    func values() throws {
        let (page, _) = try page(
            of: "plot weight methods=grpo,aspo,dapo eps_high=0.3",
            after: ["set c=5", "set aspo.c=inf", "set eps_low=0.1"])
        func values(_ name: String) -> [String: Any]? {
            page.methods[name]?["values"] as? [String: Any]
        }
        #expect(number(values("grpo")?["c"]) == 5 && number(values("grpo")?["eps_high"]) == 0.3)
        #expect(number(values("aspo")?["c"]) == .infinity)
        #expect(number(values("dapo")?["eps_high"]) == 0.3)
        #expect(page.data["chosen"] as? [String] == ["grpo", "aspo", "dapo"])
        let parameters = page.data["parameters"] as? [[String: Any]] ?? []
        let names = parameters.compactMap { $0["name"] as? String }
        #expect(names.count == Set(names).count && names.prefix(3) == ["eps_low", "eps_high", "c"])
        let inForce = parameters.prefix(3).map { number($0["value"]) }
        #expect(inForce == [0.1, 0.3, 5])
        #expect(number(parameters[0]["default"]) == 0.2)
        let domain = try #require(parameters[2]["domain"] as? [String: Any])
        #expect(number(domain["lower"]) == 1 && number(domain["upper"]) == .infinity)
        #expect(domain["includesLower"] as? Bool == false)
        let used = page.methods.values.flatMap { ($0["values"] as? [String: Any] ?? [:]).keys }
        #expect(Set(used).isSubset(of: names))
    }

    @Test("Tokens keep every bit, and what few have")
    func tokens() throws {
        let (page, _) = try page(
            of: "plot weight",
            after: [
                "token a old=0.1 new=0.05 adv=1",
                "token \"b c\" old=logp(-800) new=logp(-2.3) adv=-1",
                "token d old=0.1 new=0.2 adv=0 entropy=1.5 engine=0.11 ref=0.3",
            ])
        let tokens = try #require(page.data["tokens"] as? [[String: Any]])
        #expect(tokens[0].keys.sorted() == ["adv", "name", "new", "old", "typed"])
        #expect(tokens[1]["typed"] as? String == "\"b c\"")
        #expect(number(tokens[1]["logOld"]) == -800 && number(tokens[1]["old"]) == 0)
        #expect(number(tokens[2]["entropy"]) == 1.5)
        #expect(abs((number(tokens[2]["logEngine"]) ?? 0) - log(0.11)) < 1e-12)
        #expect(abs((number(tokens[2]["logReference"]) ?? 0) - log(0.3)) < 1e-12)
    }

    @Test("Lines look as in the figure: in its colours, and in those of the other theme")
    func styles() throws {
        func style(_ line: String, _ name: String) throws -> [String: Any] {
            try #require(page(of: line).0.methods[name]?["style"] as? [String: Any])
        }
        let number = MethodStyles.styles(of: ["aspo"])[0]
        let usual = try style("plot weight", "aspo")
        for (side, theme) in [("light", Theme.light), ("dark", Theme.dark)] {
            #expect(usual[side] as? String == "#\(theme.style(number).color.hexadecimal)")
        }
        #expect(
            try NSDictionary(dictionary: style("plot weight theme=dark", "aspo")).isEqual(usual))
        let own = try style("plot weight style=aspo:#123456:dotted", "aspo")
        #expect(own["light"] as? String == "#123456" && own["dark"] as? String == "#123456")
        #expect(own["dash"] as? [Double] != usual["dash"] as? [Double])
        let palette = try style("plot weight palette=tol-bright", "aspo")
        let dark = Theme.dark.colored(.bright).style(number).color
        #expect(palette["dark"] as? String == "#\(dark.hexadecimal)")
    }

    @Test("A theme is the page's where the writer chose one, else the reader's")
    func theme() throws {
        let free = try page(of: "plot weight").0
        #expect(free.data["theme"] == nil && free.text.contains("<html lang=\"en\">"))
        let dark = try page(of: "plot weight theme=dark").0
        #expect(dark.data["theme"] as? String == "dark")
        #expect(dark.text.contains("<html lang=\"en\" data-theme=\"dark\">"))
    }

    @Test("A simulation is there with the interval of each step")
    func recorded() throws {
        let (page, _) = try page(
            of: "plot weight + entropy", after: [smallGraph, "preset demo"])
        #expect(page.kinds == ["weight", "recorded"])
        let panels = try #require(page.parts[1]["panels"] as? [[String: Any]])
        #expect(panels[0]["label"] as? String == "entropy  H(π)  [nats]")
        let lines = try #require(panels[0]["lines"] as? [[String: Any]])
        #expect(lines.map { $0["name"] as? String } == ["grpo", "aspo"])
        let run = try #require(try LabTestSupport.run([smallGraph]).0.workbench.runs.last)
        let values = run.values(.entropy, of: "grpo")
        let mean = try #require(lines[0]["mean"] as? [Double])
        let half = try #require(lines[0]["half"] as? [Double])
        #expect(mean.count == values.count && mean.count == 4 && half.count == 4)
        #expect(half.allSatisfy { $0 >= 0 } && half.contains { $0 > 0 })
        for (step, values) in values.enumerated() {
            let middle = values.reduce(0, +) / Double(values.count)
            #expect(abs(mean[step] - middle) < 1e-3 * middle)
        }
        #expect((page.parts[1]["footnote"] as? String)?.contains("toy simulation") == true)
        #expect((page.data["commands"] as? [String])?.first?.hasPrefix("simulate ") == true)
    }

    @Test("The training of the bench has the settings that it was made with")
    func training() throws {
        func settings(_ lines: String...) throws -> [String: Any]? {
            let (made, _) = try page(of: "plot weight", after: ["preset demo"] + lines)
            return made.data["simulation"] as? [String: Any]
        }
        let usual = try #require(try settings())
        #expect(number(usual["lr"]) == 0.3 && number(usual["steps"]) == 60)
        let set = try #require(try settings("set lr=0.1", "set inner=2"))
        #expect(number(set["lr"]) == 0.1 && number(set["inner"]) == 2)
        let (trained, _) = try page(
            of: "plot entropy", after: ["preset demo", "simulate steps=7 kl_coef=0.1 kl=k2"])
        let made = try #require(trained.data["simulation"] as? [String: Any])
        #expect(number(made["steps"]) == 7 && number(made["klCoefficient"]) == 0.1)
        #expect(made["kl"] as? String == "k2")
        #expect(try settings("set rollout=bf16") == nil)
    }

    @Test("The line of the same figure has all that the page itself does not write")
    func line() throws {
        let (page, _) = try page(
            of: "plot weight + gradient methods=grpo c=2 range=0.5..0.9 old=0.2")
        #expect(page.data["plot"] as? String == "weight + gradient range=0.5..0.9 old=0.2")
        #expect(page.parts.allSatisfy { number($0["old"]) == 0.2 })
        #expect(page.parts[0]["range"] as? [Double] == [0.5, 0.9])
    }
}

@Suite("What a page leaves out")
struct PageOmissionTests {
    @Test(
        "It is named on the page, with the reason",
        arguments: [
            ([], "plot weight methods=grpo,gspo", "GSPO weighs whole responses"),
            ([], "plot surface", "surface: shown as a picture"),
            ([], "plot weight + regions", "regions: shown as a picture"),
            (["rule half correction = rho/2"], "plot weight", "Corrections are not here: half."),
            (["token a old=0.1 new=0.2 adv=1 response=x"], "plot weight", "Which response"),
            (["set rollout=bf16"], "plot weight", "its engine differs from the trainer"),
            (["set correction=tis"], "plot weight", "the page has no correction"),
            ([], "plot weight", "more than a token decides their weights: GSPO,"),
        ])
    func named(lines: [String], plot: String, words: String) throws {
        let (page, _) = try page(of: plot, after: lines)
        #expect(page.omitted.contains { $0.contains(words) }, "\(page.omitted)")
        #expect(page.omitted.allSatisfy { $0.hasSuffix(".") })
    }

    @Test("A page of responses alone is a picture, and methods of tokens are there to choose")
    func responses() throws {
        let (page, _) = try page(of: "plot weight methods=gspo,gmpo")
        #expect(page.kinds == ["picture"] && page.data["chosen"] as? [String] == [])
        #expect(page.methods["grpo"] != nil && page.methods["gspo"] == nil)
    }

    @Test("Of very many tokens and steps a page has some, and says so")
    func many() throws {
        let tokens = (1...201).map { "token t\($0) old=0.001 new=0.002 adv=1" }
        let (page, _) = try page(of: "plot weight", after: tokens)
        #expect((page.data["tokens"] as? [Any])?.count == 200)
        #expect(page.omitted.contains("The page has the first 200 of 201 tokens."))
        let (long, _) = try longPage()
        let lines = (long.parts[0]["panels"] as? [[String: Any]])?[0]["lines"] as? [[String: Any]]
        let steps = try #require(lines?[0]["x"] as? [Double])
        #expect(steps.prefix(3) == [0, 3, 6] && steps.last == 1000)
        #expect(long.omitted.contains { $0.contains("of every 3 steps the page has one") })
    }

    private func longPage() throws -> (Page, Listener) {
        try page(of: "plot entropy", after: ["preset demo", "simulate steps=1000 inner=1"])
    }
}
