// SPDX-License-Identifier: GPL-3.0-or-later

/// The settings of one run, read by the trainer's names: what was given, else the trainer's default.
struct TrainerSettings: Sendable {
    let dialect: Dialect
    let given: [String: PastedSetting]

    /// Returns whether a run says something of a setting.
    func isGiven(_ name: String) -> Bool { given[name] != nil }

    /// Returns a setting's value, or nil for none.
    func text(_ name: String) -> String? {
        let text = given[name]?.value ?? setting(name).defaultText
        return ["none", "null", "~", ""].contains(text.lowercased()) ? nil : text
    }

    /// Returns a number, or nil for none.
    func optionalNumber(_ name: String) throws(DialectError) -> Double? {
        guard let text = text(name) else { return nil }
        guard let number = Self.number(text) else { throw wrong(name, "a number or None") }
        return number
    }

    /// Returns a number.
    func number(_ name: String) throws(DialectError) -> Double {
        guard let number = try optionalNumber(name) else { throw wrong(name, "a number") }
        return number
    }

    /// Returns a number, or another setting's where it is none.
    func number(_ name: String, else other: String) throws(DialectError) -> Double {
        if let number = try optionalNumber(name) { return number }
        return try number(other)
    }

    /// Returns whether a switch is on.
    func flag(_ name: String) throws(DialectError) -> Bool {
        switch text(name)?.lowercased() {
        case "true", "yes", "on", "1": return true
        case "false", "no", "off", "0", nil: return false
        default: throw wrong(name, "true or false")
        }
    }

    /// Returns one or two numbers: `2.0`, `0.5_5.0`, `0.5 5.0`, `[0.5, 5.0]`; nil for none.
    func bounds(_ name: String) throws(DialectError) -> (low: Double?, high: Double)? {
        guard let text = text(name) else { return nil }
        let pieces = text.split { "_ ,;[]()".contains($0) }.map(String.init)
        let numbers = pieces.compactMap(Self.number)
        guard numbers.count == pieces.count, (1...2).contains(numbers.count) else {
            throw wrong(name, "one number or two, such as 0.5_5.0")
        }
        return (numbers.count == 2 ? numbers[0] : nil, numbers[numbers.count - 1])
    }

    /// Returns what a word stands for in a table.
    func choice<Value>(
        _ name: String, _ table: KeyValuePairs<String, Value>
    ) throws(DialectError) -> Value {
        let word = text(name) ?? "None"
        guard let found = table.first(where: { $0.key == word }) else {
            throw wrong(name, "one of " + table.map(\.key).joined(separator: ", "))
        }
        return found.value
    }

    /// Returns the error of a value that the trainer does not take.
    func wrong(_ name: String, _ expected: String) -> DialectError {
        .wrongValue(setting: typed(name), value: shown(name), expected: expected)
    }

    /// Returns the error of a value that cannot be said in our words.
    func inexpressible(_ name: String, _ reason: String) -> DialectError {
        .inexpressible(setting: typed(name), value: shown(name), reason: reason)
    }

    /// Throws where a setting that is only known by its default has another value.
    func checkFixed() throws(DialectError) {
        for setting in dialect.settings {
            guard case .fixed(let reason) = setting.role, let given = given[setting.name],
                !Self.means(given.value, setting.defaultText)
            else { continue }
            throw .inexpressible(setting: given.typed, value: given.value, reason: reason)
        }
    }

    /// Throws where something is given for a number that is none, also where nothing reads it.
    func checkNumbers() throws(DialectError) {
        for setting in dialect.settings where Self.number(setting.defaultText) != nil {
            guard given[setting.name] != nil, let text = text(setting.name),
                !text.contains(where: { "_ ,;[]()".contains($0) }), Self.number(text) == nil
            else { continue }
            throw wrong(setting.name, "a number or None")
        }
    }

    private func typed(_ name: String) -> String { given[name]?.typed ?? name }

    private func shown(_ name: String) -> String { given[name]?.value ?? setting(name).defaultText }

    private func setting(_ name: String) -> TrainerSetting {
        guard let setting = dialect.settings.first(where: { $0.name == name }) else {
            preconditionFailure("\(dialect.name) declares no setting \(name)")
        }
        return setting
    }
}

extension TrainerSettings {
    /// Returns a name without what command lines put in front of it, with underscores.
    static func plainName(_ typed: String) -> String {
        String(
            typed.drop(while: { "-+'\"".contains($0) }).filter { !"'\"".contains($0) }
                .map { $0 == "-" ? "_" : $0 })
    }

    /// Returns a value without quotes, blanks at its ends and the comma that ends an argument.
    static func bare(_ value: String) -> String {
        var value = value[...]
        while let last = value.last, ", ;".contains(last) { value.removeLast() }
        while let first = value.first, first == " " { value.removeFirst() }
        guard let first = value.first, "'\"".contains(first), value.count > 1, value.last == first
        else { return String(value) }
        return String(value.dropFirst().dropLast())
    }

    /// Returns the number that a value spells, in Python's or YAML's way; nil for none.
    static func number(_ text: String) -> Double? {
        if ["inf", ".inf", "float(inf)"].contains(text.lowercased()) { return .infinity }
        guard let number = Double(text), !number.isNaN else { return nil }
        return number
    }

    /// Returns whether two values are the same to a trainer.
    private static func means(_ first: String, _ second: String) -> Bool {
        let none = ["none", "null", "~", ""]
        let (first, second) = (first.lowercased(), second.lowercased())
        if none.contains(first), none.contains(second) { return true }
        if let first = number(first), let second = number(second) { return first == second }
        return first == second
    }
}
