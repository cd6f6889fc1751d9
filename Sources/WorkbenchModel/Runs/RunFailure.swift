// SPDX-License-Identifier: GPL-3.0-or-later

package import Simulation

/// Why a run stopped before its end.
package struct RunFailure: Sendable, Equatable {
    /// The step at which training failed; nil where it never began.
    package let step: Int?

    /// What happened, and what may help.
    package let reason: String

    package init(_ reason: String, step: Int? = nil) { (self.step, self.reason) = (step, reason) }

    package init(_ error: SimulationError) {
        self.init(error.message + (error.hint.map { "; \($0)" } ?? ""), step: error.step)
    }

    /// Returns it as files and programs have it: with the run where training had begun.
    package func text(method: String, seed: Int) -> String {
        step == nil ? reason : message(method: method, seed: seed)
    }

    /// Returns it for people, who are always told of which run it is.
    package func message(method: String, seed: Int) -> String {
        "\(method), seed \(seed)\(step.map { ", step \($0)" } ?? ""): \(reason)"
    }

    /// Reads back what ``text(method:seed:)`` wrote.
    package init(text: String, method: String, seed: Int) {
        let head = "\(method), seed \(seed), step "
        let rest = text.dropFirst(head.count)
        let digits = rest.prefix { $0 != ":" }
        let failure = RunFailure(
            String(rest.dropFirst(digits.count + 2)), step: Int(digits).map { max(0, $0) })
        let isOurs = failure.step != nil && failure.text(method: method, seed: seed) == text
        self = isOurs ? failure : RunFailure(text)
    }
}
