// SPDX-License-Identifier: GPL-3.0-or-later

extension Verifier {
    /// `strict`: every step counts.
    public static let strict = Verifier(
        name: "strict",
        summary: "An answer is right if it ends at the goal and every step of it is true."
    ) { $0.reachesGoal && !$0.isWrong }
}
