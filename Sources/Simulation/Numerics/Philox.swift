// SPDX-License-Identifier: GPL-3.0-or-later

import CSimulation

/// The counter-based random number generator Philox4x32-10.
///
/// It has no state: the same key and counter give the same four words on every machine and in
/// every order of calls, so a run's random numbers depend on its seed and nothing else.
///
/// - Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
public struct Philox: Sendable, Equatable {
    /// The first word of the key; a run's seed.
    public let seed: UInt32

    /// The second word of the key; what the numbers are for.
    public let stream: UInt32

    /// Makes the generator of one seed and one stream.
    public init(seed: UInt32, stream: UInt32) {
        self.seed = seed
        self.stream = stream
    }

    /// Returns the four random words of one counter.
    public func block(_ x0: UInt32, _ x1: UInt32, _ x2: UInt32, _ x3: UInt32) -> SIMD4<UInt32> {
        var (a, b, c, d) = (UInt64(x0), UInt64(x1), UInt64(x2), UInt64(x3))
        var (key0, key1) = (seed, stream)
        for _ in 0..<10 {
            let first = a &* 0xD251_1F53
            let second = c &* 0xCD9E_8D57
            (a, c) = (second >> 32 ^ b ^ UInt64(key0), first >> 32 ^ d ^ UInt64(key1))
            (b, d) = (second & 0xFFFF_FFFF, first & 0xFFFF_FFFF)
            key0 &+= 0x9E37_79B9
            key1 &+= 0xBB67_AE85
        }
        return SIMD4(
            UInt32(truncatingIfNeeded: a), UInt32(b), UInt32(truncatingIfNeeded: c), UInt32(d))
    }

    /// Returns a uniform number in [0, 1), a multiple of 2⁻⁵³, at an address of four numbers.
    public func uniform(_ a: Int, _ b: Int, _ c: Int, _ e: Int) -> Double {
        let word = block(address: a, b, c, e)
        return Double(Self.fraction(word.x, word.y)) * 0x1p-53
    }

    /// Returns a whole number in 0..<bound at an address: ⌊u · bound⌋.
    public func integer(below bound: Int, _ a: Int, _ b: Int, _ c: Int, _ e: Int) -> Int {
        Int(uniform(a, b, c, e) * Double(bound))
    }

    /// Returns a standard normal number at an address, by the cosine half of Box and Muller.
    public func normal(_ a: Int, _ b: Int, _ c: Int, _ e: Int) -> Double {
        let word = block(address: a, b, c, e)
        let first = Double(Self.fraction(word.x, word.y) + 1) * 0x1p-53
        let second = Double(Self.fraction(word.z, word.w)) * 0x1p-53
        return (-2 * naturalLogarithm(first)).squareRoot() * cosine(turns: second)
    }

    /// Returns the numbers 0..<count in a random order, by Fisher and Yates' exchanges.
    public func shuffled(_ count: Int, _ a: Int, _ b: Int) -> [Int] {
        var order = Array(0..<count)
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, count)) { numbers in
            csim_uniforms(
                csim_address(
                    seed: seed, stream: stream, a: UInt32(truncatingIfNeeded: a),
                    b: UInt32(truncatingIfNeeded: b), c: 0),
                Int64(count), numbers.baseAddress, Kernels.fastest)
            for i in stride(from: count - 1, to: 0, by: -1) {
                order.swapAt(i, Int(numbers[i] * Double(i + 1)))
            }
        }
        return order
    }

    /// Returns the block whose counter words are (e, c, b, a).
    private func block(address a: Int, _ b: Int, _ c: Int, _ e: Int) -> SIMD4<UInt32> {
        block(
            UInt32(truncatingIfNeeded: e), UInt32(truncatingIfNeeded: c),
            UInt32(truncatingIfNeeded: b), UInt32(truncatingIfNeeded: a))
    }

    /// Returns the upper 53 bits of two words.
    private static func fraction(_ high: UInt32, _ low: UInt32) -> UInt64 {
        (UInt64(high) << 32 | UInt64(low)) >> 11
    }
}

extension Philox {
    /// What random numbers are for; each purpose draws from a stream of its own.
    public enum Stream: UInt32, Sendable {
        /// The hidden structure of a world.
        case environment = 1
        /// What the untrained policy knows, and its noise.
        case initialPolicy = 2
        /// The tokens of responses.
        case rollout = 3
        /// The order of prompts in an epoch.
        case shuffle = 4
        /// Which questions are trained and which held out.
        case prompts = 5
        /// Which rewards a noisy verifier turns round.
        case verifier = 6
        /// The texts that a base imitates.
        case demonstrations = 7
        /// The tokens of responses in evaluations.
        case evaluation = 8
        /// The untrained weights of a network.
        case weights = 9
    }

    /// Makes the generator of one seed and one purpose.
    public init(seed: UInt32, _ purpose: Stream) {
        self.init(seed: seed, stream: purpose.rawValue)
    }
}
