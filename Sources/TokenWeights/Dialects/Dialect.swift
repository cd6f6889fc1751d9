// SPDX-License-Identifier: GPL-3.0-or-later

/// A trainer's own names and defaults, and what they come to in ours.
///
/// One value here, in a file of its own, is all that a new trainer needs: the settings that it knows,
/// and a function from them to a ``TrainerRun``.
public struct Dialect: Sendable {
    /// What people type: lower case with hyphens.
    public let name: String

    /// What the trainer calls itself.
    public let title: String

    /// Which version's names and defaults these are.
    public let source: String

    /// The settings that are known, those that decide weights first.
    public let settings: [TrainerSetting]

    /// The parts of a configuration that touch no weight, whatever they hold: `optim`, `data`.
    public let otherParts: Set<String>

    private let translation: @Sendable (TrainerSettings) throws(DialectError) -> TrainerRun

    /// Makes a dialect.
    init(
        name: String, title: String, source: String, settings: [TrainerSetting],
        otherParts: Set<String> = [],
        translation: @escaping @Sendable (TrainerSettings) throws(DialectError) -> TrainerRun
    ) {
        (self.name, self.title, self.source) = (name, title, source)
        (self.settings, self.otherParts) = (settings, otherParts)
        self.translation = translation
    }

    /// Returns what settings of a run come to.
    ///
    /// - Parameter pasted: Names and values as somebody wrote them. Names may have the path before them
    ///   that a configuration has (`actor_rollout_ref.actor.clip_ratio`), dashes for underscores, and
    ///   what command lines put in front (`--`, `+`). Values may be quoted; `None` and `null` are none.
    ///   What is not given has the trainer's default; of a name given twice the last counts.
    /// - Returns: The method, its parameters, and what goes with it.
    /// - Throws: ``DialectError`` for a setting that is not known, a value that the trainer does not
    ///   take, and a value that cannot be said in our words.
    public func run(_ pasted: [(name: String, value: String)]) throws(DialectError) -> TrainerRun {
        var given: [String: PastedSetting] = [:]
        var (idle, unknown): ([String], [String]) = ([], [])
        for (typed, value) in pasted {
            guard let setting = setting(typed) else {
                if isElsewhere(typed) { idle.append(typed) } else { unknown.append(typed) }
                continue
            }
            given[setting.name] = PastedSetting(typed: typed, value: TrainerSettings.bare(value))
            if case .idle = setting.role { idle.append(typed) }
        }
        if let first = unknown.first {
            throw .unknownSetting(
                first, others: Array(unknown.dropFirst()), known: settings.map(\.name))
        }
        let read = TrainerSettings(dialect: self, given: given)
        try read.checkFixed()
        try read.checkNumbers()
        var run = try translation(read)
        run.idle = idle
        try run.check(read)
        return run
    }

    /// Returns the setting that somebody means by a name; nil for none of those that are known, and for
    /// one of a part that touches no weight.
    private func setting(_ typed: String) -> TrainerSetting? {
        guard !isElsewhere(typed) else { return nil }
        let last = path(typed).last ?? ""
        return settings.first { $0.answers(to: last) }
    }

    /// Whether a name's path leads to a part of a configuration that touches no weight.
    private func isElsewhere(_ typed: String) -> Bool {
        path(typed).dropLast().contains(where: otherParts.contains)
    }

    private func path(_ typed: String) -> [String] {
        TrainerSettings.plainName(typed).split(separator: ".").map(String.init)
    }
}

extension Dialect {
    /// Every dialect, in the order of lists.
    public static let all: [Dialect] = [
        .verl, .trl, .msSwift, .openRLHF, .primeRL, .slime, .skyRL, .roll, .areal, .nemoRL,
    ]

    /// Returns the dialect that people call by a name, or nil where there is none.
    public static func named(_ name: String) -> Dialect? { all.first { $0.name == name } }
}
