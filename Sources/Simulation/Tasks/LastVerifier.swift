// SPDX-License-Identifier: GPL-3.0-or-later

extension Verifier {
    /// `last`: a verifier with a hole, for the lesson on reward hacking.
    public static let last = Verifier(
        name: "last",
        summary: "An answer is right if its last number is the goal; false steps pass."
    ) { $0.reachesGoal }
}
