// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// Returns the key that a person means by a name, in ASCII.
///
/// Greek and ASCII names are the same thing: `ε_low` is `eps_low`. Three symbols of the field are
/// keys of every command that has them: `π_old` is `old`, `π` is `new`, `Â` is `adv`. A name that
/// is none of these is returned in its ASCII spelling.
public func fieldName(_ name: String) -> String {
    let ascii = canonicalName(name)
    return symbol(ascii) ?? ascii
}

/// Returns the key that a symbol of the field means, or nil.
private func symbol(_ ascii: String) -> String? {
    switch ascii {
    case "pi_old": "old"
    case "pi": "new"
    case "A_hat": "adv"
    default: nil
    }
}

/// A key that somebody typed, in ASCII, with what it means as a symbol of the field.
struct PlainKey {
    let typed: String
    let field: String?

    init(_ key: String) {
        typed = canonicalName(key)
        field = symbol(typed)
    }
}

extension Parameter {
    /// Returns whether a key that somebody typed means this parameter.
    public func answers(to key: String) -> Bool { answers(to: PlainKey(key)) }

    /// Returns the same for a key whose meanings have been found.
    func answers(to key: PlainKey) -> Bool {
        name == key.typed || name == key.field || plainAliases.contains(key.typed)
    }

    /// Whether it can be given by its own key.
    public var hasKey: Bool { place.hasKey }

    /// Whether a line without it is wrong.
    var isRequired: Bool { place.isRequired }
}

extension Parameter.Place {
    /// Whether a parameter can be given by its own key.
    var hasKey: Bool {
        switch self {
        case .key, .requiredKey, .word, .words: true
        case .openKeys, .rest: false
        }
    }

    /// Whether a line without the parameter is wrong.
    var isRequired: Bool {
        switch self {
        case .requiredKey: true
        case .key, .openKeys: false
        case .word(let required), .words(let required), .rest(let required): required
        }
    }

    /// Whether the parameter takes the rest of the line.
    var takesRest: Bool {
        if case .rest = self { return true }
        return false
    }
}

extension CommandDescription {
    /// Returns which parameter is the first whose place and whatever else of it pass, or nil.
    ///
    /// Parameters are looked at where they lie and told by their index: a copy of one has a dozen
    /// parts to count, and each word of a line asks for several.
    func firstParameter(
        at isRight: (Parameter.Place) -> Bool, where passes: (Int) -> Bool = { _ in true }
    ) -> Int? {
        parameters.indices.first { isRight(parameters[$0].place) && passes($0) }
    }
}
