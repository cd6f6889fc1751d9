// SPDX-License-Identifier: GPL-3.0-or-later

/// What the entropies of a log tell about the unit of its log-probabilities.
///
/// Sampled tokens have −log p equal to the entropy in the mean, where both are in nats. Where the
/// mean is off by the factor between bits and nats and nothing else explains it, the log is
/// suspect. It is a guess: with log-probabilities and entropies both in bits nothing shows.
struct UnitEvidence: Sendable {
    private var count = 0.0
    private var surprise = 0.0
    private var entropy = 0.0
    private var surpriseSquared = 0.0
    private var product = 0.0
    private var entropySquared = 0.0

    /// As many tokens say what there is to say.
    private static var enough: Double { 0x1p15 }

    /// Notes a token, unless there are enough.
    @inline(__always)
    mutating func add(old: Double, entropy other: Double) {
        guard count < Self.enough else { return }
        count += 1
        surprise -= old
        entropy += other
        surpriseSquared += old * old
        product -= old * other
        entropySquared += other * other
    }

    /// Adds the sums of another piece.
    mutating func add(_ other: UnitEvidence) {
        count += other.count
        surprise += other.surprise
        entropy += other.entropy
        surpriseSquared += other.surpriseSquared
        product += other.product
        entropySquared += other.entropySquared
    }

    /// The remark on the unit, where there is evidence.
    var remarks: [String] {
        guard count >= 500, let (nats, bits) = deviations, nats > 8, bits < 2 else { return [] }
        return [
            "a guess: log-probabilities seem to be in bits, for −logp_old is 1.44 times the "
                + "entropy in the mean; every ratio here takes them for nats"
        ]
    }

    /// How many standard errors the mean of −log p is off the entropy, as nats and as bits.
    private var deviations: (nats: Double, bits: Double)? {
        func deviation(_ unit: Double) -> Double {
            let difference = unit * surprise - entropy
            let squares =
                unit * unit * surpriseSquared - 2 * unit * product + entropySquared
            let variance = squares - difference * difference / count
            return variance > 0 ? abs(difference) / variance.squareRoot() : .infinity
        }
        let nats = deviation(1)
        let bits = deviation(0.693_147_180_559_945_3)
        return nats.isFinite && bits.isFinite ? (nats, bits) : nil
    }
}
