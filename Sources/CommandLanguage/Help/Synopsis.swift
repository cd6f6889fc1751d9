// SPDX-License-Identifier: GPL-3.0-or-later

extension CommandDescription {
    /// How the command is written: `token NAME [old=P] [new=P] [adv=X]`.
    ///
    /// Brackets stand round what may be left out, `…` after what may be repeated.
    public var synopsis: String {
        ([name] + parameters.map { $0.isRequired ? $0.form : "[\($0.form)]" })
            .joined(separator: " ")
    }

    /// The shortest form that works: the verb and what it cannot do without.
    public var minimalSynopsis: String {
        ([name] + parameters.filter(\.isRequired).map(\.form)).joined(separator: " ")
    }
}

extension Parameter {
    /// How the parameter is written: `old=P`, `METHOD…`, `NAME=X…`.
    public var form: String {
        switch place {
        case .key, .requiredKey: "\(name)=\(metavariable)" + (isRepeated ? "…" : "")
        case .word, .rest: metavariable
        case .words: "\(metavariable)…"
        case .openKeys: "NAME=\(metavariable)…"
        }
    }

    /// What help shows in the place of a value: `P`, `FILE`, `yes|no`.
    public var metavariable: String {
        switch place {
        case .key, .requiredKey, .openKeys: shownValue ?? kindVariable
        case .word, .words, .rest:
            if case .definition = kind { kindVariable } else { name.uppercased() }
        }
    }

    private var kindVariable: String {
        switch kind {
        case .number, .setting: "X"
        case .integer: "N"
        case .probability: "P"
        case .choice(let choices): choices.alternatives ?? "WORD"
        case .choices(let choices): choices.alternatives.map { "\($0),…" } ?? "WORD,…"
        case .choiceOrPath(let choices): (choices.map(\.word) + ["FILE"]).joined(separator: "|")
        case .seeds: "SEEDS"
        case .axis(let names): names.isEmpty ? "FROM..TO" : "NAME:FROM..TO"
        case .sweepable: "X|FROM..TO"
        case .numbers: "X,…"
        case .name: "NAME"
        case .path: "FILE"
        case .flag: "yes|no"
        case .flags: "yes|no,…"
        case .text: "TEXT"
        case .definition: "NAME = EXPRESSION"
        }
    }
}

extension Choices {
    /// The words with bars between, where they are few and short enough for a synopsis.
    fileprivate var alternatives: String? {
        guard case .fixed(let choices) = self else { return nil }
        let text = choices.map(\.word).joined(separator: "|")
        return text.count <= 24 ? text : nil
    }
}
