// SPDX-License-Identifier: GPL-3.0-or-later

/// One setting of a trainer.
public struct TrainerSetting: Sendable {
    /// Its name without the path before it, with underscores.
    public let name: String

    /// Other names of the same setting, such as an older version's.
    let otherNames: [String]

    /// The trainer's default as it is written there: `0.2`, `token-mean`, `None`.
    public let defaultText: String

    /// What it does to weights.
    public let role: Role

    /// What a setting does to weights.
    public enum Role: Sendable, Equatable {
        /// It decides them.
        case weights
        /// It would change them in a way that cannot be said here: no other value than the default goes.
        case fixed(reason: String)
        /// It does not touch them.
        case idle
    }

    /// Returns whether a plain name means this setting.
    func answers(to plain: String) -> Bool { name == plain || otherNames.contains(plain) }

    /// Makes a setting that decides weights.
    static func weights(
        _ name: String, _ defaultText: String = "None", also otherNames: [String] = []
    ) -> TrainerSetting {
        TrainerSetting(
            name: name, otherNames: otherNames, defaultText: defaultText, role: .weights)
    }

    /// Makes a setting of which nothing but the default can be said.
    static func fixed(
        _ name: String, _ defaultText: String, _ reason: String
    ) -> TrainerSetting {
        TrainerSetting(
            name: name, otherNames: [], defaultText: defaultText, role: .fixed(reason: reason))
    }

    /// Makes settings that touch no weight.
    static func idle(_ names: String...) -> [TrainerSetting] {
        names.map { TrainerSetting(name: $0, otherNames: [], defaultText: "", role: .idle) }
    }
}

/// Why settings of a trainer did not become a run.
public enum DialectError: Error, Sendable, Equatable {
    /// The trainer has no setting of a name, nor of the others that are listed.
    case unknownSetting(String, others: [String], known: [String])

    /// The trainer does not take a value; `expected` says what it takes.
    case wrongValue(setting: String, value: String, expected: String)

    /// The trainer does something that cannot be said in our words.
    case inexpressible(setting: String, value: String, reason: String)

    /// The setting's name as somebody wrote it, or the trainer's where only its default is meant.
    public var setting: String {
        switch self {
        case .unknownSetting(let name, _, _), .wrongValue(let name, _, _),
            .inexpressible(let name, _, _):
            name
        }
    }
}

/// A setting as somebody wrote it.
struct PastedSetting: Sendable {
    let typed: String
    let value: String
}
