// SPDX-License-Identifier: GPL-3.0-or-later

extension RuleParameter {
    /// ε_low: how far below 1 a ratio may fall before a token of a bad answer is masked.
    static let clipBelow = RuleParameter(
        name: "eps_low", symbol: "ε_low",
        summary: "How far below 1 the ratio may fall; from 1 on without bound.",
        defaultValue: 0.2, domain: .clipBelow)

    /// ε_high: how far above 1 a ratio may rise before a token of a good answer is masked.
    static let clipAbove = RuleParameter(
        name: "eps_high", symbol: "ε_high",
        summary: "How far above 1 the ratio may rise.",
        defaultValue: 0.2, domain: .positive)

    /// c: the bound on large weights; infinity takes it away.
    static let cap = RuleParameter(
        name: "c", symbol: "c",
        summary: "The bound on large weights; inf means none.",
        defaultValue: 3, domain: .cap)

    /// Makes a parameter of one rule: its name, symbol, default, domain and what it is.
    init(
        _ name: String, _ symbol: String, _ defaultValue: Double, _ domain: NumberDomain,
        _ summary: String
    ) {
        self.init(
            name: name, symbol: symbol, summary: summary, defaultValue: defaultValue, domain: domain
        )
    }

    /// Returns the same parameter with another value where nothing is set.
    func defaulting(to value: Double) -> RuleParameter {
        RuleParameter(
            name: name, symbol: symbol, summary: summary, defaultValue: value, domain: domain)
    }
}

extension [String: Double] {
    /// The value of a parameter, or its default where nothing is set.
    subscript(parameter: RuleParameter) -> Double {
        self[parameter.name] ?? parameter.defaultValue
    }
}

extension ClipInterval {
    init(_ values: ParameterValues) {
        self.init(below: values[.clipBelow], above: values[.clipAbove])
    }
}
