// SPDX-License-Identifier: GPL-3.0-or-later

/// The way from an empty bench to a table, a curve and a simulation: each line names the next, until
/// somebody goes another way.
struct FirstMinute: Sendable, Equatable {
    /// The lines, in their order; the banner and `help start` show them too.
    static let path = [
        "preset demo", "weights", "explain Therefore", "plot weight",
        "simulate world=graph seeds=8", "plot entropy",
    ]

    /// What can follow the last of them.
    private static let end = "lesson 1"

    /// How many of the lines were typed; nil for who went another way.
    private var count: Int? = 0

    /// Verbs that look something up, and lead nobody away.
    private static let asides: Set<String> = [
        "help", "find", "examples", "show", "version", "config",
    ]

    /// Takes note of a line that succeeded.
    ///
    /// - Returns: The line to try next; nil where there is nothing to say.
    mutating func follow(_ line: String, verb: String?) -> String? {
        guard let reached = count, let verb, !Self.asides.contains(verb) else { return nil }
        let words = line.split(separator: " ").joined(separator: " ")
        guard reached < Self.path.count, words == Self.path[reached] else {
            count = nil
            return nil
        }
        count = reached + 1
        return reached + 1 < Self.path.count ? Self.path[reached + 1] : Self.end
    }
}

extension Session {
    /// What somebody reads who starts the program: what it is, and the way into it.
    package static var welcome: String {
        let (first, second) = (FirstMinute.path.prefix(4), FirstMinute.path.dropFirst(4))
        return """
            token weights in reinforcement learning for language models.
            A first minute, a line at a time; each answer names the next:
              \(first.joined(separator: " · "))
              \(second.joined(separator: " · "))
            help tells more, lesson 1 teaches, Tab completes.
            """
    }
}
