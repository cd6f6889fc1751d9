// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions

/// What a misspelt word was most likely meant to be.
public enum Suggestion {
    /// Returns the candidate nearest to a word by its spelling, or nil where none is near.
    ///
    /// A letter too many, too few, exchanged or swapped costs one; up to a third of the word may
    /// be wrong. Case and the Greek spelling of names cost nothing. Among equals the first wins.
    public static func closest<Names: Sequence<String>>(
        to word: String, in candidates: Names
    ) -> String? {
        closestName(to: word, in: candidates)
    }

    /// Returns `did you mean eps_high?`, or nil where no candidate is near.
    static func question<Names: Sequence<String>>(
        about word: String, in candidates: Names
    ) -> String? {
        closest(to: word, in: candidates).map { "did you mean \($0)?" }
    }
}
