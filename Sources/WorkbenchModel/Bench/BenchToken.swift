// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Expressions
import Glibc
import TokenWeights

/// One token on the bench, under the name that the person gave it.
package struct BenchToken: Named {
    /// The name; unique on the bench.
    package let name: String

    /// What the policy that sampled the token thought of it, π_old.
    package var old: Probability

    /// What the policy being trained thinks of it, π.
    package var new: Probability

    /// The advantage.
    package var advantage: Double

    /// The entropy of the next-token distribution in nats, where given.
    package var entropy: Double?

    /// What few tokens have, in a list of one or none: most take the memory of a reference for it.
    private var extras: [Extras] = []

    /// What few tokens have.
    private struct Extras: Sendable, Equatable {
        var engine: Probability?
        var reference: Probability?
        var response: String?
    }

    /// What the rollout engine computed as it sampled the token, μ, where given.
    package var engine: Probability? {
        get { extras.first?.engine }
        set { change { $0.engine = newValue } }
    }

    /// What the reference policy thinks of the token, π_ref, where given.
    package var reference: Probability? {
        get { extras.first?.reference }
        set { change { $0.reference = newValue } }
    }

    /// The response that the token belongs to; nil for a token that is one by itself.
    package var response: String? {
        get { extras.first?.response }
        set { change { $0.response = newValue } }
    }

    private mutating func change(_ set: (inout Extras) -> Void) {
        var changed = extras.first ?? Extras()
        set(&changed)
        extras = changed == Extras() ? [] : [changed]
    }

    package init(
        name: String, old: Probability, new: Probability, advantage: Double, entropy: Double? = nil
    ) {
        self.name = name
        self.old = old
        self.new = new
        self.advantage = advantage
        self.entropy = entropy
    }
}

extension BenchToken {
    /// Returns a name that can be typed for a text from a file.
    ///
    /// What nobody sees is shown as codes, and a text of more than 64 characters is cut.
    package static func name(for text: String) -> String {
        let shown = shownText(text)
        return shown.count <= 64 ? shown : shown.prefix(63) + "…"
    }
}

extension BenchToken {
    /// The token in one line: `Therefore: π_old 0.1, π 0.05, A +1 · r = 0.5`.
    package var summary: String {
        let numbers = [("π_old", old.value), ("π", new.value)]
            .map { "\($0.0) \(NumberText.significant($0.1, digits: 4))" }
        let ratio = NumberText.significant(exp(new.logarithm - old.logarithm), digits: 4)
        let engineRatio = engine.map {
            ", ρ = " + NumberText.significant(exp(old.logarithm - $0.logarithm), digits: 4)
        }
        return "\(shownText(name)): \(numbers.joined(separator: ", ")), "
            + "A \(NumberText.signed(advantage)) · r = \(ratio)\(engineRatio ?? "")"
    }
}
