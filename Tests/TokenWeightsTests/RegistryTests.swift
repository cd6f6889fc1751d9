// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenWeights

@Test("Every method is found by its name, which no other has, nor its title")
private func names() {
    for rule in WeightRule.all {
        #expect(WeightRule.named(rule.name)?.title == rule.title)
        #expect(WeightRule.named(rule.name.uppercased()) == nil)
    }
    #expect(Set(WeightRule.all.map(\.name)).count == WeightRule.all.count)
    #expect(Set(WeightRule.all.map(\.title)).count == WeightRule.all.count)
}

@Test("Every rule says what it is", arguments: WeightRule.all.map(\.name))
private func words(name: String) throws {
    let rule = try #require(WeightRule.named(name))
    #expect(rule.summary.hasSuffix(".") && !rule.summary.contains("\n"))
    #expect(!rule.source.contains("\n") && !rule.source.isEmpty)
    #expect(rule.formula.contains("w = "))
    for parameter in rule.parameters {
        #expect(parameter.domain.contains(parameter.defaultValue))
        #expect(parameter.name.allSatisfy { $0.isASCII })
        #expect(parameter.summary.hasSuffix("."))
    }
}

@Test("Defaults that differ from the common ones are those of the authors")
private func defaults() throws {
    func value(_ rule: WeightRule, _ name: String) throws -> Double {
        try #require(rule.parameters.first { $0.name == name }).defaultValue
    }
    #expect(try value(.dapo, "eps_high") == 0.28)
    #expect(try value(.grpo, "c") == 3)
    #expect(try value(.dcpo, "eps_low") == 0.16)
    #expect(try value(.dcpo, "c") == 10)
    #expect(try value(.ceGPPO, "beta1") == 0.75)
    #expect(try value(.ceGPPO, "beta2") == 1)
    #expect(try value(.sapo, "tau_neg") == 1.05)
    #expect(try value(.dppoTV, "delta") == 0.2)
    #expect(try value(.dppoKL, "delta") == 0.05)
    #expect(try value(.dppoTV, "ratio_max") == 20)
}

@Test("Values that were checked before may hold names that a rule does not have")
private func unknownNames() {
    let token = Token(old: 0.1, new: 0.05, advantage: 1)
    #expect(agrees(WeightRule.grpo.bound(["tau_pos": 9]).weight(token), 0.5))
}
