// SPDX-License-Identifier: GPL-3.0-or-later

/// Returns (A − mean A)(log π − mean log π) of each token: by how much it takes part in the covariance
/// of advantage and log-probability, in nats times the unit of the advantage.
///
/// - Parameters:
///   - tokens: The tokens of a batch.
///   - offset: What is added to the count that means are divided by; verl's masked mean adds 1e-8.
/// - Returns: One number a token.
func covariances(_ tokens: [Token], offset: Double) -> [Double] {
    let count = Double(tokens.count) + offset
    let advantage = tokens.reduce(0) { $0 + $1.advantage } / count
    let logProbability = tokens.reduce(0) { $0 + $1.logProbability } / count
    return tokens.map { ($0.advantage - advantage) * ($0.logProbability - logProbability) }
}

/// Returns how many tokens a share of a batch is: rounded down, and at least one.
func sharedCount(_ share: Double, of count: Int) -> Int {
    max(1, Int(min(share, 1) * Double(count)))
}

/// Returns the indices of the largest numbers, the first of equal ones first; NaN is never among them.
func largest(_ count: Int, of numbers: [Double]) -> ArraySlice<Int> {
    let order = numbers.indices.filter { !numbers[$0].isNaN }
        .sorted { (numbers[$1], $0) < (numbers[$0], $1) }
    return order.prefix(count)
}

/// Returns some of a list's elements, drawn without repetition, in rising order of their places.
///
/// Each element gets a number that depends on the seed and its own value alone (SplitMix64 of Steele,
/// Lea and Flood, OOPSLA 2014); those with the least are taken.
func drawn(_ count: Int, of places: [Int], seed: UInt64) -> [Int] {
    guard places.count > count else { return places }
    let keyed = places.map { (key: scrambled(seed &+ UInt64($0) &* 0x9E37_79B9_7F4A_7C15), $0) }
    return keyed.sorted { ($0.key, $0.1) < ($1.key, $1.1) }.prefix(count).map(\.1).sorted()
}

/// Returns SplitMix64's output function of a number.
private func scrambled(_ number: UInt64) -> UInt64 {
    var bits = number &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}
