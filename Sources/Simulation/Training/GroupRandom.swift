// SPDX-License-Identifier: GPL-3.0-or-later

/// The random numbers that choose the tokens of one prompt's responses at one step.
///
/// They are Philox's of stream `rollout` at the address (step, prompt, sample, position), worked
/// out for four responses at once.
struct GroupRandom {
    private let seed: UInt32
    private let step: UInt64
    private let prompt: UInt64

    /// Four words of 32 bits, each in 64 so that products fit.
    private typealias Words = SIMD4<UInt64>

    /// Prepares for one prompt at one step.
    init(seed: UInt32, step: Int, prompt: Int) {
        self.seed = seed
        self.step = UInt64(UInt32(truncatingIfNeeded: step))
        self.prompt = UInt64(UInt32(truncatingIfNeeded: prompt))
    }

    /// Returns the uniform numbers in [0, 1) of one position of four responses.
    @inline(__always)
    func uniforms(_ samples: SIMD4<UInt64>, _ position: Int) -> Lanes {
        var a = Words(repeating: UInt64(truncatingIfNeeded: position))
        var b = samples
        var c = Words(repeating: prompt)
        var d = Words(repeating: step)
        var key0 = Words(repeating: UInt64(seed))
        var key1 = Words(repeating: UInt64(Philox.Stream.rollout.rawValue))
        let low = Words(repeating: 0xFFFF_FFFF)
        // What is above bit 31 means nothing here: a product takes the low words only.
        for _ in 0..<10 {
            let first = (a & low) &* Words(repeating: 0xD251_1F53)
            let second = (c & low) &* Words(repeating: 0xCD9E_8D57)
            a = (second &>> 32) ^ b ^ key0
            c = (first &>> 32) ^ d ^ key1
            b = second
            d = first
            key0 &+= Words(repeating: 0x9E37_79B9)
            key1 &+= Words(repeating: 0xBB67_AE85)
        }
        let coarse = Self.lanes(a & low) * Lanes(repeating: 0x1p-32)
        return coarse + Self.lanes((b & low) &>> 11) * Lanes(repeating: 0x1p-53)
    }

    /// Returns whole numbers below 2⁵² as floating-point numbers, exactly.
    @inline(__always)
    private static func lanes(_ words: Words) -> Lanes {
        let magic = Lanes(repeating: 0x1p52)
        let bits = words | Words(repeating: (0x1p52).bitPattern)
        return unsafeBitCast(bits, to: Lanes.self) - magic
    }
}
