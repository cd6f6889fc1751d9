// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
public import TokenWeights

/// One thing that may follow a command's verb.
public struct Parameter: Sendable {
    /// The key in `key=value`, or what help calls a word given by position.
    public let name: String

    /// What it means, in one line, with its unit.
    public let summary: String

    /// What may be typed.
    public let kind: Kind

    /// How it is given.
    public let place: Place

    /// Other names of the same thing, such as `π_old` for `old`.
    public let aliases: [String]

    /// The same in ASCII.
    let plainAliases: [String]

    /// What help shows as the value where nothing is given; nil where there is none.
    public let defaultText: String?

    /// What it is one of, where several commands take the same; nil for what is the command's own.
    public private(set) var family: Family?

    /// The key that a line has to give before this parameter takes open keys; nil where it always does.
    public internal(set) var opener: String?

    /// Whether a line may give its key several times, each time with one more value.
    public internal(set) var isRepeated = false

    /// What help shows in the place of a value, where its kind does not say enough.
    public internal(set) var shownValue: String?

    /// Whether a file is made where it is given, though it names none.
    public internal(set) var makesFile = false

    /// The endings of the files that it is for, `.png`; none where any may be meant.
    public internal(set) var endings: [String] = []

    /// Parameters that belong together, so that help can speak of them together.
    public struct Family: Sendable, Equatable {
        /// What they are, as a heading: `parameters of methods`.
        public let title: String

        /// Whether what each of them means is said in one place and not with every command.
        public let isExplainedElsewhere: Bool

        /// Makes a family.
        public init(_ title: String, isExplainedElsewhere: Bool = false) {
            self.title = title
            self.isExplainedElsewhere = isExplainedElsewhere
        }
    }

    /// Returns whether a value of it names a file.
    public func namesFile(_ value: String) -> Bool {
        switch kind {
        case .path: true
        case .choiceOrPath(let choices): !choices.contains { $0.word == value }
        default: false
        }
    }

    /// Returns the parameter as one of a family.
    public func of(_ family: Family) -> Parameter {
        var member = self
        member.family = family
        return member
    }

    /// How a parameter is given.
    public enum Place: Sendable, Equatable {
        /// By `key=value`, in any order.
        case key
        /// By `key=value`, in any order; the command does nothing without it.
        case requiredKey
        /// By a word without a key.
        case word(required: Bool)
        /// By any number of words without a key, separated by blanks or commas.
        case words(required: Bool)
        /// By `ANY=value` with names that the person chooses (`softmax a=2 b=1`).
        ///
        /// The ``ParsingContext/words`` after the parameter's own name are offered as keys.
        case openKeys
        /// By the rest of the line, read as it stands.
        case rest(required: Bool)
    }

    /// What may be typed.
    public enum Kind: Sendable {
        /// A number or an expression, with its unit (may be empty) and the values allowed.
        case number(unit: String, NumberDomain)
        /// A number or an expression after a key whose domain the ``ParsingContext/domains`` say.
        case setting
        /// A whole number: `8`, `200k`.
        case integer(ClosedRange<Int>)
        /// A probability in (0, 1]: `0.05`, `5%`, `logp(-2.3)`.
        case probability
        /// One word of a list.
        case choice(Choices)
        /// One word of a list, or the path of a file.
        case choiceOrPath([Choice])
        /// Words of a list, separated by commas.
        case choices(Choices)
        /// Seeds: `16` (1 to 16), `3..7`, `3,5`.
        case seeds
        /// A name and a range of numbers: `new:0.01..0.3`; without names a range: `0.2..5`.
        case axis(names: [String])
        /// A number of a domain, several of them `40,80`, or a range `40..640` within it.
        case sweepable(unit: String, NumberDomain)
        /// A list of numbers `1,0,0.5`, or one number.
        case numbers
        /// A name that people choose; quoted where it holds blanks.
        case name
        /// The path of a file.
        case path
        /// `yes` or `no`.
        case flag
        /// `yes` or `no`, or both as a list: `no,yes`.
        case flags
        /// Any text.
        case text
        /// `NAME = EXPRESSION`, read by ``Expressions``.
        case definition
    }

    /// Makes a parameter.
    public init(
        _ name: String, _ summary: String, _ kind: Kind, place: Place = .key,
        aliases: [String] = [], default defaultText: String? = nil
    ) {
        self.name = name
        self.summary = summary
        self.kind = kind
        self.place = place
        self.aliases = aliases
        plainAliases = aliases.map(canonicalName)
        self.defaultText = defaultText
    }
}

/// The words that a parameter accepts.
public enum Choices: Sendable {
    /// Words known when the program is built.
    case fixed([Choice])
    /// Words that change as people work: `methods`, `tokens`, `runs`. The
    /// ``ParsingContext`` say what they are at the moment.
    case current(String)
    /// Offered by completion and checked by the command itself.
    case suggested(String)
}

/// One word that a parameter accepts.
public struct Choice: Sendable, Equatable {
    /// The word as typed.
    public let word: String
    /// What it means, in a few words; may be empty.
    public let summary: String

    /// Makes a choice.
    public init(_ word: String, _ summary: String = "") {
        self.word = word
        self.summary = summary
    }
}
