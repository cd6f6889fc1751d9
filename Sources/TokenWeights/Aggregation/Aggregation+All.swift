// SPDX-License-Identifier: GPL-3.0-or-later

extension Aggregation {
    /// Every way to aggregate, trainer by trainer, in the order of lists.
    public static let all: [Aggregation] =
        ofVerl + ofTRL + ofSwift + ofOpenRLHF + ofSkyRL + [primeRL, areal] + ofNeMo + ofSlime
        + ofROLL

    /// Returns the way that people call by a name, or nil where there is none.
    public static func named(_ name: String) -> Aggregation? { all.first { $0.name == name } }

    /// What trainers add to a divisor so that it is never 0.
    static let guardian = 1e-8
}
