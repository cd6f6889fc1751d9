// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Glibc

/// A probability as it was given: as a number or as a logarithm, and the other of the two.
///
/// Keeping both means that 0.1 is shown as 0.1, and that a log-probability of −800 loses nothing.
package struct Probability: Sendable, Equatable {
    /// The number, in [0, 1]; 0 only where the logarithm is too low for a double.
    package let value: Double

    /// The logarithm in nats, at most 0.
    package let logarithm: Double

    package init(value: Double) {
        self.value = value
        logarithm = log(value)
    }

    package init(logarithm: Double) {
        self.logarithm = min(0, logarithm)
        value = exp(self.logarithm)
    }

    /// The text that reads back as the same probability.
    package var text: String {
        log(value) == logarithm
            ? NumberText.shortest(value) : "logp(\(NumberText.shortest(logarithm)))"
    }
}

extension Probability {
    package init(_ typed: (logarithm: Double, number: Double?)) {
        self =
            typed.number.map { Probability(value: $0) } ?? Probability(logarithm: typed.logarithm)
    }
}
